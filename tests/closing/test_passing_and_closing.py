"""Passing a question on and closing it: by those whose it is, told once."""

import pytest

from bot.turns.turn import Press
from tests.turns.office import Office, Person, words_of


@pytest.fixture
async def liisa(office: Office) -> Person:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue osallistua vuokraan?")
    return liisa


@pytest.mark.parametrize(("written", "told"), [("Olen vaihtanut tiimiä", "tiimiä. "), ("Olen lomalla!", "lomalla! ")])
async def test_what_was_written_as_the_reason_ends_before_the_next_sentence(
    office: Office, liisa: Person, written: str, told: str
) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.presses(maija.main_card(), "consultation.release", reason=written)
    assert any(f"{told}Kysymys on yhä muilla vastaanottajilla." in str(one.activity) for one in liisa.sees())


async def test_passing_twice_tells_the_asker_once(office: Office, liisa: Person) -> None:
    maija = office.contact("Maija Esimerkki")
    press = Press("consultation.release", {"consultation": 1001, "version": 1, "reason": "Ei kuulu"}, "card")
    before = len(liisa.sees())
    await maija.sends(press)
    await maija.sends(press)
    assert len(liisa.sees()) == before + 1


async def test_a_colleague_who_was_asked_already_keeps_one_card_and_gets_each_line_once(
    office: Office, liisa: Person
) -> None:
    maija, kalle = office.contact("Maija Esimerkki"), office.contact("Kalle Malli")
    await maija.presses(maija.main_card(), "consultation.release", whose="11-02")
    assert len([one for one in kalle.sees() if "Uusi vastaanottaja: Kalle Malli" in one.words]) == 1
    before = len(kalle.sees())
    await liisa.types("/reply K-1001 Lisätieto")
    assert len(kalle.sees()) == before + 1
    assert len(await office.rows("SELECT id FROM post WHERE kind = 'receiver' AND contact_id = '11-02'")) == 1


async def test_nothing_that_was_not_offered_is_stored_when_passing(office: Office, liisa: Person) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.presses(maija.main_card(), "consultation.release", whose="010594Y9032")
    await maija.presses(maija.sees()[0], "consultation.claim")
    await maija.presses(maija.sees()[0], "consultation.release", reason="x" * 501)
    stored = await office.everything_stored()
    assert "010594Y9032" not in stored
    assert "x" * 501 not in stored


async def test_only_the_asker_and_the_taker_close(office: Office, liisa: Person) -> None:
    maija, kalle = office.contact("Maija Esimerkki"), office.contact("Kalle Malli")
    await maija.presses(maija.main_card(), "consultation.claim")
    close = Press("consultation.close", {"consultation": 1001, "version": 2, "outcome": "answered"}, "card")
    await kalle.sends(close)
    assert await office.rows("SELECT state FROM consultation") == [("taken",)]
    await maija.sends(close)
    assert await office.rows("SELECT state FROM consultation") == [("closed",)]


@pytest.mark.parametrize("day", ["2026-11-23", "2027-11-26", "2099-01-01", "huomenna"])
async def test_a_follow_up_is_within_a_year_and_otherwise_nothing_is_closed(
    office: Office, liisa: Person, day: str
) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.presses(maija.main_card(), "consultation.claim")
    data = {"consultation": 1001, "outcome": "withdrawn", "followup_on": day}
    answer = words_of(await liisa.sends(Press("consultation.close", data, "card")))
    assert "enintään vuoden päähän. Kysymys on vielä auki." in answer
    assert await office.rows("SELECT state FROM consultation") == [("taken",)]


async def test_closing_a_general_question_is_put_to_each_side_in_its_own_words(office: Office, liisa: Person) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.presses(maija.main_card(), "consultation.claim")
    assert "Onko kysymykseen vastattu?" in maija.main_card().words
    assert "Tuliko vastaus?" not in maija.main_card().words
    assert "Tuliko vastaus?" in liisa.main_card().words
