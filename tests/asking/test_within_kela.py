"""Any handler can turn to Kela's own named contact for the client's municipality, with what was typed so far."""

from collections.abc import Mapping

import pytest

from bot.turns.answers import Answer
from bot.turns.turn import Press
from tests.turns.consents import WRITTEN
from tests.turns.office import Office, Person, Shown, _buttons, words_of

CHOOSE, SEND = "consultation.choose", "consultation.send"
QUESTION = "Voiko muuttokulut ottaa huomioon?"
KELAS_FOR_LAPPEENRANTA = ["Kirsi Mukaelma", "Anna Luonnos"]
"""Those who serve housing costs; Jussi Otos has other topics."""


def data_of(shown: Shown, title: str) -> Mapping[str, object]:
    """What the button with this title carries."""
    found = [one for one in _buttons(shown.card) if str(one.get("title", "")).startswith(title)]
    assert found, f"no {title} on {shown.words}"
    data = found[0]["data"]
    assert isinstance(data, dict)
    return data


async def pressed(person: Person, title: str, **fields: object) -> Answer:
    shown = person.last
    data = {**data_of(shown, title), **fields}
    return await person.sends(Press(str(data["verb"]), data, "card", shown.id))


async def asked(office: Office) -> list[object]:
    rows = await office.rows("SELECT name FROM consultation_receiver WHERE state = 'asked' ORDER BY position")
    return [name for (name,) in rows]


@pytest.mark.parametrize(
    "query", ["Kela Lappeenranta asumismenot", "Kela, Lappeenrannassa asumismenot", "FPA Villmanstrand boendeutgifter"]
)
async def test_kela_and_a_place_ask_kelas_contacts_for_it(office: Office, liisa: Person, query: str) -> None:
    await liisa.types(f"/consult {query}")
    form = liisa.last
    assert "Lappeenranta · asumismenot" in form.words
    assert "Kelan yhteyshenkilöt" in form.words
    assert "Tämä kysymys pysyy Kelassa" in form.words
    assert "Maija Esimerkki" not in form.words
    await liisa.presses(form, SEND, question=QUESTION)
    assert await asked(office) == KELAS_FOR_LAPPEENRANTA
    stored = await office.rows(
        "SELECT asking_organisation, receiving_organisation, area, municipality FROM consultation"
    )
    assert stored == [("KELA", "KELA", "11", "405")]
    assert QUESTION in office.contact("Anna Luonnos").last.words


async def test_kela_alone_asks_for_the_municipality_and_keeps_the_topic(office: Office, liisa: Person) -> None:
    await liisa.types("/consult Kela huoli asiakkaasta")
    assert "Missä kunnassa asiakas asuu?" in liisa.last.words
    assert "Huoli asiakkaasta" in str(liisa.last.card)
    await pressed(liisa, "Hae", place="Imatra (Etelä-Karjala)", topic="Huoli asiakkaasta")
    await liisa.presses(liisa.last, SEND, question=QUESTION)
    assert await asked(office) == ["Anna Luonnos"], "the one who serves all topics"
    assert await office.rows("SELECT words FROM reading_correction") == [], "Kela was no misread place"


async def test_kela_chosen_in_the_place_field_asks_for_the_municipality_too(liisa: Person) -> None:
    await liisa.types("/consult")
    await pressed(liisa, "Hae", place="Kela", topic="Asumismenot")
    assert "Missä kunnassa asiakas asuu?" in liisa.last.words
    await pressed(liisa, "Hae", place="Etelä-Karjala", topic="Asumismenot")
    assert "Kelan yhteyshenkilöt" in liisa.last.words


async def test_the_place_may_be_doubtful_beside_kela(liisa: Person) -> None:
    await liisa.types("/consult Kela Uusikaarlepyy tai Imatra asumismenot")
    assert SEND not in str(liisa.last.card)
    await pressed(liisa, "Imatra")
    assert "Kelan yhteyshenkilöt" in liisa.last.words
    await pressed(liisa, "Korjaa")
    await pressed(liisa, "Hae", place="Helsinki", topic="Asumismenot")
    assert "Kelan yhteyshenkilöt" in liisa.last.words, "another place is asked about within Kela too"
    assert "Petteri Kaavake" in liisa.last.words


async def test_the_county_form_names_kelas_contact_and_what_was_typed_goes_along(office: Office, liisa: Person) -> None:
    await liisa.types("/consult Lappeenranta asumismenot")
    form = liisa.last
    assert "Kelassa nimetyt yhteyshenkilöt kysyvät" in form.words
    filled = {
        "question": QUESTION,
        **WRITTEN,
        "client": "010594Y9032",
        "situation": "housing,income",
        "arrived": "2026-11-20",
        "field_notice_given": "yes",
        "receiver": "county-1",
    }
    words = words_of(await pressed(liisa, "Kysy ensin Kelan yhteyshenkilöltä: Kirsi Mukaelma", **filled))
    shown = str(liisa.last.card)
    assert "Kelan yhteyshenkilöt" in words
    assert QUESTION in shown
    assert "2026-11-20" in shown
    assert "housing" in shown
    assert "kirjoitettava uudelleen" in words
    assert _field(liisa.last, "basis") == "consent"
    assert _field(liisa.last, "consent_until") == "2026-11-30"
    assert _field(liisa.last, "consent_names_us") == "false", "it named the county"
    assert "010594Y9032" not in shown
    assert "010594Y9032" not in await office.everything_stored()
    await liisa.presses(liisa.last, SEND, receiver=_field(liisa.last, "receiver"), question=QUESTION)
    assert await asked(office) == ["Kirsi Mukaelma"], "the one whom the button named"


def _field(shown: Shown, name: str) -> object:
    return next(one for one in _inputs(shown.card) if one.get("id") == name)["value"]


def _inputs(part: object) -> list[Mapping[str, object]]:
    if isinstance(part, dict):
        mine = [part] if str(part.get("type", "")).startswith("Input.") else []
        return mine + [one for inner in part.values() for one in _inputs(inner)]
    return [one for inner in part for one in _inputs(inner)] if isinstance(part, list) else []


async def test_from_kelas_form_back_to_the_county(office: Office, liisa: Person) -> None:
    await liisa.types("/consult Kela Lappeenranta asumismenot")
    words = words_of(await pressed(liisa, "Kysy alueelta", question=QUESTION, basis="totul_18"))
    assert "Maija Esimerkki" in words
    assert "Tämä kysymys pysyy Kelassa" not in words
    assert QUESTION in str(liisa.last.card)
    await liisa.presses(liisa.last, SEND, question=QUESTION)
    assert await office.rows("SELECT receiving_organisation FROM consultation") == [("11",)]


async def test_where_the_area_has_nobody_the_question_is_kept_on_the_way_back(liisa: Person) -> None:
    await liisa.types("/consult Kela Järvenpää asumismenot")
    words = words_of(await pressed(liisa, "Kysy alueelta", question=QUESTION))
    assert "Pekka Koe" in words
    assert SEND not in str(liisa.last.card)
    await pressed(liisa, "Kysy Kelan yhteyshenkilöltä", question=_field(liisa.last, "question"))
    assert _field(liisa.last, "question") == QUESTION


async def test_in_danger_the_numbers_stand_first_within_kela_too(liisa: Person) -> None:
    for query in ("Kela itsemurhauhka", "Kela Imatra itsemurhauhka"):
        await liisa.types(f"/consult {query}")
        words = liisa.last.words
        assert "112" in words.partition("Kelassa")[0]
    assert "05 000 0003" in liisa.last.words, "the county's own social emergency service"


async def test_what_holds_an_identity_code_is_not_carried_along(office: Office, liisa: Person) -> None:
    await liisa.types("/consult Lappeenranta asumismenot")
    await pressed(liisa, "Kysy ensin Kelan", question="Asiakas 010594Y9032", reason="010594Y9032")
    assert "010594" not in str(liisa.last.card)
    assert "010594" not in await office.everything_stored()


async def test_a_named_contact_is_offered_no_detour_and_not_themselves(office: Office) -> None:
    anna = office.contact("Anna Luonnos")
    await anna.types("/consult Lappeenranta asumismenot")
    assert "Kysy ensin" not in anna.last.words
    await anna.types("/consult Kela Lappeenranta asumismenot")
    assert "Kirsi Mukaelma" in anna.last.words
    assert "Anna Luonnos" not in anna.last.words


async def test_the_only_contact_of_an_area_is_told_so_and_led_to_the_area(office: Office) -> None:
    hanna = office.contact("Hanna Vedos")
    await hanna.types("/consult Kela Kanta-Häme asumismenot")
    assert "ei ole nimetty Kelassa muita yhteyshenkilöitä kuin sinä" in hanna.last.words
    await pressed(hanna, "Kysy alueelta")
    assert "Hanna Vedos" not in hanna.last.words
    assert SEND in str(hanna.last.card)


async def test_in_aland_kela_decides_nothing_whoever_is_asked(liisa: Person) -> None:
    await liisa.types("/consult Kela Maarianhamina asumismenot")
    assert "Ahvenanmaalla" in liisa.last.words
    assert SEND not in str(liisa.last.card)


async def test_a_county_cannot_turn_its_form_into_one_within_kela(office: Office) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.types("/consult Kela asumismenot")
    await maija.presses(maija.last, CHOOSE, step="within_kela", question=QUESTION)
    await maija.presses(maija.last, SEND, question=QUESTION)
    assert await office.rows("SELECT asking_organisation, receiving_organisation FROM consultation") == [("11", "KELA")]
