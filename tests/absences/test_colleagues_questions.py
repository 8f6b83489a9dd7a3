"""A coordinator hands a colleague's open questions to somebody else, never to themselves."""

import pytest

from bot.turns.turn import Press
from tests.turns.office import Office, Person, words_of
from tests.upkeep.contacts.test_contact_command import inputs

TAKER = "SELECT taker_name FROM consultation"
DENIED = "SELECT actor_aad_object_id FROM access_log WHERE action = 'taken_to_oneself' AND result = 'refused'"
MAIJA, OTTO, TODAY = "11-01", "11-04", "2026-11-24"
MOVE = {"starts": TODAY, "step": "move"}


@pytest.fixture
async def kalle(kept_office: Office) -> Person:
    """A coordinator who answers questions too, and is Maija's usual deputy, but not Otto's."""
    return kept_office.contact("Kalle Malli")


async def taken_by(office: Office, name: str) -> None:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?")
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    if name != "Maija Esimerkki":
        await maija.types(f"/siirrä K-1001 {name}")
    assert await office.rows(TAKER) == [(name,)]


async def test_not_by_naming_oneself_the_deputy_of_a_colleague(kept_office: Office, kalle: Person) -> None:
    await taken_by(kept_office, "Otto Testi")
    await kalle.types("/poissa Otto Testi tänään sijainen Kalle Malli")
    answer = words_of(await kalle.sends(Press("absence.handover", {**MOVE, "contact": OTTO}, "card")))
    assert "Työtoverin kysymyksiä ei voi siirtää itselleen" in answer
    assert await kept_office.rows(TAKER) == [("Otto Testi",)]
    assert await kept_office.rows(DENIED) == [(kalle.actor.aad_object_id,)]


async def test_not_by_a_usual_deputy_whom_one_has_written_oneself(kept_office: Office, kalle: Person) -> None:
    await taken_by(kept_office, "Otto Testi")
    await kalle.types("/yhteys muuta Otto Testi, sijainen Kalle Malli")
    await kalle.presses(kalle.last, "contact.save", **inputs(kalle.last))
    assert kept_office.services.directory.current.contacts[OTTO].deputy_id == "11-02"
    await kalle.types("/poissa Otto Testi tänään")
    await kalle.sends(Press("absence.handover", {**MOVE, "contact": OTTO}, "card"))
    assert await kept_office.rows(TAKER) == [("Otto Testi",)]


async def test_the_usual_deputy_whom_others_named_goes_on_for_a_colleague_who_is_ill(
    kept_office: Office, kalle: Person
) -> None:
    await taken_by(kept_office, "Maija Esimerkki")
    await kalle.types("/poissa Maija Esimerkki tänään")
    await kalle.sends(Press("absence.handover", {**MOVE, "contact": MAIJA}, "card"))
    assert await kept_office.rows(TAKER) == [("Kalle Malli",)]


async def test_a_coordinator_hands_them_to_somebody_else(kept_office: Office, kalle: Person) -> None:
    await taken_by(kept_office, "Maija Esimerkki")
    await kalle.types("/poissa Maija Esimerkki tänään sijainen Otto Testi")
    await kalle.sends(Press("absence.handover", {**MOVE, "contact": MAIJA}, "card"))
    assert await kept_office.rows(TAKER) == [("Otto Testi",)]
