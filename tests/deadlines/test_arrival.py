"""The day on which the application came, told on the consult form: checked again, counted from, shown to both sides."""

import pytest

from bot.turns.turn import Press
from tests.turns.office import Office, Person, Shown

QUESTION = "Voiko alue osallistua vuokraan?"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The reading of a form is the same over both databases."""
    return sqlite_url


@pytest.fixture
def liisa(office: Office) -> Person:
    return office.of("KELA", "Liisa")


async def form(person: Person, query: str) -> Shown:
    await person.types(f"/consult {query}")
    return person.card_of("consultation.send")


async def clocks(person: Person) -> list[tuple[object, ...]]:
    return await person.office.rows("SELECT number, complete_on FROM decision_clock")


async def test_the_days_run_from_the_told_day_as_soon_as_the_question_is_sent(liisa: Person) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION, arrived="2026-11-23")
    assert await clocks(liisa) == [(1001, "2026-11-23")]
    assert await liisa.office.rows("SELECT decide_by FROM consultation") == [("2026-12-02",)]
    assert await liisa.office.rows("SELECT subject FROM timer WHERE kind = 'decision'") == [("decision/1001",)]
    assert "6 työpäivää jäljellä" in liisa.card_of("consultation.decision").words


async def test_both_sides_see_the_last_day_on_the_question_and_the_helpers_get_no_other_card(liisa: Person) -> None:
    maija = liisa.office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", QUESTION, arrived="2026-11-23")
    assert "Päätös viimeistään ke 2.12." in liisa.sees()[0].words
    assert "Kela päättää viimeistään\nke 2.12." in maija.main_card().words
    assert len(maija.sees()) == 1


async def test_an_urgent_topic_counts_one_working_day(liisa: Person) -> None:
    await liisa.types("/consult Varha ruoka loppu")
    await liisa.presses(liisa.last, "consultation.choose", step="not_urgent")
    await liisa.presses(liisa.last, "consultation.send", question=QUESTION, arrived="2026-11-23")
    assert await liisa.office.rows("SELECT decide_by FROM consultation") == [("2026-11-24",)]


async def test_a_form_without_the_day_counts_nothing(liisa: Person) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION, arrived="")
    assert await clocks(liisa) == []
    assert "Päätös viimeistään" not in liisa.sees()[0].words


@pytest.mark.parametrize("day", ["2026-11-25", "2026-08-01", "eilen", "2026-13-01", "x" * 4000], ids=range(5))
async def test_a_day_on_which_it_cannot_have_come_sends_nothing_and_keeps_the_rest(liisa: Person, day: str) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION, arrived=day)
    assert await liisa.office.rows("SELECT number FROM consultation") == []
    again = liisa.card_of("consultation.send")
    assert "Tarkista hakemuksen saapumispäivä" in again.words
    assert QUESTION in again.words
    assert await liisa.office.rows("SELECT subject FROM timer") == []
    assert day[:20] not in str(again.card).replace("2026-11-25T", "")


@pytest.mark.parametrize("query", ["Eksote yhteispalaveri", "Eksote huoli asiakkaasta"], ids=["meeting", "concern"])
async def test_where_no_application_is_usual_the_day_is_not_asked_and_not_heeded(liisa: Person, query: str) -> None:
    shown = await form(liisa, query)
    assert "Hakemus saapui" not in shown.words
    await liisa.presses(shown, "consultation.send", question=QUESTION, arrived="2026-11-23")
    assert await clocks(liisa) == []


async def test_a_county_is_not_asked_for_the_day_and_cannot_start_the_count(office: Office) -> None:
    maija = office.contact("Maija Esimerkki")
    shown = await form(maija, "Kela asumismenot")
    assert "Hakemus saapui" not in shown.words
    await maija.presses(shown, "consultation.send", question=QUESTION, arrived="2026-11-23")
    assert await office.rows("SELECT decide_by FROM consultation") == [("",)]
    assert await clocks(maija) == []


async def test_sending_the_form_twice_begins_one_count(liisa: Person) -> None:
    draft = (await form(liisa, "Eksote asumismenot")).card["actions"][0]["data"]  # type: ignore[index]
    for day in ("2026-11-23", "2026-11-20"):
        filled = {**draft, "question": QUESTION, "arrived": day}
        await liisa.sends(Press("consultation.send", filled, "card", liisa.sees()[0].id))
    assert await clocks(liisa) == [(1001, "2026-11-23")]


async def test_more_information_moves_the_day_on_the_cards_of_both_sides(liisa: Person) -> None:
    maija = liisa.office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", QUESTION, arrived="2026-11-23")
    counted = liisa.card_of("consultation.decision")
    asked = {"consultation": 1001, "step": "asked", "day": "2026-12-04"}
    await liisa.sends(Press("consultation.decision", asked, "card", counted.id))
    assert "Päätös viimeistään ti 15.12." in liisa.sees()[0].words
    assert "Kela päättää viimeistään\nti 15.12." in maija.main_card().words


async def test_a_day_typed_again_is_answered_although_its_card_stands_above(liisa: Person) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION, arrived="2026-11-23")
    await liisa.types("/määräaika K-1001 23.11.")
    assert liisa.last.words == "K-1001: päätös viimeistään ke 2.12."
