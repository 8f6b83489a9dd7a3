"""Which municipalities and topics of an area are left open, against a count of every pair one by one."""

from datetime import date
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from directory.areas.areas import AreaRule
from directory.people.contacts import Absence, Contact, Directory
from directory.people.standing_in import stand_in
from directory.reference import Reference, load_reference
from directory.routing.coverage import Contradictory, Coverage, Gap, coverage, topics_asked_of
from tests.directory.sample_people import contact, directory, kela_contact

TODAY = date(2026, 11, 24)
AWAY = Absence("maija", TODAY, TODAY)


@cache
def reference() -> Reference:
    return load_reference()


def covered(people: Directory, organisation: str = "11", area: str = "11") -> Coverage:
    return coverage(people, reference(), organisation, area, TODAY)


def pairs(found: Coverage) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """Every municipality and topic with its fault; a pair told twice fails."""
    told: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    for gap in found.gaps:
        for municipality in gap.municipalities:
            for topic in gap.topics:
                assert (municipality, topic) not in told
                told[municipality, topic] = gap.fault, gap.contacts
    return told


def counted(people: Directory, organisation: str, area: str) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """The same, by looking at each pair and each contact."""
    told: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    for municipality in reference().municipalities_of(area):
        for topic in topics_asked_of(organisation, reference()):
            serving = [
                one
                for one in people.content.contacts
                if one.organisation == organisation
                and "contact" in one.roles
                and area in one.areas
                and (not one.municipalities or municipality.code in one.municipalities)
                and (not one.topics or topic.slug in one.topics)
            ]
            ids = tuple(one.id for one in serving)
            key = (municipality.code, topic.slug)
            if not serving:
                told[key] = "nobody", ()
            elif not any(stand_in(people, one, TODAY) for one in serving):
                told[key] = "absent", ids
            elif len(serving) == 1:
                told[key] = "only_one", ids
    return told


MUNICIPALITIES = tuple(one.code for one in reference().municipalities_of("11"))
TOPICS = ("asumismenot", "lausunto", "paihteet", "tarkistuspyynto")
someone = st.builds(
    lambda number, municipalities, topics, deputy: contact(
        f"c{number}",
        municipalities=tuple(sorted(municipalities)),
        topics=tuple(sorted(topics)),
        deputy_id=f"c{deputy}" if deputy is not None else "",
    ),
    st.integers(0, 9),
    st.sets(st.sampled_from(MUNICIPALITIES), max_size=3),
    st.sets(st.sampled_from(TOPICS), max_size=3),
    st.none() | st.integers(0, 9),
)


@given(
    people=st.lists(someone, max_size=6, unique_by=lambda one: one.id),
    away=st.sets(st.integers(0, 9).map(lambda number: f"c{number}"), max_size=6),
)
def test_every_pair_is_told_as_counting_one_by_one_tells_it(people: list[Contact], away: set[str]) -> None:
    known = directory(*people, absences=tuple(Absence(one, TODAY, TODAY) for one in sorted(away)))
    assert pairs(covered(known)) == counted(known, "11", "11")


def test_kela_is_looked_at_by_area_and_by_what_is_asked_of_kela() -> None:
    known = directory(kela_contact("anna", "11"), kela_contact("jussi", "10", "11", topics=("lausunto",)))
    assert pairs(covered(known, "KELA", "11")) == counted(known, "KELA", "11")
    assert pairs(covered(known, "KELA", "10")) == counted(known, "KELA", "10")


def test_what_is_alike_is_told_as_one_block() -> None:
    maija, kalle = contact("maija"), contact("kalle", municipalities=("405",), topics=("asumismenot",))
    gaps = covered(directory(maija, kalle)).gaps
    assert {gap.fault for gap in gaps} == {"only_one"}
    assert len(gaps) == 2
    assert not covered(directory(maija, kalle)).is_wrong


def test_somebody_away_with_a_deputy_is_no_gap_and_without_one_is() -> None:
    maija, kalle = contact("maija", deputy_id="otto"), contact("kalle", deputy_id="otto")
    otto = contact("otto", roles=("deputy",))
    away = (AWAY, Absence("kalle", TODAY, TODAY))
    assert covered(directory(maija, kalle, otto, absences=away)).gaps == ()
    alone = covered(directory(maija, kalle, absences=away))
    assert [(gap.fault, gap.contacts) for gap in alone.gaps] == [("absent", ("maija", "kalle"))]
    assert alone.is_wrong


def test_an_area_that_works_through_own_workers_has_no_gap() -> None:
    found = covered(directory(rules=(AreaRule("11", prefers="own_worker"),)))
    assert found.own_workers
    assert not found.gaps
    assert not found.is_wrong


def test_an_area_without_anybody_is_one_gap() -> None:
    (gap,) = covered(directory()).gaps
    topics = tuple(topic.slug for topic in topics_asked_of("11", reference()))
    assert gap == Gap("nobody", tuple(sorted(MUNICIPALITIES)), topics)


def test_contradictions_are_told() -> None:
    people = directory(
        contact("maija", name="Maija Esimerkki", municipalities=("091",)),
        contact("maija2", name="maija esimerkki", deputy_id="ritva"),
        contact("ritva", roles=("coordinator",)),
        rules=(AreaRule("11", place="channel"), AreaRule("10", state="agreed")),
    )
    assert set(covered(people).contradictions) == {
        Contradictory("municipality_elsewhere", "maija", municipalities=("091",)),
        Contradictory("listed_twice", "maija", "maija2"),
        Contradictory("deputy_cannot", "maija2", "ritva"),
        Contradictory("channel_missing"),
    }
    assert covered(people, "10", "10").contradictions == (Contradictory("named_expected"),)
