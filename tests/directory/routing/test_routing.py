"""Where a question goes, by who asks, where, and what the area has agreed."""

from dataclasses import replace

import pytest

from directory.areas.areas import URGENCIES, AreaRule, ServiceLine, Urgency
from directory.people.contacts import Absence, Contact, Directory, Organisation
from directory.reference import Reference, load_reference
from directory.routing.ranking import Ranked, Situation
from directory.routing.routing import (
    Aland,
    Contacts,
    CountyFirst,
    NoNamedContact,
    OtherCounty,
    OwnOrganisation,
    PhoneOnly,
    PlaceMissing,
    Question,
    Route,
    WithinKela,
    is_urgent,
    people_of_interest,
    reason_is_needed,
    route,
)
from tests.directory.sample_people import (
    EKHVA,
    KELA,
    KYMENHVA,
    TUESDAY_MORNING,
    contact,
    directory,
    kela_contact,
    presences,
)

URGENT = "kiirehtiminen"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def a_directory(urgency: Urgency = "excluded") -> Directory:
    rule = AreaRule("11", state="agreed", who_may_ask="named", urgency=urgency)
    lines = (
        ServiceLine("KELA", "authority", "020 000 0001"),
        ServiceLine("KELA", "client", "020 000 0002"),
        ServiceLine("KELA", "emergency", "112"),
        ServiceLine("11", "advice", "05 000 0002"),
        ServiceLine("11", "on_call", "05 000 0003"),
        ServiceLine("10", "advice", "05 000 0102"),
    )
    people = (contact("maija"), kela_contact("anna", "11"), kela_contact("ville", "10"))
    return directory(*people, rules=(rule,), lines=lines)


def asked(
    known: Directory, reference: Reference, asker: Organisation, area: str, topic: str = "", **more: object
) -> Route:
    question = Question(asker, area, topic=topic, **more)  # type: ignore[arg-type]  # a test's own mistake would show at once
    return route(question, known, reference, Situation(TUESDAY_MORNING))


def ids(ranked: tuple[Ranked, ...]) -> list[str]:
    return [one.contact.id for one in ranked]


def test_kela_asking_an_area_gets_its_named_contacts(reference: Reference) -> None:
    answer = asked(a_directory(), reference, KELA, "11", "asumismenot")
    assert isinstance(answer, Contacts)
    assert (answer.organisation, answer.area, ids(answer.ranked), answer.notes) == (EKHVA, "11", ["maija"], ())


def test_an_area_without_named_contacts_gives_its_fall_backs_and_kelas_contact(reference: Reference) -> None:
    answer = asked(a_directory(), reference, KELA, "10", "asumismenot")
    assert isinstance(answer, NoNamedContact)
    assert ids(answer.kela_contacts) == ["ville"]
    assert answer.advice == ServiceLine("10", "advice", "05 000 0102")
    assert not answer.asker_is_kela_contact


def test_kelas_own_contact_of_the_area_is_not_offered_to_themselves(reference: Reference) -> None:
    answer = asked(a_directory(), reference, KELA, "10", "asumismenot", asker_contact_id="ville")
    assert isinstance(answer, NoNamedContact)
    assert (answer.kela_contacts, answer.asker_is_kela_contact) == ((), True)


def test_an_area_the_directory_does_not_know_still_gets_an_answer(reference: Reference) -> None:
    answer = asked(a_directory(), reference, KELA, "21", "asumismenot")
    assert isinstance(answer, NoNamedContact)
    assert answer.organisation is None
    assert answer.rule.state == "no_rule"


@pytest.mark.parametrize("area", ["", "KELA"])
def test_a_county_asks_kela_about_its_own_area(reference: Reference, area: str) -> None:
    answer = asked(a_directory(), reference, EKHVA, area, "laakkeet-maksusitoumus", asker_contact_id="maija")
    assert isinstance(answer, Contacts)
    assert (answer.organisation, answer.area, ids(answer.ranked), answer.notes) == (KELA, "11", ["anna"], ())


def test_a_worker_who_is_not_named_is_told_that_the_named_contacts_ask(reference: Reference) -> None:
    answer = asked(a_directory(), reference, EKHVA, "KELA", "laakkeet-maksusitoumus")
    assert isinstance(answer, Contacts)
    assert answer.notes == ("named_contacts_ask",)


@pytest.mark.parametrize("urgency", ["excluded", "demanding_only", "unknown"])
@pytest.mark.parametrize(("topic", "told"), [(URGENT, False), ("asumismenot", True)])
def test_a_county_s_urgent_matter_goes_to_the_telephone_as_agreed(
    reference: Reference, urgency: Urgency, topic: str, told: bool
) -> None:
    answer = asked(a_directory(urgency), reference, EKHVA, "KELA", topic, urgent=told)
    assert isinstance(answer, PhoneOnly)
    assert answer.area == "11"
    assert answer.demanding_allowed == (urgency == "demanding_only")
    numbers = answer.numbers
    lines = (numbers.authority, numbers.client, numbers.emergency, numbers.on_call)
    assert [line.phone for line in lines if line] == ["020 000 0001", "020 000 0002", "112", "05 000 0003"]


def test_an_area_may_let_its_urgent_matters_through(reference: Reference) -> None:
    assert isinstance(asked(a_directory("allowed"), reference, EKHVA, "KELA", URGENT), Contacts)


@pytest.mark.parametrize("urgency", URGENCIES)
@pytest.mark.parametrize(("topic", "told"), [(URGENT, False), ("asumismenot", True)])
def test_kela_s_urgent_matter_shows_the_county_s_numbers_and_the_form_behind_them_whatever_is_agreed(
    reference: Reference, urgency: Urgency, topic: str, told: bool
) -> None:
    known = a_directory(urgency)
    answer = asked(known, reference, KELA, "11", topic, urgent=told)
    assert isinstance(answer, CountyFirst)
    assert answer.numbers.authority is None
    lines = (answer.numbers.on_call, answer.numbers.advice, answer.numbers.client, answer.numbers.emergency)
    assert [line.phone for line in lines if line] == ["05 000 0003", "05 000 0002", "020 000 0002", "112"]
    assert answer.then == asked(known, reference, KELA, "11", topic, urgent=told, urgency_settled=True)
    assert isinstance(answer.then, Contacts)


def test_without_a_number_of_the_county_the_form_opens_at_once(reference: Reference) -> None:
    without = directory(contact("maija"), lines=(ServiceLine("KELA", "client", "020 000 0002"),))
    assert isinstance(asked(without, reference, KELA, "11", URGENT), Contacts)


@pytest.mark.parametrize(("asker", "area"), [(EKHVA, "KELA"), (KELA, "11")])
def test_the_asker_may_ask_all_the_same(reference: Reference, asker: Organisation, area: str) -> None:
    assert isinstance(asked(a_directory(), reference, asker, area, URGENT, urgency_settled=True), Contacts)


def test_an_urgent_question_is_offered_to_whoever_is_there(reference: Reference) -> None:
    known = a_directory()
    everybody = directory(*known.content.contacts, contact("away"))
    situation = Situation(TUESDAY_MORNING, presences(away="out_of_office"))
    question = Question(KELA, "11", topic="asumismenot", urgency_settled=True)
    usual = route(question, everybody, reference, situation)
    urgent = route(replace(question, urgent=True), everybody, reference, situation)
    assert isinstance(usual, Contacts)
    assert isinstance(urgent, Contacts)
    assert set(ids(usual.ranked)) - set(ids(urgent.ranked)) == {"away"}


def test_where_there_is_nobody_to_route_to(reference: Reference) -> None:
    known = a_directory()
    assert asked(known, reference, KELA, "AX", "asumismenot") == Aland()
    assert asked(known, reference, EKHVA, "AX", "asumismenot") == Aland()
    assert asked(known, reference, EKHVA, "10", "asumismenot") == OtherCounty("10")
    assert asked(known, reference, KELA, "", "asumismenot") == PlaceMissing()
    assert asked(known, reference, KELA, "AX", "asumismenot", within_kela=True) == Aland()


def test_asking_ones_own_county_shows_kelas_contacts_for_it(reference: Reference) -> None:
    own_area = asked(a_directory(), reference, EKHVA, "11", "asumismenot")
    assert isinstance(own_area, OwnOrganisation)
    assert ids(own_area.kela_contacts) == ["anna"]


@pytest.mark.parametrize("area", ["", "KELA"])
@pytest.mark.parametrize("within", [True, False])
def test_kela_is_never_asked_as_a_whole_country(reference: Reference, area: str, within: bool) -> None:
    assert asked(a_directory(), reference, KELA, area, "asumismenot", within_kela=within) == PlaceMissing()


@pytest.mark.parametrize(
    ("area", "asker", "offered", "asker_is_contact"),
    [
        ("11", "", ["anna"], False),
        ("10", "anna", ["ville"], False),
        ("11", "anna", [], True),
        ("90", "", [], False),
    ],
)
def test_within_kela_the_contacts_of_the_area_are_asked_and_nobody_themselves(
    reference: Reference, area: str, asker: str, offered: list[str], asker_is_contact: bool
) -> None:
    answer = asked(a_directory(), reference, KELA, area, URGENT, within_kela=True, asker_contact_id=asker)
    assert isinstance(answer, WithinKela), "an urgent matter too: nothing of it has been agreed within Kela"
    assert (ids(answer.ranked), answer.asker_is_contact) == (offered, asker_is_contact)


def test_a_county_for_which_kela_has_nobody_gets_kelas_line(reference: Reference) -> None:
    lines = (ServiceLine("KELA", "authority", "020 000 0001"),)
    answer = asked(directory(contact("maija"), lines=lines), reference, EKHVA, "KELA", "lausunto")
    assert isinstance(answer, NoNamedContact)
    assert answer.authority == lines[0]


@pytest.mark.parametrize(
    ("asker", "area", "within"),
    [(KELA, "11", False), (KELA, "10", False), (KELA, "11", True), (EKHVA, "KELA", False), (KYMENHVA, "", False)],
)
def test_presence_is_asked_of_everybody_who_may_be_shown(
    reference: Reference, asker: Organisation, area: str, within: bool
) -> None:
    known = kelas_contacts_ask(kela_contact("anna", "11"), kela_contact("ville", "10"))
    answer = asked(known, reference, asker, area, "asumismenot", within_kela=within)
    shown: set[Contact] = set()
    for field in ("ranked", "kela_contacts"):
        shown |= {one.contact for one in getattr(answer, field, ())}
    if first := getattr(answer, "kela_first", None):
        shown.add(first.contact)
    assert shown
    assert shown <= set(people_of_interest(Question(asker, area, within_kela=within), known))


def test_a_handler_who_is_not_kelas_named_contact_is_told_so(reference: Reference) -> None:
    known = a_directory()
    with_rule = directory(
        *known.content.contacts, rules=(*known.content.areas, AreaRule("KELA", state="agreed", who_may_ask="named"))
    )
    handler = asked(with_rule, reference, KELA, "11", "asumismenot")
    named = asked(with_rule, reference, KELA, "11", "asumismenot", asker_contact_id="anna")
    assert isinstance(handler, Contacts)
    assert isinstance(named, Contacts)
    assert (handler.notes, named.notes) == (("kela_contacts_ask",), ())


def kelas_contacts_ask(*people: Contact, absences: tuple[Absence, ...] = ()) -> Directory:
    rule = AreaRule("KELA", state="agreed", who_may_ask="named")
    return directory(contact("maija"), *people, rules=(rule,), absences=absences)


def away(contact_id: str, deputy_id: str = "") -> Absence:
    today = TUESDAY_MORNING.date()
    return Absence(contact_id, today, today, deputy_id)


def first_in_kela(known: Directory, reference: Reference, asker: str = "") -> str:
    """Who is named to the handler who is about to ask the county."""
    answer = asked(known, reference, KELA, "11", "asumismenot", asker_contact_id=asker)
    assert isinstance(answer, Contacts)
    receiver = answer.kela_first.receiver if answer.kela_first else None
    return receiver.id if receiver else ""


def test_a_handler_is_named_kelas_contact_for_the_area_to_turn_to_first(reference: Reference) -> None:
    anna, ville = kela_contact("anna", "11"), kela_contact("ville", "10")
    assert first_in_kela(kelas_contacts_ask(anna, ville), reference) == "anna"
    assert first_in_kela(kelas_contacts_ask(anna, ville), reference, asker="ville") == "", "a named contact asks"
    assert first_in_kela(kelas_contacts_ask(ville), reference) == "", "Kela has nobody for the area"
    assert first_in_kela(a_directory(), reference) == "", "nothing says that the named contacts ask"


def test_in_the_place_of_an_absent_contact_the_next_or_the_deputy_is_named(reference: Reference) -> None:
    anna, jussi, bea = kela_contact("anna", "11"), kela_contact("jussi", "11"), kela_contact("bea", "10")
    both = kelas_contacts_ask(anna, jussi, bea, absences=(away("anna", "bea"),))
    assert first_in_kela(both, reference) == "jussi"
    alone = kelas_contacts_ask(anna, bea, absences=(away("anna", "bea"),))
    assert first_in_kela(alone, reference) == "bea"
    nobody = kelas_contacts_ask(anna, absences=(away("anna"),))
    assert first_in_kela(nobody, reference) == ""


def test_an_own_contact_whose_deputy_the_asker_is_is_not_named(reference: Reference) -> None:
    deputy = kela_contact("bea", "11", roles=("own_worker",))
    known = kelas_contacts_ask(kela_contact("anna", "11"), deputy, absences=(away("anna", "bea"),))
    assert first_in_kela(known, reference, asker="bea") == ""
    within = asked(known, reference, KELA, "11", "asumismenot", asker_contact_id="bea", within_kela=True)
    assert within == WithinKela("11", (), asker_is_contact=False)


@pytest.mark.parametrize(
    ("topic", "urgency", "needed"),
    [
        (URGENT, "demanding_only", True),
        (URGENT, "excluded", False),
        (URGENT, "allowed", False),
        ("asumismenot", "demanding_only", False),
        ("", "demanding_only", False),
    ],
)
def test_a_reason_is_needed_only_of_a_demanding_urgent_case(
    reference: Reference, topic: str, urgency: Urgency, needed: bool
) -> None:
    assert reason_is_needed(AreaRule("11", urgency=urgency), urgent=is_urgent(topic, reference)) == needed
