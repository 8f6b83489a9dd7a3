"""Never more messages than Teams allows in any stretch of time, and never a longer wait than that needs."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.teams.pacing import CONVERSATION_LIMITS, NO_WAIT, TENANT_LIMITS, Limit, Pacing
from tests.teams.clocks import StandingClock

START = StandingClock()()


def _sent(pacing: Pacing, moments: list[datetime], conversation: str = "a") -> list[datetime]:
    return [moment for moment in moments if pacing.reserve("t", conversation, moment).time == NO_WAIT]


def _most_within(moments: list[datetime], within: timedelta) -> int:
    return max((sum(1 for other in moments if one <= other < one + within) for one in moments), default=0)


@given(st.lists(st.integers(0, 900), max_size=300), st.integers(0, 40))
def test_no_stretch_of_time_ever_holds_more_than_its_limit(gaps: list[int], step: int) -> None:
    moment, moments = START, []
    for gap in gaps:
        moment += timedelta(milliseconds=gap * step / 10)
        moments.append(moment)
    sent = _sent(Pacing(), moments)
    for limit in CONVERSATION_LIMITS:
        assert _most_within(sent, limit.within) <= limit.count


def test_after_the_stated_wait_the_message_may_go() -> None:
    pacing, clock = Pacing(), StandingClock()
    for _ in range(200):
        wait = pacing.reserve("t", "a", clock()).time
        if wait > NO_WAIT:
            clock.now += wait
            assert pacing.reserve("t", "a", clock()).time == NO_WAIT


def test_seven_at_once_and_the_eighth_a_second_later() -> None:
    pacing = Pacing()
    assert len(_sent(pacing, [START] * 10)) == 7
    assert pacing.reserve("t", "a", START).time == timedelta(seconds=1)
    assert pacing.reserve("t", "another", START).time == NO_WAIT


def test_all_conversations_of_a_tenant_together_stay_below_the_tenants_limit() -> None:
    pacing = Pacing()
    went = [pacing.reserve("t", str(number), START).time == NO_WAIT for number in range(60)]
    assert sum(went) == TENANT_LIMITS[0].count
    assert pacing.reserve("another tenant", "a", START).time == NO_WAIT


def test_a_refused_reservation_costs_nothing() -> None:
    pacing = Pacing((Limit(1, timedelta(seconds=10)),), ())
    assert pacing.reserve("t", "a", START).time == NO_WAIT
    for _ in range(5):
        assert pacing.reserve("t", "a", START + timedelta(seconds=9)).time == timedelta(seconds=1)


def test_without_limits_nothing_waits() -> None:
    pacing = Pacing((), ())
    assert all(pacing.reserve("t", "a", START).time == NO_WAIT for _ in range(100))


def test_a_clock_that_is_put_back_holds_no_message_up() -> None:
    pacing = Pacing()
    _sent(pacing, [START] * 50)
    an_hour_ago = START - timedelta(hours=1)
    assert pacing.reserve("t", "a", an_hour_ago).time == NO_WAIT
    assert len(_sent(pacing, [an_hour_ago] * 10)) == 6
