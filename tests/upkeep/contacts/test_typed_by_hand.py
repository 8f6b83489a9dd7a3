"""Lines typed as people type them: half a sentence, no name, another county's name."""

from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

import pytest

from directory.graph.found_people import FoundPerson, NotFound
from tests.turns.office import Office, words_of
from tests.upkeep.contacts.test_contact_command import inputs, pastes


async def test_a_contact_changes_their_own_details_without_writing_their_name(kept_office: Office) -> None:
    maija = kept_office.contact("Maija Esimerkki")
    await maija.types("/yhteys muuta puh 05 000 0999 ma-pe 9-10")
    form = inputs(maija.last)
    assert (form["phone"], form["phone_hours"]) == ("05 000 0999", "ma-pe 9-10")


async def test_a_coordinator_still_says_whose_details_change(kept_office: Office) -> None:
    ritva = kept_office.contact("Ritva Keksitty")
    await ritva.types("/yhteys muuta puh 05 000 0999")
    assert "Tällaista yhteyshenkilöä ei ole" in ritva.last.words


async def test_the_closed_part_of_the_form_tells_what_was_typed_into_it(kept_office: Office) -> None:
    ritva = kept_office.contact("Ritva Keksitty")
    await ritva.types("/yhteys lisää Maija Uusi, Imatra, sijainen Kalle Malli, suomi ja ruotsi, sosiaaliohjaaja")
    assert "sosiaaliohjaaja, suomi, ruotsi, Kalle Malli" in ritva.last.words


async def test_telephone_hours_are_told_in_the_readers_language(kept_office: Office) -> None:
    carola = kept_office.contact("Carola Prov")
    await carola.types("/språk svenska")
    await carola.types("/kontakt")
    assert "må–fr 9–10" in carola.last.words


async def test_anothers_coverage_is_not_shown_as_if_it_was_theirs(kept_office: Office) -> None:
    harri = kept_office.contact("Harri Hahmotelma")
    await harri.types("/kattavuus Eksote")
    assert harri.last.words == "Vain oman alueen kattavuus näytetään: /kattavuus"
    await harri.types("/kattavuus Kouvola")
    assert "Kymenlaakso, kattavuus" in harri.last.words


async def test_somebody_always_keeps_the_directory(kept_office: Office) -> None:
    harri = kept_office.contact("Harri Hahmotelma")
    await harri.types("/yhteys poista Harri Hahmotelma")
    answer = words_of(await harri.presses(harri.last, "contact.save"))
    assert "organisaatiolla ei olisi hakemistovastaavaa" in answer
    await harri.types("/yhteys muuta Harri Hahmotelma")
    form = {**inputs(harri.last), "roles": "contact"}
    assert "organisaatiolla ei olisi hakemistovastaavaa" in words_of(
        await harri.presses(harri.last, "contact.save", **form)
    )
    await harri.types("/kattavuus")
    assert "Kymenlaakso, kattavuus" in harri.last.words


async def test_a_list_of_contacts_removes_nobody_who_keeps_the_directory(kept_office: Office) -> None:
    ritva = kept_office.contact("Ritva Keksitty")
    await pastes(ritva, [("Maija Esimerkki", "maija.esimerkki@ekhva.example", "Imatra", "asumismenot", "")])
    assert "Poista ne, joita taulukossa ei ole: 2" in ritva.last.words
    await ritva.presses(ritva.last, "change.decide", remove_missing="true")
    left = [one.name for one in kept_office.services.directory.current.content.contacts if one.organisation == "11"]
    assert left == ["Maija Esimerkki", "Kalle Malli", "Ritva Keksitty"]


@pytest.mark.parametrize("line", ["/poissa takaisin", "/poissa olen palannut", "/poissa tillbaka"])
async def test_who_is_back_sees_what_there_is_to_end(kept_office: Office, line: str) -> None:
    sari = kept_office.contact("Sari Kokeilu")
    await sari.types(line)
    assert "Olen takaisin" in sari.last.words


async def test_the_list_finds_those_who_serve_a_place_by_serving_the_whole_area(kept_office: Office) -> None:
    ritva = kept_office.contact("Ritva Keksitty")
    for line, found in (("imatra", 3), ("Imatra asumismenot", 3), ("edunvalvonta", 1), ("Kotka", 0)):
        await ritva.types(f"/yhteys luettelo {line}")
        names = [one for one in ("Maija Esimerkki", "Kalle Malli", "Sari Kokeilu") if one in ritva.last.words]
        assert len(names) == found, line


async def test_a_table_tells_whom_messages_will_not_reach(kept_office: Office) -> None:
    ritva = kept_office.contact("Ritva Keksitty")
    await pastes(ritva, [("Nimetön Henkilö", "", "Imatra", "", "")])
    assert "ei löytynyt: Nimetön Henkilö" in ritva.last.words
    await ritva.presses(ritva.last, "change.decide")
    assert "ei löytynyt: Nimetön Henkilö" in ritva.last.words


async def test_everybody_of_a_long_table_is_looked_up(kept_office: Office) -> None:
    async def find(tenant_id: str, who: str) -> FoundPerson | NotFound:
        return FoundPerson(str(uuid5(NAMESPACE_URL, who)), who, who) if "koe" in who else "not_found"

    ritva = kept_office.having(replace(kept_office.services, find_person=find)).contact("Ritva Keksitty")
    rows = [(f"Koe {one:03}", f"koe{one}@ekhva.example", "Imatra", "", "") for one in range(60)]
    await pastes(ritva, [*rows, ("Muu", "muu@ekhva.example", "Imatra", "", "")])
    assert "ei löytynyt: Muu\n" in ritva.last.words
