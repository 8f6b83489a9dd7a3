"""How long a start takes, what it needs of memory, and what an idle bot costs: python -m bench.start [--starts N].

Each start is a process of its own with the sample directory on SQLite in a temporary folder, bytecode present, without
Graph. It ends when `/readyz` says 200. Memory is what the process holds then; idle CPU is what it takes in the ten
seconds that follow two of rest. The last line is one JSON object; times are medians.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

REST_S, IDLE_S = 2.0, 10.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Start:
    """One start."""

    ready_s: float
    cpu_s: float
    """CPU time until it was ready."""
    rss_mb: float
    idle_ms_per_s: float


def start(folder: Path, *, idle: bool) -> Start:
    """Starts a bot on the database of the folder, and ends it."""
    environment = os.environ | {
        "KUNTAYHTEYS_DATABASE_URL": f"sqlite:///{folder}/bot.db",
        "KUNTAYHTEYS_PORT": "0",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", "serve", "--insecure-local", "--sample-data"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=Path(__file__).parent.parent,
        text=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if "listens at " not in line:
            raise SystemExit("The bot did not start.")
        address = line.split("listens at ")[1].strip().replace("/api/messages", "/readyz")
        with urlopen(address) as answer:  # noqa: S310 - an address of this machine; anything but 200 raises
            answer.read()
        ready_s, cpu_s, rss = time.perf_counter() - began, _cpu_s(process.pid), _rss_mb(process.pid)
        spent = 0.0
        if idle:
            time.sleep(REST_S)
            before = _cpu_s(process.pid)
            time.sleep(IDLE_S)
            spent = (_cpu_s(process.pid) - before) * 1000 / IDLE_S
        return Start(ready_s, cpu_s, rss, spent)
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    """Prints each start, then the JSON object."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--starts", type=int, default=5)
    starts = options.parse_args().starts
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder), idle=False)  # makes the tables, the sample and the bytecode
        found = [start(Path(folder), idle=number == 0) for number in range(starts)]
    for one in found:
        print(f"ready after {one.ready_s:.2f} s, {one.cpu_s:.2f} s of CPU, {one.rss_mb:.0f} MB")
    result = {
        "cold_start_s": round(median(one.ready_s for one in found), 2),
        "cold_start_cpu_s": round(median(one.cpu_s for one in found), 2),
        "rss_mb": round(median(one.rss_mb for one in found), 1),
        "idle_cpu_ms_per_s": round(found[0].idle_ms_per_s, 1),
    }
    print(json.dumps(result))


def _cpu_s(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


def _rss_mb(pid: int) -> float:
    text = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    main()
