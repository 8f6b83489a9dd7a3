"""How long a closed matter is kept, and when its texts are offered for the reader's own records. No input or output."""

from datetime import UTC, date, datetime, time, timedelta

from bot.consultation.rules.retention_period import LONGEST_DAYS, Period
from config.clock import HELSINKI
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open, is_working_day, next_working_day, opens_next

OFFERED_BEFORE = 5
"""Working days from the offer of the texts to the night of the wipe."""
OFFER_HOUR, WIPE_HOUR = 9, 1
"""Finnish time."""
SPREAD_MINUTES = 240
"""The wipes of one night are spread over this time: each changes many messages in Teams."""
FOLLOWED_FOR = timedelta(days=7)
"""After the day of a follow-up that nobody has handled, the matter is still kept for so long."""

OFF_FOR = timedelta(days=30)
"""So long after its day a wipe waits for an organisation that is switched off and has not been offered the texts."""


def wipe_day(closed_on: date, asking: Period, receiving: Period) -> date:
    """The day in whose night a matter is wiped: the shorter period holds, because both sides keep the same texts."""
    return closed_on + timedelta(days=min(asking.days, receiving.days))


def offer_moment(day: date) -> datetime:
    """When the texts are offered for a wipe in the night of this day: the morning some working days before (UTC)."""
    left = OFFERED_BEFORE
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return _at(day, OFFER_HOUR)


def wipe_moment(day: date, number: int) -> datetime:
    """When in that night this matter's turn comes (UTC)."""
    return _at(day, WIPE_HOUR) + timedelta(minutes=number % SPREAD_MINUTES)


def offered_too_early(now: datetime) -> datetime | None:
    """When an offer may go out, if not now: people copy texts in working hours."""
    return None if is_open(WORKING_WEEK, now) else opens_next(WORKING_WEEK, now)


def wipe_day_after_offer(day: date, offered_at: datetime) -> date:
    """The day of the wipe once the texts have been offered: after a standstill there is still a whole working day."""
    return max(day, next_working_day(helsinki_date(offered_at)) + timedelta(days=1))


def wipe_day_after_followup(day: date, closed_on: date, kept_until: datetime | None, now: datetime) -> date:
    """The day of the wipe after the offer, when a follow-up has been set, moved or handled: there is still a whole
    working day, but setting one again and again keeps nothing beyond the longest period after closing."""
    moved = wipe_day_after_offer(day, now)
    moved = max(moved, helsinki_date(kept_until)) if kept_until else moved
    return min(moved, max(day, closed_on + timedelta(days=LONGEST_DAYS)))


def next_offer(now: datetime) -> datetime:
    """When an offer that cannot be made now is tried again: on the morning of the next working day (UTC)."""
    return _at(next_working_day(helsinki_date(now)), OFFER_HOUR)


def waits_for_switched_off(day: date, closed_on: date, now: datetime) -> bool:
    """Whether a matter to be wiped on this day may still wait for a switched-off side: never without end."""
    return helsinki_date(now) < min(day + OFF_FOR, closed_on + timedelta(days=LONGEST_DAYS))


def kept_for_followup(due_on: date, closed_on: date, now: datetime) -> datetime | None:
    """Until when a follow-up that is still open puts off the offer and the wipe, never beyond the longest period after
    closing; None when it does not."""
    longest = _at(closed_on + timedelta(days=LONGEST_DAYS), OFFER_HOUR)
    ends = min(_at(due_on, OFFER_HOUR) + FOLLOWED_FOR, longest)
    return ends if now < ends else None


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), HELSINKI).astimezone(UTC)
