"""Read receipts and typing as Teams sends them, over HTTP and with tokens, to what the other side sees."""

import asyncio
import time

import pytest

from bot.local_teams.people.teams_client import Persona
from tests.story.town import PATIENCE_S, PAUSE_S, Town, gone


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is stored of it is tested beside the rule."""
    return sqlite_url


async def asked(town: Town) -> None:
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question="Voiko alue osallistua vuokraan?")
    await town.maija.wait_for_card("consultation.claim")


def sees_typing(town: Town, person: Persona) -> bool:
    world = town.teams.world
    return world.is_typing(world.personal(person.aad_id))


async def test_a_receipt_from_teams_shows_the_asker_who_has_seen_the_question(town: Town) -> None:
    await asked(town)
    await town.maija.read()
    await town.liisa.wait_for_card("Nähty: Maija Esimerkki (9.12)")
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "Otan tämän")
    await gone(town.liisa, "Nähty")
    await town.maija.say("Kyllä voi.")
    await town.liisa.wait_for(lambda one: one.says("Kyllä voi.") and not one.says("Maija Esimerkki vastasi"))
    await town.liisa.read()
    await town.maija.wait_for_card("Nähty")


async def test_typing_goes_from_the_taker_to_the_asker_and_back_and_ends_with_the_line(town: Town) -> None:
    await asked(town)
    await town.maija.type_along()
    assert not sees_typing(town, town.liisa)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "Otan tämän")
    await town.liisa.wait_for_card("otti tämän")
    await town.liisa.type_along()
    assert sees_typing(town, town.maija)
    await town.liisa.say("Lisätietona: päätös on kesken.")
    await town.maija.wait_for_card("Lisätietona: päätös on kesken.")
    ends = time.monotonic() + PATIENCE_S
    while sees_typing(town, town.maija):
        assert time.monotonic() < ends
        await asyncio.sleep(PAUSE_S)
