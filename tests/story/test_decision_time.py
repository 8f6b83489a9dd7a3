"""The law's working days behind a question: counted, shown, warned of and begun anew."""

import pytest

from bot.local_teams.people.on_screen import Seen
from tests.story.town import Town


async def taken(town: Town) -> None:
    """Liisa asks on Tuesday 24.11. at 9.12; Maija takes it."""
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", inputs={"question": "Voiko alue auttaa?"})
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    await town.liisa.wait_for_card("otti tämän")


async def counted(town: Town, day: str = "23.11.") -> Seen:
    """Liisa tells when the application came; her card."""
    await taken(town)
    await town.liisa.say(f"/määräaika K-1001 {day}")
    card = await town.liisa.wait_for_card("jäljellä")
    await town.settle()
    return card


async def test_both_sides_see_the_day_and_only_the_handler_gets_a_card_for_it(town: Town) -> None:
    liisas = await counted(town)
    assert liisas.says("Päätös viimeistään ke 2.12.")
    assert liisas.says("6 työpäivää jäljellä")
    assert liisas.says("Pyysin lisäselvityksen")
    maijas = await town.maija.wait_for_card("Kela päättää viimeistään")
    assert maijas.says("ke 2.12.")
    assert not [one for one in await town.maija.messages() if one.says("jäljellä") or one.says("Lisäselvitys")]


async def test_what_is_left_is_told_anew_each_working_morning_and_on_the_last_day_in_hours(town: Town) -> None:
    await counted(town)
    town.clock.forward(days=3)
    await town.liisa.wait_for_card("3 työpäivää jäljellä")
    await town.settle()
    town.clock.forward(days=5)
    await town.liisa.wait_for_card("viimeinen päivä, 7 työtuntia jäljellä")
    await town.settle()
    town.clock.forward(days=1)
    await town.liisa.wait_for_card("määräaika on kulunut")


async def test_once_there_is_an_answer_the_handler_is_not_warned(town: Town) -> None:
    await counted(town)
    await town.maija.say("Selvitän asiaa.")
    await town.liisa.wait_for_card("Selvitän asiaa.")
    await town.settle()
    town.clock.forward(days=7)
    await town.liisa.wait_for_card("1 työpäivä jäljellä")
    assert not [one for one in await town.liisa.messages() if one.says("eikä vastausta ole tullut")]


async def test_without_an_answer_the_handler_is_warned_once_on_the_working_day_before_the_last(town: Town) -> None:
    await counted(town)
    town.clock.forward(days=6, hours=23.7)
    await town.settle()
    assert not [one for one in await town.liisa.messages() if one.says("eikä vastausta ole tullut")]
    town.clock.forward(hours=0.2)
    await town.liisa.wait_for_text("päätös on tehtävä viimeistään ke 2.12., eikä vastausta ole tullut")
    await town.settle()
    town.clock.forward(days=1)
    await town.liisa.wait_for_card("viimeinen päivä")
    await town.settle()
    assert len([one for one in await town.liisa.messages() if one.says("eikä vastausta ole tullut")]) == 1


async def test_asking_for_more_information_begins_the_count_anew_from_its_last_day_or_its_arrival(town: Town) -> None:
    liisas = await counted(town)
    await town.liisa.press(liisas, "consultation.decision", inputs={"day": "2026-12-04"})
    card = await town.liisa.wait_for_card("Lisäselvitys saapui")
    assert card.says("Päätös viimeistään ti 15.12.")
    await town.settle()
    town.clock.forward(days=2)
    await town.liisa.press(card, "consultation.decision", inputs={"day": "2026-11-26"})
    await town.liisa.wait_for_card("Päätös viimeistään ma 7.12.")
    await town.maija.wait_for_card("ma 7.12.")


async def test_the_asker_card_asks_when_the_application_came(town: Town) -> None:
    await taken(town)
    await town.liisa.press(await town.liisa.wait_for_card("consultation.decision"), "Määräaika")
    asked = await town.liisa.wait_for_card("Milloin hakemus saapui?")
    await town.liisa.press(asked, "Laske määräaika", inputs={"day": "2026-11-23"})
    await town.liisa.wait_for_card("Päätös viimeistään ke 2.12.")
    await town.settle()
    assert await town.rows("SELECT count(*) FROM post WHERE kind = 'decision'") == [(1,)]


@pytest.mark.parametrize("words", ["K-1001", "K-1001 joskus", "24.11.", "K-1001 31.2."], ids=str)
async def test_a_day_that_is_not_understood_counts_nothing(town: Town, words: str) -> None:
    await taken(town)
    await town.liisa.say(f"/määräaika {words}")
    await town.liisa.wait_for_text("Kirjoita kysymyksen numero ja hakemuksen saapumispäivä")
    assert await town.rows("SELECT number FROM decision_clock") == []


async def test_only_the_handler_who_asked_counts(town: Town) -> None:
    await taken(town)
    await town.maija.say("/määräaika K-1001 23.11.")
    await town.maija.wait_for_text("Määräaika lasketaan Kelan käsittelijälle")
    assert await town.rows("SELECT number FROM decision_clock") == []
