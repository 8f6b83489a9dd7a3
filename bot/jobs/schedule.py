"""What the bot does without being asked, and how often it looks whether something is due."""

from datetime import timedelta

from bot.deadlines import counting
from bot.escalation import clocks, escalating, morning, nudging
from bot.escalation.watchdog import EVERY as LOOK_EVERY
from bot.escalation.watchdog import Pulse, Watchdog
from bot.followups import reminding, setting
from bot.jobs.absences import offer_hand_overs
from bot.jobs.housekeeping import forget_old
from bot.jobs.own_workers import keep_own_workers
from bot.jobs.ticker import Ticker
from bot.services import Services
from bot.timers.running import Timers
from bot.upkeep import rounds
from directory.store import DirectorySnapshot

OUTBOX_EVERY = timedelta(seconds=5)
TIMERS_EVERY = timedelta(seconds=1)
DIRECTORY_EVERY = timedelta(seconds=2)
HOUSEKEEPING_EVERY = timedelta(hours=1)
ABSENCES_EVERY = timedelta(minutes=5)
UPKEEP_EVERY = timedelta(minutes=10)


def schedule(services: Services, directory: DirectorySnapshot, pulse: Pulse, watchdog: Watchdog) -> Ticker:
    """All that the bot does by itself, each part at its own interval; not started yet."""

    async def outbox() -> None:
        services.wake_outbox()

    handlers = {clocks.KIND: escalating.escalate, setting.KIND: reminding.remind, counting.KIND: counting.look}
    timers = Timers(services, handlers)
    nudges = nudging.Nudges(services)

    async def timed() -> None:
        await timers.run_due()
        await nudges.run_due()
        pulse.beat()

    async def newer_directory() -> None:
        await directory.refresh(services.database)
        await services.vocabulary.refresh(services.database)

    async def housekeeping() -> None:
        await forget_old(services.database, services.clock())

    async def absences() -> None:
        await offer_hand_overs(services)

    async def upkeep() -> None:
        await rounds.monthly(services)
        await rounds.weekly(services)
        await morning.tell_coordinators(services)

    async def own_workers() -> None:
        await keep_own_workers(services)

    return Ticker(
        {
            "outbox": (OUTBOX_EVERY, outbox),
            "timers": (TIMERS_EVERY, timed),
            "directory": (DIRECTORY_EVERY, newer_directory),
            "housekeeping": (HOUSEKEEPING_EVERY, housekeeping),
            "absences": (ABSENCES_EVERY, absences),
            "upkeep": (UPKEEP_EVERY, upkeep),
            "own_workers": (UPKEEP_EVERY, own_workers),
            "watchdog": (LOOK_EVERY, watchdog.look),
        }
    )
