"""Which correction a wrong turn calls for, and when several are a pattern."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.reference import Reference, load_reference
from directory.routing.misroutes import PATTERN_OF, Misroute, patterns, repairs
from tests.directory.sample_people import TUESDAY_MORNING, contact

LAPPEENRANTA, IMATRA = "405", "153"
WRONG = Misroute(1, "11", "11", IMATRA, "asumismenot", "maija", TUESDAY_MORNING, "kalle")


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def test_the_refuser_loses_the_topic_and_the_named_one_gets_it(reference: Reference) -> None:
    maija = contact("maija", topics=("asumismenot", "lausunto"))
    kalle = contact("kalle", topics=("paihteet",))
    found = repairs(WRONG, maija, kalle, reference)
    assert next(iter(found)) == "topic"
    assert found["topic"] == (replace(maija, topics=("lausunto",)), replace(kalle, topics=("asumismenot", "paihteet")))


def test_the_only_topic_is_not_taken_away_because_none_would_mean_all(reference: Reference) -> None:
    maija, kalle = contact("maija", topics=("asumismenot",)), contact("kalle")
    found = repairs(WRONG, maija, kalle, reference)
    assert "topic" not in found
    assert all(one.topics for changed in found.values() for one in changed if one.id == "maija")


def test_whoever_serves_all_topics_serves_all_but_this(reference: Reference) -> None:
    found = repairs(WRONG, contact("maija"), None, reference)
    assert set(found["topic"][0].topics) == set(reference.topics) - {"asumismenot"}


def test_a_refuser_limited_to_municipalities_loses_the_municipality_first(reference: Reference) -> None:
    maija = contact("maija", municipalities=(IMATRA, LAPPEENRANTA), topics=("asumismenot", "lausunto"))
    found = repairs(WRONG, maija, contact("kalle"), reference)
    assert next(iter(found)) == "municipality"
    assert found["municipality"][0].municipalities == (LAPPEENRANTA,)


def test_a_deputy_named_as_the_right_one_becomes_a_named_contact(reference: Reference) -> None:
    otto = contact("otto", roles=("deputy",))
    found = repairs(WRONG, contact("maija", topics=("asumismenot",)), otto, reference)
    assert found["named_only"] == (replace(otto, roles=("contact", "deputy")),)


def test_three_of_the_same_kind_in_ninety_days_are_a_pattern() -> None:
    told = [replace(WRONG, id=number, at=TUESDAY_MORNING - timedelta(days=number)) for number in range(1, 4)]
    (found,) = patterns(told, TUESDAY_MORNING)
    assert {one.id for one in found.misroutes} == {1, 2, 3}
    assert patterns(told[:2], TUESDAY_MORNING) == ()
    assert patterns(told, TUESDAY_MORNING + timedelta(days=88)) == ()


def test_different_refusers_who_name_the_same_person_are_a_pattern() -> None:
    told = [replace(WRONG, id=number, contact_id=f"refuser-{number}") for number in range(3)]
    assert len(patterns(told, TUESDAY_MORNING)) == 1
    unnamed = [replace(one, named_contact_id="") for one in told]
    assert patterns(unnamed, TUESDAY_MORNING) == ()


misroutes = st.lists(
    st.builds(
        Misroute,
        id=st.integers(1, 10**6),
        organisation=st.just("11"),
        area=st.just("11"),
        municipality=st.sampled_from(["", IMATRA]),
        topic=st.sampled_from(["asumismenot", "lausunto"]),
        contact_id=st.sampled_from(["maija", "kalle"]),
        at=st.integers(0, 120).map(lambda days: TUESDAY_MORNING - timedelta(days=days)),
        named_contact_id=st.sampled_from(["", "sari"]),
    ),
    max_size=20,
    unique_by=lambda one: one.id,
)


@given(misroutes)
def test_each_wrong_turn_counts_once_and_a_pattern_is_of_one_matter(told: list[Misroute]) -> None:
    found = patterns(told, TUESDAY_MORNING)
    counted = [one.id for pattern in found for one in pattern.misroutes]
    assert len(counted) == len(set(counted))
    for pattern in found:
        assert len(pattern.misroutes) >= PATTERN_OF
        assert len({(one.municipality, one.topic) for one in pattern.misroutes}) == 1
        refusers = {one.contact_id for one in pattern.misroutes}
        targets = {one.named_contact_id for one in pattern.misroutes}
        assert len(refusers) == 1 or (len(targets) == 1 and targets != {""})


@given(
    topics=st.sets(st.sampled_from(["asumismenot", "lausunto", "paihteet"])),
    municipalities=st.sets(st.sampled_from([IMATRA, LAPPEENRANTA])),
    named_topics=st.sets(st.sampled_from(["asumismenot", "paihteet"])),
)
def test_a_correction_never_widens_the_refuser_and_always_lets_the_named_one_be_asked(
    topics: set[str], municipalities: set[str], named_topics: set[str]
) -> None:
    maija = contact("maija", topics=tuple(sorted(topics)), municipalities=tuple(sorted(municipalities)))
    kalle = contact("kalle", topics=tuple(sorted(named_topics)))
    for changed in repairs(WRONG, maija, kalle, load_reference()).values():
        after = {"maija": maija, "kalle": kalle} | {one.id: one for one in changed}
        assert not topics or set(after["maija"].topics) <= topics
        assert bool(after["maija"].municipalities) or not municipalities
        assert not after["kalle"].topics or "asumismenot" in after["kalle"].topics
