"""The bot of bench.turns: python -m bench.turns_bot TEAMS DATABASE. Prints its port and serves until it is ended.

Its directory has Kela and some counties, each with three contacts and a tenant of its own. Teams' limits and those on
what people send are off, since the bench asks more of each than people do. With KUNTAYHTEYS_BENCH_COUNT, a file, one
byte is written there for each SQL statement; with KUNTAYHTEYS_BENCH_PROFILE, another, the profile of the time between
two signals USR1.
"""

import asyncio
import cProfile
import os
import pstats
import signal
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot import app
from bot.app import Mode, running, sweep_seldom
from bot.teams.pacing import Pacing
from config.database import Database
from config.logging import set_up_logging
from config.migrate import migrate_async
from config.settings import Settings
from directory.people.contacts import Contact, DirectoryContent, Organisation
from directory.reference import KELA, load_reference
from directory.stored.store import save_content

NO_LIMIT = 10**9


def area_codes() -> list[str]:
    """The counties, in the order of their codes."""
    return sorted(code for code in load_reference().areas if code.isdigit())


def area_of(at: int) -> str:
    """The name of a county, as it is typed."""
    return load_reference().areas[area_codes()[at]].region.fi


def contacts_of(at: int) -> list[str]:
    """The directory ids of a county's three contacts."""
    return [f"worker-{at}-{one}" for one in range(3)]


def counties(areas: int) -> DirectoryContent:
    """Kela and so many counties."""
    codes = area_codes()[:areas]
    counties = [Organisation(code, area_of(at), f"county-{at}", "county") for at, code in enumerate(codes)]
    workers = [
        Contact(
            f"{code}-{one}", f"Työntekijä {at} {one}", code, f"county-{at}", id_, f"{id_}@county.example", areas=(code,)
        )
        for at, code in enumerate(codes)
        for one, id_ in enumerate(contacts_of(at))
    ]
    handler = Contact("KELA-1", "Kelan Yhteyshenkilö", KELA, "kela", "kela-1", "yksi@kela.example")
    return DirectoryContent(
        organisations=(Organisation(KELA, "Kela", "kela", "kela"), *counties), contacts=(handler, *workers)
    )


async def fill(address: str, directory: DirectoryContent) -> None:
    """A database with the directory in it."""
    await migrate_async(address)
    database = Database(address)
    async with database.write() as connection:
        await save_content(connection, directory)
    await database.close()


def count_statements(path: str) -> None:
    """One byte in the file for each statement that is run."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_: object) -> None:
        os.write(file, b".")


def profile_between_signals(path: str) -> None:
    """The first signal begins the profile, the second writes it."""
    profile = cProfile.Profile()
    running_now = [False]

    def toggle(*_: object) -> None:
        if running_now[0]:
            profile.disable()
            with Path(path).open("w") as file:
                pstats.Stats(profile, stream=file).sort_stats("tottime").print_stats(45)
                pstats.Stats(profile, stream=file).sort_stats("cumtime").print_stats(90)
        else:
            profile.enable()
        running_now[0] = not running_now[0]

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, toggle)


async def serve(teams: str, address: str) -> None:
    """Serves until it is ended."""
    vars(app)["Pacing"] = lambda: Pacing((), ())
    if path := os.environ.get("KUNTAYHTEYS_BENCH_COUNT"):
        count_statements(path)
    if path := os.environ.get("KUNTAYHTEYS_BENCH_PROFILE"):
        profile_between_signals(path)
    settings = Settings(
        database_url=address,
        connector_url=teams,
        graph_url=f"{teams}graph",
        login_url=f"{teams}graph",
        port=0,
        log_level="ERROR",
        _env_file=None,
    ).model_copy(update={"person_turns_per_minute": NO_LIMIT, "tenant_turns_per_minute": NO_LIMIT})
    set_up_logging("ERROR")
    async with running(settings, Mode(insecure_local=True)) as bot:
        sweep_seldom()
        print(bot.port, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))
