"""For how long a closed matter keeps its client's code: no longer than its follow-up, its consent and what was told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bases.bases import load_bases
from bot.bases.consent import Consent, GivenConsent
from bot.bases.grounds import Ended, Ground, ground_of
from bot.consultation.rules import ground_rules, keeping, model
from bot.consultation.rules.model import Consultation, Outcome, Someone
from bot.errors import Expected
from tests.consultation.rules.test_model import KALLE, LIISA, MAIJA, NOW, OTTO, STRANGER, question, refused

BASES = load_bases().by_code
TODAY, DAY = date(2026, 11, 24), date(2026, 12, 1)


def written(until: date) -> Ground:
    return ground_of(BASES["consent"], GivenConsent(Consent("client", "in_writing"), TODAY, until))


ORAL = ground_of(BASES["consent"], GivenConsent(Consent("client", "orally"), TODAY))
LAW = ground_of(BASES["evident_need"])
ENDED = replace(written(DAY), ended=Ended("withdrawn", NOW))


@pytest.mark.parametrize(
    ("ground", "kept"),
    [
        (LAW, True),
        (ground_of(BASES["totul_18"]), True),
        (written(DAY), True),
        (written(DAY - timedelta(days=1)), False),
        (ORAL, False),
        (ENDED, False),
        (ground_of(BASES["general"]), False),
    ],
)
def test_the_ground_says_whether_the_code_is_kept_for_the_day(ground: Ground, *, kept: bool) -> None:
    assert keeping.kept_until(question(ground=ground), DAY) == (DAY if kept else None)
    assert keeping.kept_until(question(ground=ground), None) is None
    assert keeping.kept_until(question(ground=ground, client="none"), DAY) is None


def closed(ground: Ground = LAW, until: date | None = DAY) -> Consultation:
    taken = model.claim(question(ground=ground), MAIJA, NOW, channel_side=None)
    return model.close(taken, LIISA, Outcome("kela_can_decide"), NOW, channel_side=None, client_until=until)


@pytest.mark.parametrize(
    ("person", "today", "refusal"),
    [
        (LIISA, DAY, ""),
        (MAIJA, DAY, ""),
        (MAIJA, DAY + timedelta(days=3), ""),
        (LIISA, DAY - timedelta(days=1), "client_not_yet"),
        (KALLE, DAY, "not_yours"),
        (STRANGER, DAY, "not_yours"),
    ],
)
def test_on_the_day_the_asker_and_the_taker_see_the_client(person: Someone, today: date, refusal: str) -> None:
    if not refusal:
        keeping.check_sees_again(closed(), person, today)
        return
    with refused(refusal):
        keeping.check_sees_again(closed(), person, today)


def test_the_deputy_of_an_absent_taker_sees_the_client_while_they_take_part() -> None:
    keeping.check_sees_again(closed(), OTTO, DAY, deputy=OTTO)
    with refused("not_yours"):
        keeping.check_sees_again(replace(closed(), without=(OTTO,)), OTTO, DAY, deputy=OTTO)


def test_what_was_destroyed_at_closing_does_not_come_back() -> None:
    gone = closed(until=None)
    assert (gone.client, gone.client_destroyed_at) == ("destroyed", NOW)
    assert keeping.follow(gone, DAY, NOW) == gone
    with refused("closed"):
        keeping.check_sees_again(gone, LIISA, DAY)


STEPS = st.lists(st.integers(0, 30) | st.sampled_from(["handled", "withdrawn", "expired"]), max_size=6)
GROUNDS = st.sampled_from([LAW, ORAL, written(DAY), written(DAY + timedelta(days=7))])


@given(STEPS, GROUNDS, st.integers(0, 30))
def test_whatever_comes_after_the_closing_the_code_is_kept_only_for_a_day_that_the_ground_reaches(
    steps: list[int | str], ground: Ground, first: int
) -> None:
    """The steps: the follow-up moved by so many days, handled, or the consent's end."""
    day = TODAY + timedelta(days=first)
    case = closed(ground, keeping.kept_until(question(ground=ground), day))
    for step in steps:
        was_gone = case.client == "destroyed"
        if isinstance(step, int):
            case = keeping.follow(case, day + timedelta(days=step), NOW)
        elif step == "handled":
            case = keeping.follow(case, None, NOW)
            assert case.client == "destroyed"
        else:
            try:
                case = ground_rules.end_consent(case, LIISA, "withdrawn", NOW, channel_side=None)
            except Expected:
                assert ground is LAW or was_gone
        assert not was_gone or case.client == "destroyed"
        assert (case.client == "sealed") == (case.client_until is not None)
        assert (case.client == "destroyed") == (case.client_destroyed_at is not None)
        if case.client_until is not None:
            assert keeping.kept_until(case, case.client_until) == case.client_until
