"""The sample directory is complete, consistent and clearly fictional."""

import re
import uuid
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from directory.people.contacts import Directory, directory_of
from directory.reference import ALAND, Reference, load_reference
from directory.routing.ranking import Situation, receivers
from directory.routing.routing import Contacts, NoNamedContact, Question, route
from directory.stored.sample import sample_content
from directory.time.calendar import is_open
from tests.directory.sample_people import TUESDAY_MORNING

TODAY = date(2026, 11, 24)
COUNTIES = set(load_reference().areas) - {ALAND}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def sample(reference: Reference) -> Directory:
    return directory_of(sample_content(reference, TODAY))


def test_every_county_and_kela_is_there(sample: Directory, reference: Reference) -> None:
    assert set(sample.organisations) == {"KELA", *reference.areas} - {ALAND}
    assert set(sample.rules) == {"KELA", *reference.areas} - {ALAND}


def test_named_contacts_are_as_many_as_the_areas_have_agreed(sample: Directory) -> None:
    numbers = Counter(one.organisation for one in sample.content.contacts if one.is_a("contact"))
    assert numbers["11"] == 3
    assert numbers["10"] == 10
    assert numbers["02"] == 0
    others = {code: numbers[code] for code in sample.organisations if code not in {"KELA", "11", "10", "02"}}
    assert all(2 <= number <= 6 for number in others.values()), others


def test_kelas_teams_serve_their_areas(sample: Directory) -> None:
    teams = {area: Counter(one.team for one in sample.named_contacts("KELA", area)) for area in COUNTIES}
    assert teams["11"]["Eteläinen turvatiimi 1"] == 3
    assert teams["10"]["Eteläinen turvatiimi 2"] == 3
    assert teams["02"]["Eteläinen turvatiimi 6"] == 2
    assert all(teams.values()), "every area has somebody in Kela"
    skills = {skill for one in sample.named_contacts("KELA") for skill in one.skills}
    assert {"lääkkeet", "kansainväliset asiat"} <= skills


def test_keusote_has_own_workers_and_numbers_instead_of_named_contacts(sample: Directory) -> None:
    assert len(sample.with_role("02", "own_worker")) >= 2
    assert sample.line("02", "advice")
    assert sample.line("02", "on_call")


@pytest.mark.parametrize("county", sorted(COUNTIES))
def test_each_county_has_social_emergency_services_day_and_night(sample: Directory, county: str) -> None:
    """What is urgent for Kela's handler goes there at any hour, not only what is dangerous."""
    line = sample.line(county, "on_call")
    assert line is not None
    assert line.hours is not None
    for moment in (datetime(2026, 11, 28, 1, 30, tzinfo=UTC), datetime(2026, 12, 25, 10, 0, tzinfo=UTC)):
        assert is_open(line.hours, moment), "at night, at the weekend and at Christmas"


def test_each_organisation_has_a_coordinator_and_kela_an_auditor(sample: Directory) -> None:
    assert all(sample.with_role(code, "coordinator") for code in sample.organisations)
    assert sample.with_role("KELA", "auditor")


def test_ids_are_unique_and_valid(sample: Directory) -> None:
    people = sample.content.contacts
    for values in (
        [one.id for one in people],
        [one.email for one in people],
        [one.aad_object_id for one in people],
        [one.name for one in people],
        [one.tenant_id for one in sample.content.organisations],
    ):
        assert len(values) == len(set(values))
    for one in people:
        assert uuid.UUID(one.aad_object_id).version == 4
        assert one.deputy_id == "" or sample.contacts[one.deputy_id].organisation == one.organisation


def test_nobody_in_it_can_be_taken_for_real(sample: Directory) -> None:
    for one in sample.content.contacts:
        assert one.email.endswith(".example")
        assert not one.phone or re.fullmatch(r"0\d{1,2} 000 \d{4}", one.phone), one
        assert one.name not in one.id
    for line in sample.content.service_lines:
        assert line.phone == "112" or re.fullmatch(r"0\d{1,2} 000 \d{4}", line.phone), line


def test_eksote_and_housing_costs_reach_two_contacts_and_a_deputy(sample: Directory, reference: Reference) -> None:
    question = Question(sample.organisations["KELA"], "11", topic="asumismenot")
    answer = route(question, sample, reference, Situation(TUESDAY_MORNING))
    assert isinstance(answer, Contacts)
    assert [one.name for one in receivers(answer.ranked)] == ["Maija Esimerkki", "Kalle Malli", "Otto Testi"]


def test_every_area_answers_every_topic(sample: Directory, reference: Reference) -> None:
    for area in COUNTIES:
        for topic in reference.topics:
            question = Question(sample.organisations["KELA"], area, topic=topic, urgency_settled=True)
            answer = route(question, sample, reference, Situation(TUESDAY_MORNING))
            assert isinstance(answer, NoNamedContact if area == "02" else Contacts), (area, topic)
