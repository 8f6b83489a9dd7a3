"""Data protection keeps the organisation's list of legal bases: proposed by one, accepted by another, dated."""

from dataclasses import replace

import pytest

from bot.bases.grounds import ground_of
from bot.turns.turn import Press
from config.texts import LANGUAGES
from directory.people.contacts import Role
from directory.records.changes import difference, put
from directory.stored.store import load_content, lock_directory, save_changes
from tests.turns.consents import CODE
from tests.turns.office import Office, Person, words_of

# Both databases read and write the list in tests/bases/test_basis_lists.py.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TEXTS = {
    "name_fi": "Sosiaalihuollon yhteistyö",
    "name_sv": "Samarbete inom socialvården",
    "name_en": "Cooperation in social welfare",
    "law": "SHL 1301/2014 41 §",
}
NEW = {**TEXTS, "allows_client": "true", "verify_law": "true", "valid_from": "2026-11-26"}


async def give(office: Office, contact_id: str, role: Role) -> None:
    database = office.services.database
    async with database.write() as connection:
        await lock_directory(connection)
        known = await load_content(connection)
        one = next(contact for contact in known.contacts if contact.id == contact_id)
        roles = (*(had for had in one.roles if had != role), role)
        await save_changes(connection, difference(known, put(known, replace(one, roles=roles))))
    await office.services.directory.refresh(database)


@pytest.fixture
async def office(kept_office: Office) -> Office:
    """Risto Tarkiste keeps Kela's list; Leena Ohjenuora coordinates."""
    return kept_office


def risto(office: Office) -> Person:
    return office.contact("Risto Tarkiste")


def leena(office: Office) -> Person:
    return office.contact("Leena Ohjenuora")


async def proposes(office: Office, code: str = "", **fields: str) -> str:
    return words_of(await risto(office).sends(Press("basis.save", {"basis": code, **fields}, "card")))


async def decides(person: Person, step: str = "accept", version: int = 1) -> str:
    return words_of(await person.sends(Press("basis.decide", {"version": version, "step": step}, "card")))


async def form_of(office: Office) -> str:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/konsultoi Eksote asumismenot")
    return liisa.card_of("consultation.send").words


async def test_a_new_basis_is_offered_from_its_first_day_once_another_person_has_accepted_it(office: Office) -> None:
    assert "odottaa toisen henkilön" in await proposes(office, **NEW)
    assert "Odottaa toista henkilöä: Sosiaalihuollon yhteistyö" in leena(office).last.words
    assert "joku muu kuin sen tekijä" in await decides(risto(office))
    assert "Hyväksytty" in await decides(leena(office))
    assert "Sosiaalihuollon yhteistyö" not in await form_of(office)
    office.clock.forward(days=2)
    assert "Sosiaalihuollon yhteistyö (tarkista laki)" in await form_of(office)
    log = await office.rows("SELECT action, result FROM access_log ORDER BY id")
    assert log == [("basis_proposed", "done"), ("basis_accepted", "done")]


async def test_a_county_keeps_its_own_list(office: Office) -> None:
    await proposes(office, **{**NEW, "valid_from": "2026-11-24"})
    await decides(leena(office))
    jaana = office.contact("Jaana Kokeilija")
    await jaana.types("/peruste")
    assert "Sosiaalihuollon yhteistyö" not in jaana.last.words
    assert "Asiakkaan suostumus" in jaana.last.words
    await give(office, "10-11", "data_protection")
    assert "ei ole omassa organisaatiossa" in await decides(office.contact("Harri Hahmotelma"))


async def test_what_was_chosen_before_stays_as_it_was(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?", basis="evident_need", client=CODE)
    changed = {**NEW, "name_fi": "Tuen tarve", "valid_from": "2026-11-24", "in_use": "true"}
    await proposes(office, "evident_need", **changed)
    await decides(leena(office))
    await liisa.types("/peruste K-1001")
    assert "Ilmeinen tuen tarve" in liisa.last.words
    await liisa.asks("Eksote asumismenot", "Entä tässä?", basis="evident_need", client=CODE)
    await liisa.types("/peruste K-1002")
    assert "Peruste: Tuen tarve" in liisa.last.words


async def test_a_basis_taken_off_the_list_cannot_be_chosen_any_more(office: Office) -> None:
    shipped = ground_of(office.services.bases_of("KELA").by_code["totul_18"])
    names = {f"name_{language}": shipped.names[language] for language in ("fi", "sv", "en")}
    off = {**names, "law": shipped.law, "allows_client": "true", "in_use": "false", "valid_from": "2026-11-24"}
    await proposes(office, "totul_18", **off)
    await decides(leena(office))
    liisa = office.of("KELA", "Liisa")
    answer = words_of(await liisa.asks("Eksote asumismenot", "Voiko?", basis="totul_18", client=CODE))
    assert "Peruste ei ole oikein" in answer or "Valitse ensin peruste" in answer
    assert await office.rows("SELECT number FROM consultation") == []


async def test_a_basis_for_one_topic_is_offered_only_there(office: Office) -> None:
    await proposes(office, **{**NEW, "valid_from": "2026-11-24", "topics": "laakkeet-maksusitoumus"})
    await decides(leena(office))
    assert "Sosiaalihuollon yhteistyö" not in await form_of(office)
    code = next(one for one in office.services.bases_of("KELA").by_code if one.startswith("own-"))
    liisa = office.of("KELA", "Liisa")
    answer = words_of(await liisa.asks("Eksote asumismenot", "Voiko?", basis=code, client=CODE))
    assert "ei voi käyttää tässä aiheessa" in answer


FAULTY = (
    ({"name_sv": ""}, "kaikilla kolmella kielellä"),
    ({"law": ""}, "kaikilla kolmella kielellä"),
    ({"valid_from": "2026-11-23"}, "aikaisintaan tänään"),
    ({"name_en": "x" * 91}, "liian pitkä"),
    ({"explanation_fi": "x" * 401}, "liian pitkä"),
    ({"allows_client": "false", "asks_consent": "true"}, "merkitse molemmat"),
    ({"law": f"Asiakas {CODE}"}, "näyttää olevan henkilötunnus"),
    ({"allows_client": "false", "own_worker": "true"}, "merkitse, että asiakkaaseen saa viitata"),
    ({"asks": "false", "own_worker": "false"}, "ei voisi käyttää mihinkään"),
    ({"basis": "general"}, "Yleinen kysymys pysyy"),
    ({"basis": "keksitty"}, "ei ole enää luettelossa"),
)


async def test_a_faulty_form_changes_nothing(office: Office) -> None:
    for fields, told in FAULTY:
        sent = {**NEW, **fields}
        assert told in await proposes(office, sent.pop("basis", ""), **sent), fields
    assert await office.rows("SELECT id FROM basis_version") == []
    assert CODE not in await office.everything_stored()


async def test_nobody_else_proposes_or_decides(office: Office) -> None:
    await proposes(office, **NEW)
    for person in (leena(office), office.contact("Anna Luonnos"), office.contact("Harri Hahmotelma")):
        for verb in ("basis.form", "basis.save"):
            answer = words_of(await person.sends(Press(verb, {"basis": "consent", **NEW}, "card")))
            assert "jolla on tietosuojan rooli" in answer
    for person in (office.contact("Harri Hahmotelma"), risto(office), office.of("KELA", "Liisa")):
        await decides(person)
    assert await office.rows("SELECT state FROM basis_version") == [("waiting",)]
    assert "Hylätty" in await decides(leena(office), "reject")
    assert "jo ratkaistu" in await decides(leena(office))


async def test_without_another_person_nothing_is_proposed(office: Office) -> None:
    await give(office, "10-11", "data_protection")
    harri = office.contact("Harri Hahmotelma")
    answer = words_of(await harri.sends(Press("basis.save", {"basis": "", **NEW}, "card")))
    assert "eikä sellaista ole" in answer


async def test_everybody_reads_the_list_and_only_data_protection_changes_it(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/peruste")
    assert "SHL 1301/2014 35 §; asiakaslaki 812/2000 (tarkista laki)" in liisa.last.words
    assert "Muuta" not in liisa.last.words
    await risto(office).types("/peruste")
    assert "Lisää peruste" in risto(office).last.words
    await risto(office).presses(risto(office).last, "basis.form")
    assert "Oikeusperusteen muutos" in risto(office).last.words


async def test_a_basis_without_a_client_is_offered_and_shown_too(office: Office) -> None:
    await proposes(office, **{**NEW, "valid_from": "2026-11-24", "allows_client": "false"})
    await decides(leena(office))
    code = next(one for one in office.services.bases_of("KELA").by_code if one.startswith("own-"))
    liisa = office.of("KELA", "Liisa")
    assert "Sosiaalihuollon yhteistyö" in await form_of(office)
    answer = words_of(await liisa.asks("Eksote asumismenot", "Voiko?", basis=code))
    assert "Sosiaalihuollon yhteistyö" in answer
    with_client = words_of(await liisa.asks("Eksote asumismenot", "Voiko?", basis=code, client=CODE))
    assert "jätä asiakas pois" in with_client


async def test_what_is_accepted_late_begins_on_the_day_of_its_acceptance(office: Office) -> None:
    await proposes(office, **{**NEW, "valid_from": "2026-11-24"})
    office.clock.forward(days=3)
    await decides(leena(office))
    assert [str(row[0]) for row in await office.rows("SELECT valid_from FROM basis_version")] == ["2026-11-27"]


def line_by_line(words: str) -> str:
    """A label and its value on one line, as people see them."""
    return words.replace(": \n", ": ")


def form_over(office: Office, code: str, **fields: str) -> dict[str, str]:
    """What the form sends when only these fields are changed."""
    basis = office.services.bases_of("KELA").by_code[code]
    kept = {f"name_{one}": basis.names[one] for one in LANGUAGES}
    kept |= {f"explanation_{one}": basis.explanations[one] for one in LANGUAGES}
    flags = {"allows_client": basis.allows_client, "verify_law": basis.verify_law, "asks_consent": basis.asks_consent}
    kept |= {name: "true" if on else "false" for name, on in flags.items()}
    kept |= {"law": basis.law, "in_use": "true", "valid_from": "2026-11-24"}
    kept |= {"asks": "true", "own_worker": "true" if "kela" in basis.own_worker else "false"}
    return kept | fields


async def test_whoever_accepts_sees_each_property_that_changes_old_and_new(office: Office) -> None:
    changed = {"law": "SHL 1301/2014 36 §", "asks_consent": "true", "topics": "asumismenot"}
    explained = {"explanation_sv": "Ny förklaring."}
    await proposes(office, "evident_need", **form_over(office, "evident_need", **changed, **explained))
    told = line_by_line(leena(office).last.words)
    assert "Laki ja pykälä: SHL 1301/2014 35 § → SHL 1301/2014 36 §" in told
    assert "Asiakkaan suostumus kysytään: ei → kyllä" in told
    assert "Aiheet: kaikki aiheet → Asumismenot" in told
    assert "→ Ny förklaring." in told
    assert "Nimi suomeksi" not in told
    assert "Lain nykyinen sanamuoto on tarkistettu" not in told


async def test_whoever_accepts_a_new_basis_sees_all_of_it(office: Office) -> None:
    await proposes(office, **NEW, explanation_en="When both agree.")
    told = line_by_line(leena(office).last.words)
    for words in (*TEXTS.values(), "When both agree.", "uusi peruste", "Asiakkaaseen saa viitata: kyllä"):
        assert words in told
    assert "Voi käyttää, kun kysytään hyvinvointialueelta: kyllä" in told


async def test_what_was_decided_can_be_looked_back_at_by_keepers_alone(office: Office) -> None:
    await proposes(office, "evident_need", **form_over(office, "evident_need", law="SHL 1301/2014 36 §"))
    await decides(leena(office))
    await proposes(office, "evident_need", **form_over(office, "evident_need", law="SHL 1301/2014 37 §"))
    await decides(leena(office), "reject", version=2)
    await proposes(office, "totul_18", **form_over(office, "totul_18", in_use="false"))
    await decides(leena(office), version=3)
    await leena(office).types("/peruste")
    told = line_by_line(words_of(await leena(office).presses(leena(office).last, "basis.changes")))
    assert "Poistettu luettelosta" in told
    assert "36 § → SHL 1301/2014 37 §" in told
    assert "35 § → SHL 1301/2014 36 §" not in told
    assert "Hylkäsi Leena Ohjenuora" in told
    assert "Ehdotti Risto Tarkiste" in told
    older = line_by_line(words_of(await leena(office).presses(leena(office).last, "basis.changes")))
    assert "35 § → SHL 1301/2014 36 §" in older
    assert "Näytä vanhempia" not in older
    assert "Näytä uusimmat" in older
    liisa = office.of("KELA", "Liisa")
    assert "vain hakemistovastaava" in words_of(await liisa.sends(Press("basis.changes", {"first": 0}, "card")))
    harri = office.contact("Harri Hahmotelma")
    assert "Muutoksia ei löytynyt" in words_of(await harri.sends(Press("basis.changes", {"first": 0}, "card")))


async def test_the_direction_and_the_own_worker_of_a_basis_are_edited_in_the_form(office: Office) -> None:
    await proposes(office, "evident_need", **form_over(office, "evident_need", asks="false", own_worker="true"))
    told = line_by_line(leena(office).last.words)
    assert "Voi käyttää, kun kysytään hyvinvointialueelta: kyllä → ei" in told
    assert "Hyvinvointialue saa kertoa Kelalle asiakkaan omatyöntekijän: ei → kyllä" in told
    await decides(leena(office))
    after = office.services.bases_of("KELA")
    assert "evident_need" not in {one.code for one in after.offered("kela_to_county")}
    assert "evident_need" in {one.code for one in after.for_own_worker("kela")}
    assert "kela" in after.by_code["evident_need"].own_worker


async def test_a_form_sent_from_an_older_card_leaves_direction_and_own_worker_as_they_were(office: Office) -> None:
    before = office.services.bases_of("KELA").by_code["totul_18"]
    sent = form_over(office, "totul_18", law="TotuL 1412/1997 18 a §")
    del sent["asks"], sent["own_worker"]
    await proposes(office, "totul_18", **sent)
    await decides(leena(office))
    after = office.services.bases_of("KELA").by_code["totul_18"]
    assert (after.directions, after.own_worker) == (before.directions, before.own_worker)


async def test_a_county_sees_and_sets_only_its_own_direction(office: Office) -> None:
    await give(office, "10-11", "data_protection")
    harri = office.contact("Harri Hahmotelma")
    await harri.types("/peruste")
    await harri.presses(harri.last, "basis.form", basis="consent")
    assert "kysytään Kelalta" in harri.last.words
    assert "kysytään hyvinvointialueelta" not in harri.last.words


async def test_of_two_proposals_for_the_same_day_the_one_accepted_last_holds(office: Office) -> None:
    await proposes(office, "evident_need", **form_over(office, "evident_need", law="SHL 1301/2014 36 §"))
    await proposes(office, "evident_need", **form_over(office, "evident_need", law="SHL 1301/2014 37 §"))
    await decides(leena(office), version=2)
    office.clock.forward(minutes=5)
    await leena(office).types("/peruste")
    assert "SHL 1301/2014 37 § → SHL 1301/2014 36 §" in line_by_line(leena(office).last.words)
    await decides(leena(office), version=1)
    assert office.services.bases_of("KELA").by_code["evident_need"].law == "SHL 1301/2014 36 §"


async def test_no_text_of_a_basis_can_look_like_another_of_its_properties(office: Office) -> None:
    await proposes(office, **{**NEW, "explanation_fi": "Kun sovittu.\nKysyy asiakkaan suostumusta: kyllä"})
    card = str(leena(office).last.activity)
    assert "Kun sovittu. Kysyy asiakkaan suostumusta: kyllä" in card
