"""Does the bot stay as small as it was? python -m bench.soak (or python bench/soak.py).

People ask for help, open forms, send them, take, answer and close questions, the same people again and again, against
one bot in a process of its own; memory and handles are read after every hundredth part. The default is a slice of less
than a minute, which tells the slope after a start; `--whole` makes 200,000 turns and compares memory after 50,000 of
them with the end. `--database postgres` has it on PostgreSQL. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
if __package__ in {None, ""}:
    sys.path.insert(0, str(ROOT))

import aiohttp  # noqa: E402

from bench.turns import AT_A_TIME, DATABASES, KINDS, Bot, Questions, Teams, our_bot, served_teams, side_by_side  # noqa: E402

WHOLE, SLICE = 200_000, 1_200
QUESTIONS = 32
"""In one round."""
HELPS = 4
"""How often everybody of a round asks for help: most of what people do is small."""
KINDS_OF_ROUND = ("help",) * HELPS + tuple(kind for kind in KINDS if kind != "help") + ("close",)
PEOPLE_AGAIN_AFTER = 20
"""Rounds, whereupon the same people come again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the process has in hand after so many turns."""

    turns: int
    rss_mb: float
    handles: int


def read(bot: Bot, turns: int) -> Reading:
    """As the operating system counts it."""
    return Reading(turns, bot.rss_mb(), len(list(Path(f"/proc/{bot.process.pid}/fd").iterdir())))


async def one_round(bot: Bot, teams: Teams, session: aiohttp.ClientSession, number: int, many: int) -> int:
    """Everybody's question, from the first line to its closing; what Teams had kept is forgotten. How many turns."""
    teams.kept.clear()
    questions = Questions(bot, teams, session, number % PEOPLE_AGAIN_AFTER, many)
    for kind in KINDS_OF_ROUND:
        do = getattr(questions, kind)
        await side_by_side([partial(do, at) for at in range(many)], AT_A_TIME)
    return many * len(KINDS_OF_ROUND)


async def soak(database: str, turns: int, folder: Path, questions: int = QUESTIONS) -> tuple[list[Reading], float]:
    """The readings, and the turns per second."""
    async with served_teams() as teams, our_bot(database, folder, teams) as bot, aiohttp.ClientSession() as session:
        readings, done, began = [read(bot, 0)], 0, time.perf_counter()
        for number in count():
            if done >= turns:
                break
            done += await one_round(bot, teams, session, number, questions)
            if done - readings[-1].turns >= turns / 100:
                readings.append(read(bot, done))
        return readings, done / (time.perf_counter() - began)


def slope(readings: Sequence[Reading]) -> float:
    """Megabytes that 1,000 turns add in the second half, when all that is kept once is there."""
    half = readings[len(readings) // 2 :]
    if len(half) < 2:
        return 0.0
    return statistics.linear_regression([one.turns / 1000 for one in half], [one.rss_mb for one in half]).slope


def told(readings: Sequence[Reading], per_s: float) -> dict[str, Any]:
    """The JSON object at the end."""
    first, last = readings[0], readings[-1]
    quarter = next(one for one in readings if one.turns >= last.turns / 4)
    whole = last.turns >= WHOLE
    return {
        "turns": last.turns,
        "turns_per_s": round(per_s, 1),
        "rss_start_mb": round(first.rss_mb, 1),
        "rss_50k_mb" if whole else "rss_quarter_mb": round(quarter.rss_mb, 1),
        "rss_200k_mb" if whole else "rss_end_mb": round(last.rss_mb, 1),
        "growth": round(last.rss_mb / quarter.rss_mb - 1, 4),
        "mb_per_1000_turns": round(slope(readings), 3),
        "handles": last.handles,
        "handles_most": max(one.handles for one in readings[1:]),
        "handles_quarter": quarter.handles,
    }


def main() -> None:
    """Measures, and prints the figures."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--whole", action="store_true", help="200,000 turns")
    options.add_argument("--turns", type=int, default=SLICE)
    options.add_argument("--database", choices=DATABASES, default="sqlite")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        readings, per_s = asyncio.run(soak(chosen.database, WHOLE if chosen.whole else chosen.turns, Path(folder)))
    for one in readings:
        print(f"{one.turns:8} turns {one.rss_mb:8.1f} MB {one.handles:5} handles")
    print(json.dumps(told(readings, per_s)))


if __name__ == "__main__":
    main()
