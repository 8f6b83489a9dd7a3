"""The client's code of a closed matter that both sides come back to: kept sealed for that day where the ground allows.

Following a client up is work on that client (Pirttikoski 2021, 7.3), so on the day it has to be known who it is. A
basis in the law carries it; a written consent while it lasts. An oral consent covers one matter and ends with it. What
holds for each basis is a lawyer's to check (docs/privacy.md). No input or output here.
"""

from dataclasses import replace
from datetime import date, datetime

from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation, Someone
from bot.errors import Expected
from cards.kit.k_number import consultation_label
from directory.time.time_wording import weekday_words


def can_be_kept(case: Consultation) -> bool:
    """Whether a follow-up keeps the client's code: it is still sealed, on a ground that goes on after closing."""
    ground = case.ground
    if case.client != "sealed" or ground is None or ground.ended is not None or not ground.allows_client:
        return False
    return ground.consent is None or ground.consent.until is not None


def kept_until(case: Consultation, due_on: date | None) -> date | None:
    """The day (a Finnish date) of the follow-up for which the code is kept; None when there is none, or the consent
    does not reach it."""
    if due_on is None or not can_be_kept(case):
        return None
    given = case.ground.consent if case.ground else None
    return None if given is not None and given.has_expired(due_on) else due_on


def follow(case: Consultation, due_on: date | None, now: datetime) -> Consultation:
    """A closed matter once its follow-up has been moved to a day, or is over (None): then the code is destroyed at
    once. A code that is gone does not come back."""
    if case.state != "closed" or case.client != "sealed":
        return case
    until = kept_until(case, due_on)
    if until is not None:
        return replace(case, client_until=until)
    return replace(case, client="destroyed", client_until=None, client_destroyed_at=now)


def is_shown_again(case: Consultation, today: date) -> bool:
    """Whether the day for which the code was kept has come."""
    kept = case.state == "closed" and case.client == "sealed"
    return kept and case.client_until is not None and case.client_until <= today


def check_sees_again(case: Consultation, person: Someone, today: date, *, deputy: Someone | None = None) -> None:
    """Whether *Näytä asiakas* opens in a closed matter: on the follow-up's day, for the asker, the taker and the
    `deputy` who has the follow-up while the taker is away. Raises Expected otherwise."""
    parties = (case.asker, case.taker, deputy)
    takes_part = any(one is not None and person.is_same_as(one) for one in parties)
    if not takes_part or case.side_of(person) is None:
        raise refusals.not_yours(case.number)
    if case.client != "sealed" or case.client_until is None:
        raise refusals.closed(case.number)
    if today < case.client_until:
        raise _not_yet(case.number, case.client_until)


def _not_yet(number: int, day: date) -> Expected:
    label = consultation_label(number)
    return Expected(
        lambda t: t(
            "{label} is closed. The client is shown again on the day of the follow-up, {date}.",
            label=label,
            date=weekday_words(day, t),
        ),
        code="client_not_yet",
    )
