"""What had not arrived when a consent ended is not sent afterwards, such as to an organisation that was off."""

import pytest
from sqlalchemy import text

from bot.client import grounding
from bot.timers.running import Timers
from bot.turns.turn import Press
from directory.records.changes import without
from directory.stored.store import save_content
from tests.turns.consents import CODE, ORAL, WRITTEN
from tests.turns.office import Office, Person
from tests.upkeep.conftest import kept_office

__all__ = ["kept_office"]
# Rows are told apart by their state alone, on both databases alike (tests/outbox).
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

QUESTION = "Voiko alue auttaa, kun rusetti irtoaa?"
LATE = "Rusettiasiakas kävi eilen."


@pytest.fixture
async def office(kept_office: Office) -> Office:
    return kept_office


async def holds(office: Office, organisation: str, *, off: bool) -> None:
    """What goes to the organisation waits, or goes out."""
    switched = text("UPDATE organisation SET switched_off = :off WHERE code = :code")
    async with office.services.database.write() as connection:
        await connection.execute(switched, {"off": off, "code": organisation})
    await office.delivery.run_until_idle()


async def ends(person: Person) -> None:
    await person.sends(Press("consultation.basis", {"consultation": 1001, "step": "withdrawn"}, "card"))


async def a_matter(office: Office, **fields: str) -> tuple[Person, Person]:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **fields)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    return liisa, maija


def seen_by(person: Person) -> str:
    return "\n".join(one.words for one in person.sees())


async def test_a_line_that_had_not_arrived_never_does_and_its_writer_is_told(office: Office) -> None:
    liisa, maija = await a_matter(office, **ORAL)
    await liisa.types("Tämä ehti perille.")
    await holds(office, "11", off=True)
    await liisa.types(LATE)
    await ends(liisa)
    assert LATE not in await office.everything_stored()
    assert "ei toimitettu" in seen_by(liisa)
    await holds(office, "11", off=False)
    assert LATE not in seen_by(maija)
    assert "Tämä ehti perille." in seen_by(maija)
    assert "Suostumus on peruutettu" in maija.last.words


async def test_it_does_not_come_out_in_the_record_either(office: Office) -> None:
    liisa, maija = await a_matter(office, **ORAL)
    await maija.types("Vastaus ehti perille.")
    await holds(office, "11", off=True)
    await liisa.types(LATE)
    await ends(liisa)
    await holds(office, "11", off=False)
    await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", outcome="kela_can_decide")
    assert "Vastaus ehti perille." in seen_by(maija)
    assert LATE not in seen_by(maija)


async def test_an_answer_that_had_not_arrived_is_no_answer(office: Office) -> None:
    liisa, maija = await a_matter(office, **ORAL)
    await holds(office, "KELA", off=True)
    await maija.types(LATE)
    assert await office.rows("SELECT answered_at IS NULL FROM consultation") == [(0,)]
    await ends(liisa)
    await holds(office, "KELA", off=False)
    assert LATE not in seen_by(liisa)
    assert "ei toimitettu" in seen_by(maija)
    assert await office.rows("SELECT answered_at IS NULL FROM consultation") == [(1,)]


async def test_an_edit_that_had_not_arrived_is_taken_back_with_its_line(office: Office) -> None:
    liisa, maija = await a_matter(office, **ORAL)
    written = await liisa.types("Tämä ehti perille.")
    kept = await liisa.types("Tämäkin ehti.")
    await liisa.edits(kept, "Tämäkin ehti ajoissa.")
    await holds(office, "11", off=True)
    await liisa.edits(written, LATE)
    await ends(liisa)
    assert LATE not in await office.everything_stored()
    await holds(office, "11", off=False)
    assert LATE not in seen_by(maija)
    assert "Tämä ehti perille." not in seen_by(maija)
    assert "Tämäkin ehti ajoissa." in seen_by(maija)


async def test_a_last_day_stops_what_had_not_arrived_too(office: Office) -> None:
    liisa, maija = await a_matter(office, **WRITTEN)
    await holds(office, "11", off=True)
    await liisa.types(LATE)
    office.clock.forward(days=6, hours=16)
    await Timers(office.services, {grounding.KIND: grounding.expire}).run_due()
    await holds(office, "11", off=False)
    assert LATE not in seen_by(maija)
    assert LATE not in await office.everything_stored()


async def test_a_question_that_had_not_arrived_comes_with_another_basis(office: Office) -> None:
    await holds(office, "11", off=True)
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    await ends(liisa)
    assert "ei ollut ehtinyt kaikille" in seen_by(liisa)
    await holds(office, "11", off=False)
    assert QUESTION not in seen_by(maija)
    await liisa.sends(Press("consultation.basis", {"consultation": 1001, "step": "change", "basis": "general"}, "card"))
    assert [one.words.count(QUESTION) for one in maija.sees() if QUESTION in one.words] == [1]
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    assert await office.rows("SELECT taker_name FROM consultation") == [("Maija Esimerkki",)]


async def test_who_has_been_shown_the_question_is_not_shown_it_twice(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    await ends(liisa)
    before = await office.rows("SELECT count(*) FROM post WHERE kind = 'receiver'")
    await liisa.sends(Press("consultation.basis", {"consultation": 1001, "step": "change", "basis": "general"}, "card"))
    assert await office.rows("SELECT count(*) FROM post WHERE kind = 'receiver'") == before


async def test_another_basis_can_be_chosen_though_somebody_asked_has_left_the_directory(office: Office) -> None:
    await holds(office, "11", off=True)
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    await ends(liisa)
    database, directory = office.services.database, office.services.directory
    async with database.write() as connection:
        await save_content(connection, without(directory.current.content, directory.current.contacts["11-01"]))
    await directory.refresh(database)
    await holds(office, "11", off=False)
    await liisa.sends(Press("consultation.basis", {"consultation": 1001, "step": "change", "basis": "general"}, "card"))
    assert await office.rows("SELECT basis FROM consultation") == [("general",)]
    assert QUESTION in seen_by(office.contact("Kalle Malli"))
