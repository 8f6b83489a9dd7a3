"""The steps of a plan as they come due: reminding, asking more people, giving back, telling the coordinator."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.consultations import announcing, own_worker, placing, presenting, store
from bot.consultations.model import Consultation, Receiver
from bot.consultations.telephones import phone_view
from bot.errors import Wording, consultation_label
from bot.escalation import clocks, model, nudging
from bot.escalation.coordinators import About, tell_coordinators
from bot.outbox.posting import posts_of
from bot.timers import queue
from bot.timers.queue import Timer
from bot.turns.work import Work
from cards.people import telephone_in_words
from config.texts import Translate
from directory.calendar import helsinki_date, is_open, opens_next
from directory.escalation import Action
from directory.ranking import Situation
from directory.reference import KELA
from directory.wording import line_phone, line_title


async def escalate(work: Work, timer: Timer) -> datetime | None:
    """One step that is due, with the later ones whose moment has passed as well.

    What a standstill has delayed into the night waits for the receivers' working hours: the moment when they begin.
    While their organisation is switched off the plan stands still: nobody can be asked or reminded there.
    """
    case = await store.load(work.connection, int(timer.subject.partition("/")[2]), lock=True)
    frozen = await clocks.load(work, case.number)
    actions = clocks.actions_due(frozen, timer, work.now) if frozen else ()
    if not actions or frozen is None or frozen.clock is None or clocks.clock_of(case) != frozen.clock.name:
        return None
    if not is_open(frozen.hours, work.now) and (opening := opens_next(frozen.hours, work.now)) is not None:
        return opening
    if work.directory.organisations[case.receiving_organisation].switched_off:
        return work.now + nudging.LOOK_AGAIN
    await queue.cancel(work.connection, timer.subject, [clocks.KIND], due_by=work.now)
    if frozen.clock.kind == "waiting":
        await _waiting(work, case, model.waited(case, actions, work.directory, Situation(work.now)))
    else:
        await _taken(work, case, actions)
    return None


async def give_back(work: Work, case: Consultation) -> None:
    """The taker has not answered, or is away: the question waits again, and its waiting begins anew. Of somebody away
    the deputy is asked too; when nobody at all is there today, the plan goes on at once."""
    situation = Situation(work.now)
    free = model.give_back(case, work.directory, situation)
    waited = model.waited(free, ("remind",), work.directory, situation)
    before = {one.contact_id for one in case.still_asked}
    asked_now = tuple(one for one in waited.case.still_asked if one.contact_id not in before)
    reminded = tuple(one for one in waited.reminded if one.contact_id in before)
    saved = await store.save(work.connection, case, waited.case)
    await clocks.keep_time(work, saved)
    await presenting.keep_in_step(work, saved)
    await _tell_asker(work, saved, _with_numbers(work, saved, _is_free_again(work, case)))
    await _move_on(work, saved, replace(waited, asked_now=asked_now, reminded=reminded))


async def _waiting(work: Work, case: Consultation, waited: model.Waited) -> None:
    saved = await store.save(work.connection, case, waited.case)
    if saved == case:
        await presenting.keep_asker_in_step(work, saved)
    else:
        await presenting.keep_in_step(work, saved)
    await _move_on(work, saved, waited)
    if waited.asked_now and not waited.nobody_left:
        await _tell_asker(work, saved, _with_numbers(work, saved, _also_asked(saved, waited.asked_now)))


async def _move_on(work: Work, case: Consultation, waited: model.Waited) -> None:
    """Those asked before are reminded, others are asked; where nobody is left, the asker hears whom to call."""
    for receiver in waited.reminded:
        await nudging.nudge(work, receiver.contact_id)
    if waited.asked_now:
        await _ask(work, case, waited.asked_now)
    if waited.nobody_left:
        await _tell_asker(work, case, partial(_call_instead, work, case))
        await tell_coordinators(work, case, _waits)


async def _taken(work: Work, case: Consultation, actions: tuple[Action, ...]) -> None:
    if "give_back" in actions or _taker_is_away(work, case):
        await give_back(work, case)
    else:
        if "remind" in actions:
            await _remind_taker(work, case)
        await presenting.keep_asker_in_step(work, case)
    if "coordinator" in actions:
        await tell_coordinators(work, case, _is_silent)


async def _ask(work: Work, case: Consultation, receivers: tuple[Receiver, ...]) -> None:
    """A card in the chat of each who is asked now; in a channel thread everybody sees the question already."""
    posts = await posts_of(work.connection, case.number)
    if any(one.kind == "receiver" and one.channel_id and one.state in {"pending", "delivered"} for one in posts):
        return
    for receiver in receivers:
        await placing.post_to_contact(work, case, receiver)


async def _remind_taker(work: Work, case: Consultation) -> None:
    taker = case.receiver(case.taker) if case.taker else None
    if taker is not None:
        await nudging.nudge(work, taker.contact_id)


def _taker_is_away(work: Work, case: Consultation) -> bool:
    taker = case.receiver(case.taker) if case.taker else None
    return taker is not None and work.directory.absence(taker.contact_id, helsinki_date(work.now)) is not None


async def _tell_asker(work: Work, case: Consultation, told: Wording) -> None:
    posts = tuple(await posts_of(work.connection, case.number))
    await announcing.notify(work, case, posts, "asking", told)


def _waits(about: About, t: Translate) -> str:
    return t(
        "{label} ({place}, {topic}) has not been taken by anybody. The asker has been told whom to call.",
        label=about.label,
        place=about.place,
        topic=about.topic,
    )


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


def _call_instead(work: Work, case: Consultation, t: Translate) -> str:
    """What the asker can do now: the numbers that help, with their hours."""
    sentence = t(
        "{label}: nobody has taken it. Do not wait for an answer here. The coordinator has been told.",
        label=consultation_label(case.number),
    )
    return f"{sentence} {_numbers(work, case, t)}".strip()


def _with_numbers(work: Work, case: Consultation, told: Wording) -> Wording:
    """Of an urgent question the asker always learns whom to call as well."""
    if not clocks.is_urgent(work.services.reference, case, work.now):
        return told
    return lambda t: f"{told(t)} {_numbers(work, case, t)}".strip()


def _numbers(work: Work, case: Consultation, t: Translate) -> str:
    """The telephone service that answers in the receivers' stead; empty where none is known."""
    line = (
        work.directory.line(KELA, "authority")
        if case.receiving_organisation == KELA
        else work.directory.line(case.receiving_organisation, "advice")
    )
    phone = phone_view(line_phone(line, work.now, t))
    return f"{line_title(line.kind, t)}: {telephone_in_words(phone, t)}." if line and phone else ""
