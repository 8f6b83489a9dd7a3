"""Is anything lost, doubled, turned round or shown to others while things fail? python -m bench.faults

On SQLite and PostgreSQL, through the bot's own pipeline, delivery and connector. First the bot is killed at each point
of each step of a question: before and after every statement, commit, request to Teams and answer. Then hypothesis
chooses what people do and what fails meanwhile: a death at any point, answers of Teams (429, 502, 503, 504, a time-out,
a connection reset, each before and after Teams has taken the message), turns that come again, at once or much later.
At last two people do something at the same moment (`tests/faults/racing.py`), each pair over and over.
A witness (`tests/faults/witness.py`) knows what each person must have been told, in which order, and who else may not.

`--injections`: so many faults, about; 10,000 take a quarter of an hour. The same seed gives the same faults. The last
line is one JSON object: `runs` counts faults that happened; `sent_again` counts messages of which nobody could tell the
bot that Teams had taken them, which is no fault of the bot's (decision 0002). Ends with 1 if any other is not 0.
"""

import argparse
import asyncio
import json
import secrets
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[1]
if __package__ in {None, ""}:
    sys.path.insert(0, str(ROOT))

from cryptography.fernet import Fernet  # noqa: E402
from hypothesis import HealthCheck, seed, settings  # noqa: E402
from hypothesis.stateful import run_state_machine_as_test  # noqa: E402
from pgserver.postgres_server import get_server  # noqa: E402

from bot.privacy.pseudonyms import Pseudonymiser  # noqa: E402
from bot.privacy.sealing import Sealer  # noqa: E402
from config.logging import set_up_logging  # noqa: E402
from config.migrate import migrate  # noqa: E402
from tests.databases import Console, put_sample, with_database  # noqa: E402
from tests.faults.any_faults import WITHOUT_SHRINKING, any_faults  # noqa: E402
from tests.faults.killing import killed_at_each  # noqa: E402
from tests.faults.mortal_office import Installation  # noqa: E402
from tests.faults.racing import RACES, raced  # noqa: E402
from tests.faults.witness import Verdict  # noqa: E402

USUAL = 400
KILLED, RACED, ON_POSTGRES = 0.45, 0.2, 0.25
"""Of all faults: so many at points in turn, as long as there are points; so many races; and so many on PostgreSQL."""
HEADS = 25
"""By how many rounds of the event loop at most the second one of a race comes later."""
POINTS = 430
"""A question has about so many."""
AT_A_TIME = 12
"""Examples between two looks at what has happened. Hypothesis begins with simple ones: few would fail in few ways."""
SAMPLE = "sample"
"""The name of the PostgreSQL database that is copied."""
Made = Callable[[], AbstractContextManager[Installation]]


def sqlite_installations(folder: Path) -> Made:
    """Each with a file of its own, a copy of one with the sample directory."""
    template = folder / "sample.db"
    migrate(f"sqlite:///{template}")
    put_sample(f"sqlite:///{template}")

    @contextmanager
    def made() -> Iterator[Installation]:
        with tempfile.TemporaryDirectory(dir=folder) as own:
            shutil.copy(template, own)
            yield installation(f"sqlite:///{own}/sample.db")

    return made


def postgres_installations(address: str, console: Console) -> Made:
    """Each with a database of its own."""
    migrate(address)
    put_sample(address)

    @contextmanager
    def made() -> Iterator[Installation]:
        with console.copied(SAMPLE) as own:
            yield installation(own)

    return made


def installation(address: str) -> Installation:
    """With keys of its own, not yet started."""
    return Installation(address, Sealer([Fernet.generate_key().decode()]), Pseudonymiser(secrets.token_urlsafe(48)))


def killed(made: Made, most: int) -> Verdict:
    """The bot killed at so many points of a question, spread over all of them."""

    async def kill(office: Installation) -> Verdict:
        await office.start()
        try:
            return await killed_at_each(office, count(1, max(1, POINTS // most)), most)
        finally:
            await office.stop()

    with made() as office:
        return asyncio.run(kill(office))


def together(made: Made, least: int) -> Verdict:
    """Each pair of what two people do at one moment, in turn, until there were so many races."""

    async def race(office: Installation) -> Verdict:
        found = Verdict()
        await office.start()
        try:
            for one in RACES.values():
                found.add(await raced(office, one, (number % HEADS for number in range(-(-least // len(RACES))))))
        finally:
            await office.stop()
        return found

    with made() as office:
        return asyncio.run(race(office))


def anything(made: Made, least: int, first_seed: int) -> Verdict:
    """What hypothesis chooses, until so many faults have happened."""

    machine = any_faults(made)
    how = settings(
        max_examples=AT_A_TIME,
        stateful_step_count=12,
        phases=WITHOUT_SHRINKING,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    for number in count(first_seed):
        if machine.found.runs >= least:
            break
        try:
            run_state_machine_as_test(seed(number)(machine), settings=how)
        except AssertionError as error:
            print(f"seed {number}: {error}")
    return machine.found


def main() -> None:
    """Prints what was found, in words and as JSON."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--injections", type=int, default=USUAL, help="about so many faults")
    options.add_argument("--seed", type=int, default=2026)
    chosen = options.parse_args()
    warnings.simplefilter("ignore", ResourceWarning)  # the dead close nothing
    set_up_logging("CRITICAL")
    found = Verdict()
    with tempfile.TemporaryDirectory(prefix="kuntayhteys-faults-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = get_server(folder / "pg", cleanup_mode="delete")
        server.psql(f"CREATE DATABASE {SAMPLE};")
        console = Console(server.get_uri())
        kinds = {
            "SQLite": (1 - ON_POSTGRES, sqlite_installations(folder)),
            "PostgreSQL": (
                ON_POSTGRES,
                postgres_installations(with_database(server.get_uri(), SAMPLE), console),
            ),
        }
        try:
            for kind, (share, made) in kinds.items():
                wanted, began = round(chosen.injections * share), time.monotonic()
                verdict = killed(made, max(1, round(wanted * KILLED)))
                print(f"{kind}, killed at points in turn: {verdict.counts}, {time.monotonic() - began:.0f} s")
                races = together(made, round(wanted * RACED))
                print(f"{kind}, two at one moment: {races.counts}, {time.monotonic() - began:.0f} s together")
                others = anything(made, wanted - verdict.runs - races.runs, chosen.seed)
                print(f"{kind}, whatever fails: {others.counts}, {time.monotonic() - began:.0f} s together")
                for each in (verdict, races, others):
                    found.add(each)
        finally:
            console.close()
            server.cleanup()
    for one in found.told:
        print(one)
    print(json.dumps(found.counts))
    sys.exit(0 if found.is_whole else 1)


if __name__ == "__main__":
    main()
