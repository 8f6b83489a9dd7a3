"""Deputies: whoever is absent is stood in for by somebody who is there and may see the matters, in any graph."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.people.contacts import Absence, Contact, grouped
from directory.people.standing_in import Unfit, comes_back, stand_in, why_not
from directory.records.contradictions import find_contradictions
from tests.directory.sample_people import contact, directory, kela_contact

TODAY = date(2026, 11, 24)
NAMES = ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("deputy", "unfit"),
    [
        (contact("b"), None),
        (contact("b", roles=("deputy",)), None),
        (contact("b", roles=("own_worker",)), None),
        (contact("b", roles=("coordinator",)), "other_role"),
        (contact("b", roles=("auditor",)), "other_role"),
        (kela_contact("b", "11"), "other_organisation"),
        (contact("a"), "themselves"),
        (contact("b", municipalities=("416",)), "other_municipalities"),
        (contact("b", municipalities=("416", "153")), None),
        (contact("b", topics=("paihteet",)), "other_topics"),
        (contact("b", topics=("paihteet", "asumismenot")), None),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_deputy_is_a_colleague_who_may_see_such_matters(deputy: Contact, unfit: Unfit | None) -> None:
    assert why_not(deputy, contact("a", municipalities=("153",), topics=("asumismenot",))) == unfit


def test_a_kela_contact_of_another_area_may_stand_in() -> None:
    assert why_not(kela_contact("b", "05"), kela_contact("a", "17")) is None


def test_whoever_may_not_see_the_matters_gets_none_of_them_however_many_deputies_lead_there() -> None:
    away = (Absence("a", TODAY, TODAY, "b"), Absence("b", TODAY, TODAY, "c"))
    people = directory(
        contact("a", topics=("asumismenot",)), contact("b"), contact("c", topics=("paihteet",)), absences=away
    )
    assert stand_in(people, people.contacts["a"], TODAY) is None
    assert stand_in(people, people.contacts["b"], TODAY) == people.contacts["c"]


DAYS = st.integers(0, 6).map(lambda days: TODAY + timedelta(days=days))
ABSENCES = st.lists(
    st.builds(
        lambda who, first, length, deputy: Absence(who, first, first + timedelta(days=length), deputy),
        st.sampled_from(NAMES),
        DAYS,
        st.integers(0, 4),
        st.sampled_from(("", *NAMES, "gone")),
    ),
    max_size=10,
)
USUAL = st.fixed_dictionaries({name: st.sampled_from(("", *NAMES, "gone")) for name in NAMES})
ROLES = st.fixed_dictionaries({name: st.sampled_from(("contact", "deputy", "coordinator")) for name in NAMES})


@given(ABSENCES, USUAL, ROLES, st.sampled_from(NAMES), DAYS)
def test_whoever_stands_in_is_there_and_may_or_nobody_does(
    absences: list[Absence], usual: dict[str, str], roles: dict[str, str], who: str, day: date
) -> None:
    people = [contact(name, deputy_id=usual[name], roles=(roles[name],)) for name in NAMES]
    known = directory(*people, absences=tuple(absences))
    asked = known.contacts[who]
    found = stand_in(known, asked, day)
    if known.absence(who, day) is None:
        assert found == asked
    elif found is not None:
        assert known.absence(found.id, day) is None
        assert why_not(found, asked) is None


@given(ABSENCES, USUAL)
def test_absences_come_back_exactly_when_on_some_day_the_deputies_lead_in_a_circle(
    absences: list[Absence], usual: dict[str, str]
) -> None:
    people = [contact(name, deputy_id="" if usual[name] == name else usual[name]) for name in NAMES]
    apart = [
        one
        for place, one in enumerate(absences)
        if not any(
            other.contact_id == one.contact_id and other.starts_on <= one.ends_on and one.starts_on <= other.ends_on
            for other in absences[:place]
        )
    ]
    known = directory(*people, absences=tuple(apart))

    def leads_back(absence: Absence, day: date) -> bool:
        at: Absence | None = absence
        for _ in range(len(NAMES) + 1):
            if at is None:
                return False
            deputy = at.deputy_id or known.contacts[at.contact_id].deputy_id
            if deputy == absence.contact_id:
                return True
            at = known.absence(deputy, day)
        return False

    for absence in apart:
        days = [absence.starts_on + timedelta(days=n) for n in range((absence.ends_on - absence.starts_on).days + 1)]
        expected = any(leads_back(absence, day) for day in days)
        assert comes_back(absence, grouped(apart), known.contacts) == expected


def test_a_circle_of_absences_and_an_unfit_deputy_are_told_of_at_import() -> None:
    week = TODAY + timedelta(days=7)
    crossed = (Absence("a", TODAY, week, "b"), Absence("b", week, week + timedelta(days=2), "a"))
    people = (contact("a"), contact("b"), contact("c", roles=("auditor",)))
    faults = [one.fault for one in find_contradictions(directory(*people, absences=crossed).content)]
    assert faults == ["deputy_cycle", "deputy_cycle"]
    unfit = (Absence("a", TODAY, week, "c"),)
    assert [one.fault for one in find_contradictions(directory(*people, absences=unfit).content)] == ["deputy_unfit"]
    apart = (crossed[0], Absence("b", week + timedelta(days=1), week + timedelta(days=2), "a"))
    assert find_contradictions(directory(*people, absences=apart).content) == ()
