"""How quick the guard is: python -m bench.guarding. The last line is one JSON object.

Lines with few numbers, lines dense with them, and longer texts of these are read turn and turn about by the guard of
today and by the guard of the commit before it read characters that stand apart, which Git still has; of each the
quickest of several rounds, in CPU time. Where Git does not have it, today's figures stand alone.
"""

import gc
import importlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from directory.guard.finding import Kind, check, holds_hetu
from tests.privacy.hurried_sentences import HURRIED
from tests.privacy.official_sentences import SENTENCES

BEFORE = "6e852ca2f5078047f0c6e16957227f7b35891237"
ROUNDS = 12
DENSE_FROM, FEW_BELOW = 12, 7
"""Digits in a line."""
Read = Callable[[str], object]


def lines() -> Mapping[str, Sequence[str]]:
    """The texts by their kind."""
    every = (*HURRIED, *SENTENCES)
    dense = [one for one in every if _digits(one) >= DENSE_FROM]
    text = " ".join(dense)
    return {
        "few_numbers": [one for one in every if _digits(one) < FEW_BELOW],
        "dense": dense,
        "dense_200": [text[place : place + 200] for place in range(0, len(text) - 200, 200)],
        "dense_1000": [text[place : place + 1_000] for place in range(0, len(text) - 1_000, 1_000)],
    }


def main() -> None:
    """A line for each kind of text; then the figures."""
    told: dict[str, float] = {}
    today: dict[str, Read] = {"check": lambda text: check(text, dict.fromkeys(Kind, "")), "holds": holds_hetu}
    with tempfile.TemporaryDirectory() as folder:
        before = _before(Path(folder))
        for kind, texts in lines().items():
            for name, read in today.items():
                now, then = _microseconds([read, before.get(name, read)], texts)
                told[f"{kind}_{name}_us"] = round(now, 1)
                if name in before:
                    told[f"{kind}_{name}_ratio"] = round(now / then, 2)
                print(f"{kind}: {name} {now:.0f} µs, before {then:.0f} µs, {len(texts)} texts")
    told["dense_to_few_ratio"] = round(told["dense_check_us"] / told["few_numbers_check_us"], 2)
    print(json.dumps(told))


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _before(folder: Path) -> Mapping[str, Read]:
    """The guard as it was, under another name; nothing where Git does not know it."""
    try:
        stored = subprocess.run(
            ["git", "archive", BEFORE, "directory/guard"],  # noqa: S607
            capture_output=True,
            check=True,
            cwd=Path(__file__).parent.parent,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    with tarfile.open(fileobj=io.BytesIO(stored)) as files:
        files.extractall(folder, filter="data")
    package = (folder / "directory" / "guard").rename(folder / "guard_before")
    for file in package.glob("*.py"):
        file.write_text(file.read_text("utf-8").replace("directory.guard", "guard_before"), "utf-8")
    sys.path.append(str(folder))
    finding = importlib.import_module("guard_before.finding")
    words = dict.fromkeys(finding.Kind, "")
    return {"check": lambda text: finding.check(text, words), "holds": finding.holds_hetu}


def _microseconds(readers: Sequence[Read], texts: Sequence[str]) -> list[float]:
    """What each reader takes for a text, in the quickest of the rounds."""
    best = [float("inf")] * len(readers)
    gc.disable()
    for _ in range(ROUNDS):
        for place, read in enumerate(readers):
            began = time.process_time()
            for text in texts:
                read(text)
            best[place] = min(best[place], (time.process_time() - began) / len(texts) * 1e6)
    gc.enable()
    return best


if __name__ == "__main__":
    main()
