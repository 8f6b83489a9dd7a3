"""Closing with an outcome, from either side; the other side always hears what came of it."""

from datetime import date

from bot.consultation.acting.acting import Acting
from bot.consultation.rules import keeping, model, outcomes, reaching, refusals
from bot.consultation.rules.model import Consultation, Outcome, Side
from bot.consultation.sight import in_step, notices
from bot.consultation.sight.receipts import consequences
from bot.errors import Expected, Wording
from bot.followups import setting as followups
from bot.followups import store as stored_followups
from bot.followups.model import LONGEST_AHEAD
from bot.followups.setting import check_note
from bot.privacy.guarding import refuse_pieces
from bot.retention import wipe_day as retention
from bot.turns import logged
from cards.buttons.consultation_data import CloseData
from cards.kit.k_number import consultation_label

KELMU = ("unknown", "done", "to_be_done", "not_needed")


def outcome_in(data: CloseData, case: Consultation, side: Side, today: date) -> Outcome:
    """The outcome as chosen on the card of this side, checked again here. Raises Expected with what to correct."""
    code = _choice(data.outcome, tuple(outcomes.codes_for(case)), "")
    if not code:
        raise _no_outcome()
    return Outcome(
        code=code,
        client_reached=reaching.told_at_closing(case, side, code, data.client_reached),
        kelmu=_choice(data.kelmu, KELMU, "unknown"),
        correction_avoided=data.correction_avoided,
        followup_on=_followup(data.followup_on, today),
    )


def followup_note_in(typed: str, act: Acting) -> str:
    """What both sides want to look at on the follow-up day. Raises Expected: too long, or with personal data."""
    note = check_note(typed, act.work.directory)
    refuse_pieces(note, act.case.said_by(act.person))
    if note and act.case.is_paused:
        raise refusals.paused(act.case.number)
    return note


async def close(act: Acting, outcome: Outcome, followup_note: str = "") -> Consultation:
    """Records the outcome, turns every card into a receipt and tells the other side.

    The sealed client is destroyed. With a follow-up date both sides are reminded on that day, and the client is kept
    for it where the ground allows.
    """
    side = model.speaker_side(act.case, act.person, channel_side=act.channel_side)
    until = keeping.kept_until(act.case, await _followed_on(act, outcome))
    closed = model.close(act.case, act.person, outcome, act.work.now, channel_side=act.channel_side, client_until=until)
    case = await act.becomes(await retention.with_wipe_day(act.work, closed))
    other: Side = "receiving" if side == "asking" else "asking"
    await notices.notify(act.work, case, act.posts, other, _closed(act, case))
    if outcome.followup_on:
        await followups.begin(act.work, case.number, date.fromisoformat(outcome.followup_on), followup_note)
    logged.note(act.work, act.turn, "close", case.number, basis=case.basis)
    return case


async def _followed_on(act: Acting, outcome: Outcome) -> date | None:
    """The day on which both sides come back to it: as chosen now, or as it was set while the matter was open."""
    if outcome.code == outcomes.WITHDRAWN:
        return None
    if outcome.followup_on:
        return date.fromisoformat(outcome.followup_on)
    before = await stored_followups.load(act.work.connection, act.case.number)
    return before.due_on if before is not None and before.state == "open" else None


def _closed(act: Acting, case: Consultation) -> Wording:
    """To the helper, when the asker says what came of it: in one line what the help changed."""
    label = consultation_label(case.number)
    if case.closed_by_side == "asking" and (told := consequences(case)):
        return lambda t: t(
            "{label} was closed by {name}. What the help changed: {consequences}",
            label=label,
            name=act.person.name,
            consequences=" ".join(words(t) for words in told),
        )
    return lambda t: t(
        "{label} was closed by {name}. Outcome: {outcome}",
        label=label,
        name=act.person.name,
        outcome=in_step.outcome_title(case, t),
    )


def _choice(chosen: str, allowed: tuple[str, ...], default: str) -> str:
    return chosen if chosen in allowed else default


def _followup(chosen: str, today: date) -> str:
    if not chosen:
        return ""
    try:
        day = date.fromisoformat(chosen)
    except ValueError:
        day = date.min
    if not today <= day <= today + LONGEST_AHEAD:
        raise Expected(
            lambda t: t("Choose a follow-up date from today on, within a year. The question is still open."),
            code="followup_out_of_range",
            keeps_card=True,
        )
    return day.isoformat()


def _no_outcome() -> Expected:
    return Expected(
        lambda t: t("Choose the outcome first. The question is still open."), code="no_outcome", keeps_card=True
    )
