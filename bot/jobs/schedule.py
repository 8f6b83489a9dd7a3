"""What the bot does without being asked, and how often it looks whether something is due."""

from datetime import timedelta
from functools import partial

from bot.absences.absence_round import offer_hand_overs
from bot.access_log.log_cutting import cut
from bot.client import grounding
from bot.consultation.acting import leavers
from bot.consultation.acting.other_side import tell_of_switch
from bot.consultation.reminding import nudging
from bot.consultation.waiting import clocks
from bot.deadlines import counting
from bot.escalation import escalating
from bot.escalation.watchdog import EVERY as LOOK_EVERY
from bot.escalation.watchdog import Pulse, Watchdog
from bot.followups import reminding, setting
from bot.jobs.housekeeping import forget_old
from bot.jobs.ticker import Ticker
from bot.ownworkers.link_rounds import keep_own_workers
from bot.reports import digest, morning
from bot.retention import offering, wiping
from bot.retention import store as retention
from bot.retention.wipe_day import adopt_closed_matters
from bot.timers.rounds import Round, Rounds, every, in_working_hours
from bot.timers.running import Timers
from bot.turns.services import Services
from bot.upkeep.checks.check_rounds import monthly, weekly
from bot.upkeep.organisations import switching_off

OUTBOX_EVERY = timedelta(seconds=5)
TIMERS_EVERY = timedelta(seconds=1)
DIRECTORY_EVERY = timedelta(seconds=2)
ROUNDS_EVERY = timedelta(seconds=30)
HOUSEKEEPING_EVERY = timedelta(hours=1)
ABSENCES_EVERY = LEAVERS_EVERY = timedelta(minutes=1)
UPKEEP_EVERY = timedelta(minutes=10)


def schedule(services: Services, pulse: Pulse, watchdog: Watchdog) -> Ticker:
    """All that the bot does by itself, each part at its own interval; not started yet."""

    async def outbox() -> None:
        services.wake_outbox()

    handlers = {
        clocks.KIND: escalating.escalate,
        setting.KIND: reminding.remind,
        counting.KIND: counting.look,
        grounding.KIND: grounding.expire,
        retention.OFFER: offering.offer,
        retention.WIPE: wiping.wipe,
        switching_off.KIND: tell_of_switch,
    }
    timers = Timers(services, handlers)
    nudges = nudging.Nudges(services)

    async def timed() -> None:
        await timers.run_due()
        await nudges.run_due()
        pulse.beat()

    directory = services.directory
    settled = directory.current.version  # the start has seen to those of it

    async def newer_directory() -> None:
        nonlocal settled
        await directory.refresh(services.database)
        if directory.current.version != settled:
            settled = directory.current.version
            await leavers.settle_all(services)
        await services.vocabulary.refresh(services.database)
        await services.basis_lists.refresh(services.database)

    going = Rounds(services, _rounds(services))

    return Ticker(
        {
            "outbox": (OUTBOX_EVERY, outbox),
            "timers": (TIMERS_EVERY, timed),
            "directory": (DIRECTORY_EVERY, newer_directory),
            "rounds": (ROUNDS_EVERY, going.run_due),
            "watchdog": (LOOK_EVERY, watchdog.look),
        }
    )


def _rounds(services: Services) -> tuple[Round, ...]:
    """What is looked after again and again, by one of all replicas."""
    upkeep = in_working_hours(UPKEEP_EVERY)
    return (
        Round("absences", every(ABSENCES_EVERY), partial(offer_hand_overs, services)),
        Round("leavers", every(LEAVERS_EVERY), partial(leavers.settle_all, services)),
        Round("contacts", upkeep, partial(monthly, services)),
        Round("coverage", upkeep, partial(weekly, services)),
        Round("morning", upkeep, partial(morning.tell_coordinators, services)),
        Round("digest", upkeep, partial(digest.tell_coordinators, services)),
        Round("own_workers", every(UPKEEP_EVERY), partial(keep_own_workers, services)),
        Round("retention", every(HOUSEKEEPING_EVERY), partial(adopt_closed_matters, services)),
        Round("housekeeping", every(HOUSEKEEPING_EVERY), partial(_forget, services)),
    )


async def _forget(services: Services) -> None:
    await forget_old(services.database, services.clock())
    async with services.database.write() as connection:
        await cut(connection, services.pseudonymiser, services.clock(), services.settings.log_years)
