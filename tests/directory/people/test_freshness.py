"""Whose details can be trusted, from what is known of each contact."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.people.freshness import Evidence, Freshness, freshness, is_due, is_vouched_for, urgency
from tests.directory.sample_people import contact

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def moment(days: int) -> datetime:
    return datetime.combine(ago(days), datetime.min.time(), tzinfo=UTC).replace(hour=9)


@pytest.mark.parametrize(
    ("verified", "evidence", "expected"),
    [
        pytest.param(10, Evidence(), Freshness("fresh", since=ago(10)), id="verified lately"),
        pytest.param(31, Evidence(), Freshness("to_confirm", "due", ago(31)), id="a month has passed"),
        pytest.param(180, Evidence(), Freshness("to_confirm", "due", ago(180)), id="half a year to the day"),
        pytest.param(181, Evidence(), Freshness("doubtful", "unconfirmed", ago(181)), id="over half a year"),
        pytest.param(None, Evidence(), Freshness("to_confirm", "due"), id="nothing known"),
        pytest.param(None, Evidence(asked_times=1), Freshness("to_confirm", "due"), id="asked once"),
        pytest.param(None, Evidence(asked_times=2), Freshness("doubtful", "unconfirmed"), id="asked twice in vain"),
        pytest.param(
            400, Evidence(confirmed_on=ago(3)), Freshness("fresh", since=ago(3)), id="confirmed by a press"
        ),
        pytest.param(60, Evidence(answered_at=moment(2)), Freshness("fresh", since=ago(2)), id="answered lately"),
        pytest.param(
            200, Evidence(answered_at=moment(2)), Freshness("to_confirm", "due", ago(2)), id="answers, not confirmed"
        ),
        pytest.param(
            10, Evidence(bounced_at=moment(1), bounce="not_installed"), Freshness("doubtful", "bounced", ago(1)),
            id="bounced",
        ),
        pytest.param(
            1, Evidence(bounced_at=moment(10)), Freshness("fresh", since=ago(1)), id="verified after the bounce"
        ),
        pytest.param(
            10, Evidence(refusals=2, refused_at=moment(1)), Freshness("fresh", since=ago(10)), id="passed on twice"
        ),
        pytest.param(
            10, Evidence(refusals=3, refused_at=moment(1)), Freshness("doubtful", "refused", ago(1)),
            id="passed on three times",
        ),
        pytest.param(
            10, Evidence(not_found_on=ago(2), bounced_at=moment(1)), Freshness("doubtful", "not_found", ago(2)),
            id="not in the tenant any more",
        ),
    ],
)  # fmt: skip
def test_the_state_follows_the_evidence(verified: int | None, evidence: Evidence, expected: Freshness) -> None:
    person = contact("maija", verified_on=ago(verified) if verified is not None else None)
    assert freshness(person, evidence, TODAY) == expected


def test_nobody_is_asked_twice_in_a_month_and_the_fresh_not_at_all() -> None:
    person = contact("maija", verified_on=ago(40))
    assert is_due(person, Evidence(), TODAY)
    assert not is_due(person, Evidence(asked_on=date(2026, 11, 2)), TODAY)
    assert is_due(person, Evidence(asked_on=date(2026, 10, 30)), TODAY)
    assert not is_due(contact("kalle", verified_on=ago(5)), Evidence(), TODAY)


days = st.none() | st.integers(0, 500).map(ago)


@given(verified=days, confirmed=days, answered=st.none() | st.integers(0, 500).map(moment), asked=st.integers(0, 5))
def test_a_later_sign_never_makes_details_less_trusted(
    verified: date | None, confirmed: date | None, answered: datetime | None, asked: int
) -> None:
    person = contact("maija", verified_on=verified)
    before = freshness(person, Evidence(confirmed, None, asked, answered), TODAY)
    after = freshness(person, Evidence(TODAY, None, 0, answered), TODAY)
    assert after.trust == "fresh"
    assert urgency(after) >= urgency(before)


@given(
    verified=days,
    evidence=st.builds(
        Evidence,
        confirmed_on=days,
        asked_times=st.integers(0, 4),
        answered_at=st.none() | st.integers(0, 500).map(moment),
        refused_at=st.none() | st.integers(0, 500).map(moment),
        refusals=st.integers(0, 2),
    ),
)
def test_whoever_is_vouched_for_is_doubted_only_for_a_bounce_refusals_or_having_left(
    verified: date | None, evidence: Evidence
) -> None:
    person = contact("maija", verified_on=verified)
    assert not (is_vouched_for(person, TODAY) and freshness(person, evidence, TODAY).trust == "doubtful")


def test_the_worst_is_first_on_a_work_list() -> None:
    states = [
        Freshness("to_confirm", "due", ago(31)),
        Freshness("doubtful", "unconfirmed", ago(200)),
        Freshness("doubtful", "bounced", ago(1)),
        Freshness("doubtful", "bounced", ago(9)),
    ]
    assert sorted(states, key=urgency) == [states[3], states[2], states[1], states[0]]


def test_a_contact_whom_no_message_reaches_is_doubtful_however_lately_verified() -> None:
    imported = contact("x", aad_object_id="", verified_on=TODAY)
    assert freshness(imported, Evidence(), TODAY) == Freshness("doubtful", "no_account")
    assert not is_vouched_for(imported, TODAY)
    assert not is_due(imported, Evidence(), TODAY)
