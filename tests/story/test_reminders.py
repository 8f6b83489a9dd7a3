"""Reminders over HTTP: pressed, put off by a line, held back by presence; and what whoever runs the bot sees."""

import aiohttp

from tests.story.test_waiting import asked
from tests.story.town import Town


async def test_a_question_is_taken_from_the_reminder_and_the_asker_sees_it_at_once(town: Town) -> None:
    await asked(town)
    town.clock.forward(hours=2.1)
    reminder = await town.maija.wait_for_card("nudge.claim")
    await town.maija.press(reminder, "Otan tämän")
    await town.liisa.wait_for_card("Maija Esimerkki otti tämän")
    left = await town.maija.wait_for_card("K-1001 on nyt minulla.")
    assert "nudge.claim" not in left.verbs


async def test_a_reminder_put_off_until_tomorrow_is_quiet_today_and_comes_back_in_the_morning(town: Town) -> None:
    await asked(town)
    town.clock.forward(hours=2.1)
    await town.maija.press(await town.maija.wait_for_card("nudge.snooze"), "Muistuta huomenna")
    told = await town.maija.wait_for_text("Muistutan uudelleen ke 25.11. klo 9.")
    town.clock.forward(hours=3)
    await town.kalle.wait_for_text("K-1001 odottaa yhä")
    await town.nothing_comes(town.maija)
    town.clock.forward(hours=19)
    again = await town.maija.wait_for_card("nudge.snooze")
    assert again.id != told.id


async def test_the_command_puts_off_in_the_readers_own_words(town: Town) -> None:
    await asked(town)
    await town.maija.wait_for_card("consultation.claim")
    await town.maija.say("torkku K-1001 torstaihin klo 10")
    await town.maija.wait_for_text("Muistutan kysymyksestä K-1001 uudelleen to 26.11. klo 10.")
    town.clock.forward(hours=2.1)
    await town.kalle.wait_for_text("K-1001 odottaa yhä")
    await town.nothing_comes(town.maija)


async def test_whoever_does_not_want_to_be_disturbed_is_reminded_afterwards(town: Town) -> None:
    await asked(town)
    await town.maija.wait_for_card("consultation.claim")
    await town.maija.presence("DoNotDisturb")
    town.clock.forward(hours=2.1)
    await town.kalle.wait_for_text("K-1001 odottaa yhä")
    await town.nothing_comes(town.maija)
    await town.maija.presence("Available")
    town.clock.forward(minutes=21)
    await town.maija.wait_for_text("K-1001 odottaa yhä")


async def test_a_taken_question_goes_to_a_colleague_by_command(town: Town) -> None:
    await asked(town)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "Otan tämän")
    await town.maija.say("/siirrä K-1001 Kalle Mallille")
    await town.liisa.wait_for_text("Kalle Malli jatkaa")
    await town.kalle.say("Kyllä voi.")
    await town.liisa.wait_for_card("Kyllä voi.")


async def test_whoever_runs_the_bot_sees_that_nothing_is_late(town: Town) -> None:
    await asked(town)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{town.bot.port}/readyz") as answer:
            body = await answer.json()
        async with session.get(f"http://127.0.0.1:{town.bot.port}/metrics") as answer:
            metrics = await answer.text()
    assert body["ready"] is True
    assert set(body["late"].values()) == {0}
    assert "kuntayhteys_late" in metrics
