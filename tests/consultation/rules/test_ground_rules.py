"""A consent's end and another basis, in any order with everything else: no client without a basis that holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.bases.bases import load_bases
from bot.bases.consent import CONSENTS, GivenConsent
from bot.bases.grounds import Ground, ground_of
from bot.consultation.rules import ground_rules, model
from bot.consultation.rules.model import Consultation, Outcome, Someone
from bot.errors import Expected
from tests.consultation.rules.test_model import KALLE, LIISA, MAIJA, NOW, STRANGER, question

BASES = load_bases().by_code
CONSENT = ground_of(BASES["consent"], GivenConsent(CONSENTS[0], date(2026, 11, 24)))
GROUNDS = (CONSENT, *(ground_of(BASES[code]) for code in ("general", "evident_need", "totul_18")))
Step = Callable[[Consultation], Consultation]


def ends(person: Someone) -> Step:
    return lambda case: ground_rules.end_consent(case, person, "withdrawn", NOW, channel_side=None)


def expires(case: Consultation) -> Consultation:
    return case if case.state == "closed" else ground_rules.ended(case, "expired", NOW)


def stands_on(person: Someone, ground: Ground) -> Step:
    return lambda case: ground_rules.stand_on(case, ground, person, channel_side=None)


def answers(person: Someone) -> Step:
    return lambda case: model.answer(case, person, NOW + timedelta(hours=1), channel_side=None)


def closes(person: Someone) -> Step:
    return lambda case: model.close(case, person, Outcome("answered"), NOW, channel_side=None)


def claims(person: Someone) -> Step:
    return lambda case: model.claim(case, person, NOW, channel_side=None)


PEOPLE = st.sampled_from((LIISA, MAIJA, KALLE, STRANGER))
STEPS = st.lists(
    st.one_of(
        st.builds(ends, PEOPLE),
        st.just(expires),
        st.builds(stands_on, PEOPLE, st.sampled_from(GROUNDS)),
        st.builds(answers, PEOPLE),
        st.builds(claims, PEOPLE),
        st.builds(closes, PEOPLE),
    ),
    max_size=10,
)


@given(STEPS)
def test_whatever_happens_no_client_is_there_without_a_basis_that_holds(steps: list[Step]) -> None:
    case = replace(question(), ground=CONSENT)
    for step in steps:
        try:
            case = step(case)
        except Expected:
            continue
        ground = case.ground
        assert ground is not None
        assert case.basis == ground.code
        if case.client == "sealed":
            assert ground.allows_client
            assert ground.ended is None
            assert case.state != "closed"
        if case.is_paused:
            for person in (LIISA, MAIJA):
                assert _refusal(answers(person), case) == "paused"
                assert _sees_no_client(case, person)


@given(PEOPLE, st.sampled_from(GROUNDS))
def test_only_the_asker_ends_the_consent_or_chooses_another_basis(person: Someone, ground: Ground) -> None:
    case = replace(question(), ground=CONSENT)
    for step in (ends(person), stands_on(person, ground)):
        assert (_refusal(step, case) == "") == person.is_same_as(LIISA)


def test_the_end_is_remembered_under_the_basis_that_comes_after_it() -> None:
    ended = ends(LIISA)(replace(question(), ground=CONSENT))
    again = stands_on(LIISA, GROUNDS[1])(ended)
    assert again.ground is not None
    assert again.ground.ended is None
    assert again.ground.ended_before == (ended.ground.ended if ended.ground else None)
    assert (again.basis, again.client) == ("general", "destroyed")


def test_ending_twice_changes_nothing() -> None:
    ended = ends(LIISA)(replace(question(), ground=CONSENT))
    assert ends(LIISA)(ended) == ended


def _refusal(step: Step, case: Consultation) -> str:
    try:
        step(case)
    except Expected as refusal:
        return refusal.code
    return ""


def _sees_no_client(case: Consultation, person: Someone) -> bool:
    def looks(now: Consultation) -> Consultation:
        model.may_see_client(now, person, channel_side=None)
        return now

    return _refusal(looks, case) != ""
