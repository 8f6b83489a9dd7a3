"""How much one person and one organisation may send in a minute."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.rate_limits import FREE_REPEATS, MOST_BUCKETS, PAUSE, Over, RateLimits, Sent

PER_MINUTE = 12


@dataclass
class Seconds:
    """A clock that stands until it is moved."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def sent(number: int, person: str = "maija", tenant: str = "11") -> Sent:
    return Sent(tenant, person, f"{person}/{number}")


def emptied(limits: RateLimits, first: int = 0) -> None:
    assert [limits.take(sent(first + number)) for number in range(PER_MINUTE)] == [None] * PER_MINUTE


def test_a_minutes_worth_gets_in_at_once_and_the_next_is_told_how_long_to_wait() -> None:
    limits = RateLimits(PER_MINUTE, 1000, Seconds())
    emptied(limits)
    assert limits.take(sent(99)) == Over("person", PAUSE, told=False)


def test_it_is_said_once_in_a_wait_and_again_in_the_next() -> None:
    clock = Seconds()
    limits = RateLimits(PER_MINUTE, 1000, clock)
    emptied(limits)
    told = [over.told for number in range(5) if (over := limits.take(sent(50 + number)))]
    assert told == [False, True, True, True, True]
    clock.now += PAUSE
    refilled = int(PAUSE * PER_MINUTE / 60)
    assert [limits.take(sent(60 + number)) for number in range(refilled)] == [None] * refilled
    assert limits.take(sent(70)) == Over("person", PAUSE, told=False)


def test_writing_on_does_not_keep_the_door_shut() -> None:
    clock = Seconds()
    limits = RateLimits(PER_MINUTE, 1000, clock)
    emptied(limits)
    for number in range(19):
        assert limits.take(sent(100 + number)) is not None
        clock.now += 1
    clock.now += 1
    assert limits.take(sent(200)) is None


def test_what_teams_repeats_is_counted_once_but_not_without_end() -> None:
    limits = RateLimits(PER_MINUTE, 1000, Seconds())
    for _ in range(FREE_REPEATS + 1):
        assert limits.take(sent(1)) is None
    for number in range(2, PER_MINUTE + 1):
        assert limits.take(sent(number)) is None
    assert limits.take(sent(1)) is not None


def test_what_somebody_sends_in_a_working_life_is_not_remembered() -> None:
    clock = Seconds()
    limits = RateLimits(PER_MINUTE, 1000, clock)
    for number in range(500):
        assert limits.take(sent(number)) is None
        clock.now += 60
    [person] = [bucket for (whose, _), bucket in limits._buckets.items() if whose == "person"]
    assert len(person.seen) == 1


def test_one_person_does_not_use_up_the_share_of_another() -> None:
    limits = RateLimits(PER_MINUTE, 1000, Seconds())
    emptied(limits)
    assert limits.take(sent(99)) is not None
    assert limits.take(sent(1, "harri")) is None
    assert limits.take(replace(sent(1), tenant_id="10")) is None


def test_one_organisation_does_not_use_up_the_share_of_another() -> None:
    limits = RateLimits(PER_MINUTE, 100, Seconds())
    for number in range(100):
        assert limits.take(sent(1, f"person-{number}")) is None
    assert limits.take(sent(1, "somebody else")) == Over("tenant", PAUSE, told=False)
    assert limits.take(sent(2, "somebody else")) == Over("tenant", PAUSE, told=True)
    assert limits.take(sent(1, "a third")) == Over("tenant", PAUSE, told=False)
    assert limits.take(sent(1, "harri", "10")) is None


def test_a_line_can_be_taken_back_from_an_empty_bucket_but_not_without_end() -> None:
    limits = RateLimits(PER_MINUTE, 1000, Seconds())
    emptied(limits)
    assert limits.take(sent(50)) is not None
    took = [limits.take(replace(sent(100 + number), may_owe=True)) for number in range(PER_MINUTE + 3)]
    assert took[:PER_MINUTE] == [None] * PER_MINUTE
    assert None not in took[PER_MINUTE:]


def test_it_remembers_a_bounded_number_of_senders() -> None:
    limits = RateLimits(PER_MINUTE, 10**9, Seconds())
    emptied(limits)
    for number in range(MOST_BUCKETS + 5):
        limits.take(sent(1, f"person-{number}"))
    assert len(limits._buckets) == MOST_BUCKETS


@given(st.lists(st.tuples(st.floats(0, 30), st.booleans()), max_size=150))
def test_never_more_than_two_minutes_worth_in_any_minute(steps: list[tuple[float, bool]]) -> None:
    clock, inside = Seconds(), list[float]()
    limits = RateLimits(PER_MINUTE, 1000, clock)
    for number, (pause, quick) in enumerate(steps):
        clock.now += 0 if quick else pause
        if limits.take(sent(number)) is None:
            inside.append(clock.now)
        assert len([at for at in inside if clock.now - at < 60]) <= 2 * PER_MINUTE
