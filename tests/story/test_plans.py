"""An area's plan of reminders, as its coordinators keep it and those who ask and are asked meet it."""

import pytest

from bot.local_teams.people.teams_client import Persona
from tests.story.town import Town

QUESTION = "Voiko alue osallistua vuokraan?"


def ritva(town: Town) -> Persona:
    return town.people["Ritva Keksitty"]


async def changed(town: Town, **steps: str) -> None:
    """Ritva fills the form and Leena of Kela accepts."""
    await ritva(town).say("/alue muistutukset")
    await ritva(town).press(await ritva(town).wait_for_card("area.edit"), "Muuta")
    form = await ritva(town).wait_for_card("area.save")
    await ritva(town).press(form, "area.save", inputs=steps)
    leena = town.people["Leena Ohjenuora"]
    waits = await leena.wait_for_card("change.decide")
    assert waits.says("Jos kukaan ei ota kysymystä, muistutus:")
    await leena.press(waits, "Hyväksy")
    await ritva(town).wait_for_text("M-1")


async def asked(town: Town) -> None:
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", inputs={"question": QUESTION})
    await town.liisa.wait_for_card("Kukaan ei ole vielä ottanut kysymystä")


async def test_the_plan_is_told_in_words_to_everybody_who_sees_the_rule(town: Town) -> None:
    await town.liisa.say("/alue muistutukset Eksote")
    seen = await town.liisa.wait_for_card("Muistutukset: Etelä-Karjalan hyvinvointialue")
    assert seen.says("2 työtunnin kuluttua muistutus")
    assert seen.says("Seuraavana työpäivänä klo 11 tieto hakemistovastaavalle")
    assert "area.edit" not in seen.verbs


async def test_a_question_goes_by_the_areas_own_plan(town: Town) -> None:
    await changed(town, waiting_remind="1h", waiting_everybody="none")
    await asked(town)
    town.clock.forward(hours=1.1)
    await town.maija.wait_for_text("K-1001 odottaa yhä: kukaan ei ole ottanut sitä.")


async def test_a_question_that_waits_keeps_the_plan_of_its_day(town: Town) -> None:
    await asked(town)
    await changed(town, waiting_remind="8h", waiting_deputy="none")
    town.clock.forward(hours=2.1)
    await town.maija.wait_for_text("K-1001 odottaa yhä: kukaan ei ole ottanut sitä.")


async def test_the_trial_says_when_each_step_would_come(town: Town) -> None:
    await town.liisa.say("/alue kokeile Eksote asumismenot 24.12. klo 10")
    seen = await town.liisa.wait_for_card("Jos kukaan ei ota")
    assert seen.says("Ma 28.12. klo 10 muistutus")


@pytest.mark.parametrize("inputs", [{"waiting_coordinator": "none"}, {"waiting_coordinator": "joskus"}])
async def test_a_plan_without_the_coordinator_is_not_stored(town: Town, inputs: dict[str, str]) -> None:
    await ritva(town).say("/alue muistutukset")
    await ritva(town).press(await ritva(town).wait_for_card("area.edit"), "Muuta")
    form = await ritva(town).wait_for_card("area.save")
    await ritva(town).press(form, "area.save", inputs=inputs, checked=False)
    assert "Valitse, milloin hakemistovastaava saa tiedon." in ritva(town).sentence
    assert await town.rows("SELECT count(*) FROM directory_change") == [(0,)]


async def test_only_the_areas_own_coordinator_changes_its_plan(town: Town) -> None:
    await town.maija.say("/alue muistutukset")
    seen = await town.maija.wait_for_card("Muistutukset:")
    assert "area.edit" not in seen.verbs
