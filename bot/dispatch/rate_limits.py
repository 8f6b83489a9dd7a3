"""How much one person and one organisation may send in a minute: a bucket each, emptied by turns, filled by time. Pure.

Kept in the memory of each process: with several replicas a flood gets in once at each. Decision record 0020.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Whose = Literal["person", "tenant"]
PAUSE = 20.0
"""Seconds for which a sender who has used everything up is turned away; writing on meanwhile costs nothing."""
FREE_REPEATS = 5
"""Teams repeats an activity that was not answered in time: that is not the person's doing. More often is a flood."""
REMEMBERED = 200
"""Activities of one sender of which a repeat is known, until the bucket is full again."""
MOST_BUCKETS = 20_000


@dataclass(frozen=True, slots=True)
class Over:
    """Too much has come at once."""

    whose: Whose
    wait: float
    """Seconds until the sender is let in again."""
    told: bool
    """The person has been told so before, in this same stretch of waiting."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One activity, as far as it is counted."""

    tenant_id: str
    person: str
    """The directory id."""
    key: str
    """The same for each delivery of the same activity."""
    cost: float = 1.0
    may_owe: bool = False
    """Let in even from an empty bucket, down to as much again: what was said before is taken back or corrected."""


@dataclass(slots=True)
class _Bucket:
    """What is left, and since when it fills; times are seconds of one clock."""

    left: float
    at: float
    shut_until: float = 0.0
    told: set[str] = field(default_factory=set)
    seen: dict[str, int] = field(default_factory=dict)
    """Activity -> how often it has come again."""


class RateLimits:
    """The buckets of all senders. `seconds` is a clock that only goes forward."""

    def __init__(self, person_per_minute: int, tenant_per_minute: int, seconds: Callable[[], float]) -> None:
        self._per_minute: dict[Whose, int] = {"person": person_per_minute, "tenant": tenant_per_minute}
        self._seconds = seconds
        self._buckets: dict[tuple[Whose, str], _Bucket] = {}

    def take(self, sent: Sent) -> Over | None:
        """Counts an activity and lets it in (None), or counts nothing and says how long to wait."""
        now = self._seconds()
        person = self._bucket("person", f"{sent.tenant_id}/{sent.person}", now)
        if self._is_repeat(person, sent.key):
            return None
        tenant = self._bucket("tenant", sent.tenant_id, now)
        both: tuple[tuple[Whose, _Bucket], ...] = (("person", person), ("tenant", tenant))
        for whose, bucket in both:
            if self._is_shut(whose, bucket, sent, now):
                return _over(whose, bucket, sent, now)
        for _, bucket in both:
            bucket.left -= sent.cost
        _remember(person, sent.key)
        return None

    def _is_repeat(self, person: _Bucket, key: str) -> bool:
        times = person.seen.get(key)
        if times is None or times >= FREE_REPEATS:
            return False
        person.seen[key] = times + 1
        return True

    def _is_shut(self, whose: Whose, bucket: _Bucket, sent: Sent, now: float) -> bool:
        if sent.may_owe:
            return bucket.left - sent.cost < -self._per_minute[whose]
        if now < bucket.shut_until:
            return True
        if bucket.left >= sent.cost:
            return False
        bucket.shut_until = now + PAUSE
        bucket.told.clear()
        return True

    def _bucket(self, whose: Whose, key: str, now: float) -> _Bucket:
        most = self._per_minute[whose]
        bucket = self._buckets.pop((whose, key), None) or _Bucket(float(most), now)
        bucket.left = min(float(most), bucket.left + (now - bucket.at) * most / 60)
        bucket.at = now
        if bucket.left == most:
            bucket.seen.clear()  # a repeat is spared only to those who have little left
        self._buckets[whose, key] = bucket  # the newest last, so that the first is the one to forget
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.pop(next(iter(self._buckets)))
        return bucket


def _over(whose: Whose, bucket: _Bucket, sent: Sent, now: float) -> Over:
    told = sent.person in bucket.told
    bucket.told.add(sent.person)
    return Over(whose, max(1.0, bucket.shut_until - now), told)


def _remember(person: _Bucket, key: str) -> None:
    person.seen[key] = person.seen.get(key, 0)
    if len(person.seen) > REMEMBERED:
        person.seen.pop(next(iter(person.seen)))
