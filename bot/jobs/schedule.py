"""What the bot does without being asked, and how often it looks whether something is due."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.consultation.acting import leavers
from bot.consultation.reminding import nudging
from bot.escalation.watchdog import EVERY as LOOK_EVERY
from bot.escalation.watchdog import Pulse, Watchdog
from bot.jobs.ticker import Job, Ticker
from bot.timers.kinds import timer_kinds
from bot.timers.rounds import Rounds, rounds
from bot.timers.running import Timers
from bot.turns.services import Services
from config.database_clock import DatabaseClock


@dataclass(frozen=True, slots=True)
class Pace:
    """How often is looked whether something is due."""

    outbox: timedelta = timedelta(seconds=2)
    """Also how soon after the end of a dead replica's lease another goes on with what it had begun."""
    timers: timedelta = timedelta(seconds=1)
    directory: timedelta = timedelta(seconds=2)
    rounds: timedelta = timedelta(seconds=30)
    watchdog: timedelta = LOOK_EVERY
    clock: timedelta = timedelta(seconds=15)


USUAL = Pace()


def schedule(
    services: Services,
    pulse: Pulse,
    watchdog: Watchdog,
    pace: Pace,
    clock: DatabaseClock,
    look_at_keys: Job | None = None,
) -> Ticker:
    """All that the bot does by itself, each part at its own interval; not started yet."""

    async def outbox() -> None:
        services.wake_outbox()

    timers = Timers(services, {name: kind.handler for name, kind in timer_kinds().items()})
    nudges = nudging.Nudges(services)

    async def timed() -> None:
        await timers.run_due()
        await nudges.run_due()
        pulse.beat()

    directory = services.directory
    settled = directory.current.version  # the start has seen to those of it
    one_at_a_time = asyncio.Lock()

    async def newer_directory() -> None:
        async with one_at_a_time:  # it is also looked at when another process tells of a change
            await look_at_directory()

    async def look_at_directory() -> None:
        nonlocal settled
        await directory.refresh(services.database)
        if directory.current.version != settled:
            settled = directory.current.version
            await leavers.settle_all(services)
        await services.vocabulary.refresh(services.database)
        await services.basis_lists.refresh(services.database)

    going = Rounds(services, rounds())

    return Ticker(
        {
            "outbox": (pace.outbox, outbox),
            "timers": (pace.timers, timed),
            "directory": (pace.directory, newer_directory),
            "rounds": (pace.rounds, going.run_due),
            "watchdog": (pace.watchdog, watchdog.look),
            "clock": (pace.clock, partial(clock.measure, services.database)),
            **({"keys": (pace.rounds, look_at_keys)} if look_at_keys else {}),
        }
    )
