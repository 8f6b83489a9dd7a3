"""The steps of a plan as they come due: reminding, asking more people, giving back, telling the coordinator."""

from dataclasses import replace
from datetime import datetime

from bot.consultation.acting import leavers, moving_on
from bot.consultation.acting.becoming import becomes
from bot.consultation.reminding import nudging
from bot.consultation.reminding.coordinators import About, tell_coordinators
from bot.consultation.rules import own_worker
from bot.consultation.rules.model import Consultation, Receiver
from bot.consultation.sight import in_step
from bot.consultation.waiting import clocks, waiting_rules
from bot.errors import Wording
from bot.timers import timer_queue
from bot.timers.timer_queue import Timer
from bot.turns.work import Work
from cards.kit.k_number import consultation_label
from config.texts import Translate
from directory.areas.plans import Action
from directory.routing.ranking import Situation
from directory.time.calendar import helsinki_date, is_open, opens_next


async def escalate(work: Work, timer: Timer) -> datetime | None:
    """One step that is due, with the later ones whose moment has passed as well.

    What a standstill has delayed into the night waits for the receivers' working hours: the moment when they begin.
    While their organisation is switched off the plan stands still: nobody can be asked or reminded there.
    """
    case = await leavers.load(work, int(timer.subject.partition("/")[2]), lock=True)
    frozen = await clocks.load(work, case.number)
    actions = clocks.actions_due(frozen, timer, work.now) if frozen else ()
    if not actions or frozen is None or frozen.clock is None or clocks.clock_of(case) != frozen.clock.name:
        return None
    if not is_open(frozen.hours, work.now) and (opening := opens_next(frozen.hours, work.now)) is not None:
        return opening
    if work.directory.organisations[case.receiving_organisation].switched_off:
        return work.now + nudging.LOOK_AGAIN
    await timer_queue.cancel(work.connection, timer.subject, [clocks.KIND], due_by=work.now)
    if frozen.clock.kind == "waiting":
        await _waiting(work, case, waiting_rules.waited(case, actions, work.directory, Situation(work.now)))
    else:
        await _taken(work, case, actions)
    return None


async def give_back(work: Work, case: Consultation) -> None:
    """The taker has not answered, or is away: the question waits again, and its waiting begins anew. Of somebody away
    the deputy is asked too; when nobody at all is there today, the plan goes on at once."""
    situation = Situation(work.now)
    free = waiting_rules.give_back(case, work.directory, situation)
    waited = waiting_rules.waited(free, ("remind",), work.directory, situation)
    before = {one.contact_id for one in case.still_asked}
    asked_now = tuple(one for one in waited.case.still_asked if one.contact_id not in before)
    reminded = tuple(one for one in waited.reminded if one.contact_id in before)
    saved = await becomes(work, case, waited.case)
    await moving_on.tell_asker(work, saved, moving_on.with_numbers(work, saved, _is_free_again(work, case)))
    await moving_on.move_on(work, saved, replace(waited, asked_now=asked_now, reminded=reminded))


async def _waiting(work: Work, case: Consultation, waited: waiting_rules.Waited) -> None:
    if waited.case == case:
        saved = case
        await in_step.keep_asker_in_step(work, case)
    else:
        saved = await becomes(work, case, waited.case)
    await moving_on.move_on(work, saved, waited)
    if waited.asked_now and not waited.nobody_left:
        told = moving_on.with_numbers(work, saved, _also_asked(saved, waited.asked_now))
        await moving_on.tell_asker(work, saved, told)


async def _taken(work: Work, case: Consultation, actions: tuple[Action, ...]) -> None:
    if "give_back" in actions or _taker_is_away(work, case):
        await give_back(work, case)
    else:
        if "remind" in actions:
            await _remind_taker(work, case)
        await in_step.keep_asker_in_step(work, case)
    if "coordinator" in actions:
        await tell_coordinators(work, case, _is_silent)


async def _remind_taker(work: Work, case: Consultation) -> None:
    taker = case.receiver(case.taker) if case.taker else None
    if taker is not None:
        await nudging.nudge(work, taker.contact_id)


def _taker_is_away(work: Work, case: Consultation) -> bool:
    taker = case.receiver(case.taker) if case.taker else None
    return taker is not None and work.directory.absence(taker.contact_id, helsinki_date(work.now)) is not None


def _is_silent(about: About, t: Translate) -> str:
    return t(
        "{label} ({place}, {topic}) was taken, but it has not been answered.",
        label=about.label,
        place=about.place,
        topic=about.topic,
    )


def _also_asked(case: Consultation, asked: tuple[Receiver, ...]) -> Wording:
    label, names = consultation_label(case.number), ", ".join(one.person.name for one in asked)
    if not own_worker.may_name(case):
        return lambda t: t("{label}: nobody has taken it yet. More people have been asked.", label=label)
    return lambda t: t("{label}: nobody has taken it yet. Now asked too: {names}.", label=label, names=names)


def _is_free_again(work: Work, case: Consultation) -> Wording:
    label, name = consultation_label(case.number), case.taker.name if case.taker else ""
    if _taker_is_away(work, case):
        return lambda t: t("{label}: {name} is away, so the others were asked again.", label=label, name=name)
    return lambda t: t("{label}: {name} has not answered, so the others were asked again.", label=label, name=name)
