"""What people see when Teams throttles, refuses or is slow, and when Graph is down."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.story.town import QUICK, Town


async def ask(town: Town, query: str = "/consult Eksote asumismenot") -> None:
    await town.liisa.say(query)
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question="Voiko alue auttaa?")


async def test_without_graph_the_answer_is_poorer_but_there(town: Town) -> None:
    await town.liisa.faults(graph_down=True)
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    assert form.says("Läsnäolo ei näy nyt")
    assert form.says("Maija Esimerkki")


@pytest.mark.parametrize("pace", [replace(QUICK, outbox=timedelta(days=1))], ids=["no-tick-sends"])
async def test_a_contact_without_the_bot_is_told_of_with_the_number_to_call(town: Town) -> None:
    await town.kalle.install(installed=False)
    await ask(town)
    told = await town.liisa.wait_for_text("bottia ei ole asennettu")
    assert told.says("Kalle Malli")
    assert told.says("05 000 0011")
    assert told.says("auki 10.00 asti")
    card = await town.liisa.wait_for_card("Viesti ei mennyt perille: Kalle Malli")
    assert card.says("Maija Esimerkki")
    await town.maija.wait_for_card("consultation.claim")


async def test_throttling_delays_and_loses_nothing(town: Town) -> None:
    await town.liisa.faults(throttle=3)
    await ask(town)
    await town.maija.wait_for_card("consultation.claim")
    await town.kalle.wait_for_card("consultation.claim")


async def test_a_lost_answer_is_asked_again_and_has_one_effect(town: Town) -> None:
    await ask(town)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    await town.maija.faults(redeliver=True)
    await town.maija.say("Vain kerran")
    await town.liisa.wait_for(lambda one: one.says("Vain kerran") and one.says("Lähetä vastaus"))
    await town.nothing_comes(town.liisa)
    assert len(await town.rows("SELECT id FROM consultation_message")) == 1
    assert len(await town.rows("SELECT id FROM post WHERE kind = 'message'")) == 1
