"""What is recorded of a consultation at its end: the close form and the receipt."""

from datetime import date, datetime

from bot.bases.consent_wording import consent_options
from bot.consultation.rules import outcomes
from bot.consultation.rules.keeping import can_be_kept
from bot.consultation.rules.model import Consultation, Side, own_worker_to_remember
from bot.consultation.rules.reaching import may_be_told, who_can_tell
from bot.consultation.sight.reader_view import Reading
from bot.consultation.sight.record import record_text
from bot.errors import Wording
from cards.consultation.closing_form import CloseFormView, ReceiptView
from cards.kit.template import Option
from config.texts import Translate
from directory.time.time_wording import full_day_words, full_moment_words, weekday_words


def close_form(reading: Reading, case: Consultation, side: Side) -> CloseFormView | None:
    """What one side can choose when closing; None before anybody has taken the matter, and after."""
    if case.taker is None or case.state == "closed":
        return None
    options = tuple(Option(code, outcomes.title(code, reading.t)) for code in outcomes.codes_for(case))
    return CloseFormView(
        outcomes.about_client(case),
        options,
        reading.template(case).kelmu,
        sealed=case.client == "sealed",
        can_be_kept=can_be_kept(case),
        answering=side == "receiving",
        asks_reached=side == case.county_side and may_be_told(case),
    )


def receipt(reading: Reading, case: Consultation, side: Side) -> ReceiptView | None:
    """What came of a closed matter, for one side; None while it is open."""
    if case.outcome is None or case.closed_at is None:
        return None
    t = reading.t
    county = side == case.county_side
    can_tell = who_can_tell(case) is not None
    closer_organisation = case.asking_organisation if case.closed_by_side == "asking" else case.receiving_organisation
    closer = (
        case.closed_by
        if case.closed_by_side == side
        else f"{case.closed_by}, {reading.short_organisation(closer_organisation)}"
    )
    return ReceiptView(
        outcome=outcomes.title(case.outcome.code, t),
        closer=closer,
        closed_by="asking" if case.closed_by_side == "asking" else "receiving",
        answerer=case.taker.name if case.taker else "",
        about_client=outcomes.about_client(case),
        client_reached=case.outcome.client_reached,  # type: ignore[arg-type]
        county=reading.short_organisation(case.county),
        asks_reached=can_tell and county,
        awaits_reached=can_tell and not county,
        kelmu=case.outcome.kelmu,  # type: ignore[arg-type]
        correction_avoided=case.outcome.correction_avoided,
        followup=weekday_words(date.fromisoformat(case.outcome.followup_on), t) if case.outcome.followup_on else "",
        waited=_waited(case, t),
        destroyed_at=full_moment_words(_destroyed(case, case.closed_at), t) if case.client == "destroyed" else "",
        client_until=weekday_words(case.client_until, t) if case.client_until else "",
        may_end_consent=side == "asking" and can_be_kept(case) and _rests_on_consent(case),
        record=record_text(reading, case),
        removed_on=full_day_words(date.fromisoformat(case.wipe_on), t) if case.wipe_on else "",
        consents=consent_options(t) if county and own_worker_to_remember(case) else (),
        remembered=county and case.remembered,
    )


def _rests_on_consent(case: Consultation) -> bool:
    return case.ground is not None and case.ground.consent is not None


def _destroyed(case: Consultation, closed_at: datetime) -> datetime:
    """When the client's code was destroyed: after a follow-up, with the consent, or when the matter was closed."""
    if case.client_destroyed_at is not None:
        return case.client_destroyed_at
    ground = case.ground
    ended = (ground.ended or (None if ground.allows_client else ground.ended_before)) if ground else None
    return ended.at if ended else closed_at


def _waited(case: Consultation, t: Translate) -> str:
    if case.answered_at is None:
        return ""
    minutes = max(1, round((case.answered_at - case.created_at).total_seconds() / 60))
    if minutes < 100:
        return t("a minute", plural="{count} minutes", count=minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return t("{count} hour", plural="{count} hours", count=hours)
    return t("{count} day", plural="{count} days", count=round(hours / 24))


def consequences(case: Consultation) -> list[Wording]:
    """What the help of the one who took the matter changed, a sentence each: only what the closer said came of it."""
    outcome = case.outcome
    if outcome is None or case.taker is None or outcome.code in outcomes.WITHOUT_HELP:
        return []
    told: list[Wording] = [lambda t: f"{outcomes.title(outcome.code, t)}."]
    if outcome.client_reached == "yes":
        told.append(lambda t: t("The client was reached."))
    if outcome.correction_avoided:
        told.append(lambda t: t("A request for review was avoided (estimate)."))
    if outcome.kelmu == "done":
        told.append(lambda t: t("A Kelmu notice has been made."))
    return told
