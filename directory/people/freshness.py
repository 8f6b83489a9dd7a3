"""How far a contact's details can be trusted: who has confirmed them, answered, passed on or could not be reached.

A sign is a confirmation by the contact or a coordinator, or an answer to a question. From the first rule that holds:

0. doubtful, `no_account`: the directory does not know the person's account, so no message can reach them.
1. doubtful, `not_found`: Microsoft says that there is no such person, and there has been no sign since.
2. doubtful, `bounced`: a message did not arrive, and there has been no sign since.
3. doubtful, `refused`: three questions in a row were passed on as somebody else's.
4. doubtful, `unconfirmed`: no sign for 180 days; without any sign ever, asked twice to confirm and silent.
5. to_confirm, `due`: no sign for 30 days, or no confirmation for 180 days.
6. fresh.

A doubtful contact is below the line: offered after the fresh ones, with the reason, and never alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from directory.people.contacts import Contact
from directory.time.calendar import helsinki_date

Trust = Literal["fresh", "to_confirm", "doubtful"]
Cause = Literal["", "no_account", "not_found", "bounced", "refused", "unconfirmed", "due"]
ASK_AFTER = timedelta(days=30)
DOUBT_AFTER = timedelta(days=180)
REFUSALS_TO_DOUBT = 3
ASKED_IN_VAIN = 2
_WORST_FIRST: tuple[Cause, ...] = ("no_account", "not_found", "bounced", "refused", "unconfirmed", "due", "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one contact beside the directory's own record."""

    confirmed_on: date | None = None
    """The day the contact or a coordinator last pressed that the details are right."""
    asked_on: date | None = None
    asked_times: int = 0
    """How often the contact has been asked to confirm since the last confirmation."""
    answered_at: datetime | None = None
    refused_at: datetime | None = None
    refusals: int = 0
    """Questions passed on since the last answer or confirmation."""
    bounced_at: datetime | None = None
    """Emptied by a later answer or confirmation."""
    bounce: str = ""
    """Why the message did not arrive, in the outbox's words."""
    not_found_on: date | None = None


NO_EVIDENCE = Evidence()


@dataclass(frozen=True, slots=True)
class Freshness:
    """The state with its reason. `since`: the day of the last sign, or of what raised the doubt; None if never."""

    trust: Trust
    cause: Cause = ""
    since: date | None = None


def freshness(contact: Contact, evidence: Evidence, today: date) -> Freshness:
    """Applies the rules above; `today` is a Finnish day."""
    confirmed = _latest((contact.verified_on, evidence.confirmed_on))
    sign = _latest((confirmed, helsinki_date(evidence.answered_at) if evidence.answered_at else None))
    if not contact.aad_object_id:
        return Freshness("doubtful", "no_account")
    not_found = evidence.not_found_on
    if not_found and not _later(contact.verified_on, not_found):
        return Freshness("doubtful", "not_found", not_found)
    bounced = helsinki_date(evidence.bounced_at) if evidence.bounced_at else None
    if bounced and not _later(contact.verified_on, bounced):
        return Freshness("doubtful", "bounced", bounced)
    refused = helsinki_date(evidence.refused_at) if evidence.refused_at else None
    if refused and evidence.refusals >= REFUSALS_TO_DOUBT and not _later(contact.verified_on, refused):
        return Freshness("doubtful", "refused", refused)
    if (today - sign > DOUBT_AFTER) if sign else evidence.asked_times >= ASKED_IN_VAIN:
        return Freshness("doubtful", "unconfirmed", sign)
    if sign is None or today - sign > ASK_AFTER or confirmed is None or today - confirmed > DOUBT_AFTER:
        return Freshness("to_confirm", "due", sign)
    return Freshness("fresh", since=sign)


def is_vouched_for(contact: Contact, today: date) -> bool:
    """Whether only a bounce, refusals or having left can make the details doubtful, whatever else is known."""
    return (
        bool(contact.aad_object_id) and contact.verified_on is not None and today - contact.verified_on <= DOUBT_AFTER
    )


def is_due(contact: Contact, evidence: Evidence, today: date) -> bool:
    """Whether the monthly card is to be sent: the details are not fresh and the contact was not asked this month.

    Whoever has no account gets none: it could not arrive.
    """
    if not contact.aad_object_id:
        return False
    asked = evidence.asked_on
    if asked and (asked.year, asked.month) == (today.year, today.month):
        return False
    return freshness(contact, evidence, today).trust != "fresh"


def urgency(one: Freshness) -> tuple[int, date]:
    """A sorting key of a work-list: what is worst comes first, among equals what has lasted longest."""
    return _WORST_FIRST.index(one.cause), one.since or date.min


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _later(verified: date | None, doubt: date) -> bool:
    """A verification that came in with an import or an edit after the doubt arose settles it."""
    return verified is not None and verified > doubt
