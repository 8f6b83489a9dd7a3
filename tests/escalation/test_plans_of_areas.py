"""Steps of an area's own plan, and urgent questions."""

from dataclasses import replace

from directory.areas.areas import AreaRule
from directory.areas.plans import read_plan
from directory.people.contacts import directory_of
from directory.records.changes import put
from tests.escalation.waiting import QUESTION, asked, reminders, time_passes
from tests.turns.conftest import Shelf
from tests.turns.office import Office

TODAY = "2026-11-24T14:00:00+00:00"


def with_plan(office: Office, written: str) -> None:
    """Eksote has this plan."""
    shelf = office.services.directory
    assert isinstance(shelf, Shelf)
    rule = next(one for one in shelf.current.content.areas if one.area == "11")
    shelf.current = directory_of(put(shelf.current.content, replace(rule, escalation=read_plan(written))))


async def test_steps_that_the_plan_leaves_out_do_not_happen(office: Office) -> None:
    with_plan(office, "coordinator 3h / ")
    maija = await asked(office)
    await time_passes(office, hours=2.9)
    assert reminders(maija) == 0
    await time_passes(office, hours=0.2)
    assert any("Kukaan ei ole ottanut" in one.words for one in office.contact("Ritva Keksitty").sees())
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await time_passes(office, days=5)
    assert await office.rows("SELECT taker_name FROM consultation") == [("Maija Esimerkki",)]


async def test_the_coordinator_hears_of_a_taker_who_is_silent_where_the_plan_says_so(office: Office) -> None:
    with_plan(office, "coordinator +1 9 / coordinator 3h")
    maija = await asked(office)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await time_passes(office, hours=3)
    told = [one for one in office.contact("Ritva Keksitty").sees() if "siihen ei ole vastattu" in one.words]
    assert len(told) == 1
    assert QUESTION not in told[0].words
    assert await office.rows("SELECT taker_name FROM consultation") == [("Maija Esimerkki",)]


async def test_a_plan_of_another_area_changes_nothing_here(office: Office) -> None:
    shelf = office.services.directory
    assert isinstance(shelf, Shelf)
    other = AreaRule("10", escalation=read_plan("remind 1h; coordinator 2h / "))
    shelf.current = directory_of(put(shelf.current.content, other))
    maija = await asked(office)
    await time_passes(office, hours=1.9)
    assert reminders(maija) == 0


async def test_an_urgent_question_moves_on_within_hours_and_its_asker_always_sees_the_number(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    kalle = next(one for one in office.services.directory.current.content.contacts if one.name == "Kalle Malli")
    await liisa.asks("Eksote asumismenot", "Tänään?", receiver=kalle.id, answer_by=TODAY)
    await time_passes(office, hours=1.6)
    told = [one.words for one in liisa.sees() if "Se lähetettiin nyt myös näille" in one.words]
    assert told
    assert all("05 000 0002" in words for words in told)
