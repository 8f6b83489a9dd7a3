"""Nobody is left waiting: what happens by itself while a question waits, as people see it."""

from sqlalchemy import select

from bot.timers.timer_queue import TIMER
from config.clock import HELSINKI
from tests.story.town import Town

QUESTION = "Voiko alue osallistua vuokraan?"


async def asked(town: Town, receiver: str = "") -> None:
    """Liisa asks Eksote at 9.12 on a Tuesday: Maija, Kalle, and Otto in the place of Sari, who is away."""
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    chosen = {"receiver": receiver} if receiver else {}
    await town.liisa.press(form, "consultation.send", inputs={"question": QUESTION, **chosen})
    await town.liisa.wait_for_card("Kukaan ei ole vielä ottanut kysymystä")


async def test_whoever_was_asked_is_reminded_after_two_working_hours(town: Town) -> None:
    await asked(town)
    await town.maija.wait_for_card("consultation.claim")
    town.clock.forward(hours=1.9)
    await town.nothing_comes(town.maija)
    town.clock.forward(hours=0.2)
    for person in (town.maija, town.kalle, town.otto):
        await person.wait_for_text("K-1001 odottaa yhä: kukaan ei ole ottanut sitä.")


async def test_nobody_is_reminded_of_what_has_been_taken(town: Town) -> None:
    await asked(town)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "Otan tämän")
    await town.maija.say("Kyllä voi.")
    await town.liisa.wait_for_card("Kyllä voi.")
    await town.settle()
    town.clock.forward(days=3)
    await town.nothing_comes(town.kalle, town.maija)


async def test_the_deputy_is_asked_after_four_working_hours_and_the_asker_hears_of_it(town: Town) -> None:
    await asked(town, receiver="11-01")
    town.clock.forward(hours=4.1)
    received = await town.kalle.wait_for_card("consultation.claim")
    assert received.says(QUESTION)
    await town.liisa.wait_for_text("Se lähetettiin nyt myös näille: Kalle Malli.")


async def test_next_morning_everybody_is_asked_and_then_the_asker_is_told_whom_to_call(town: Town) -> None:
    await asked(town, receiver="11-01")
    town.clock.forward(days=1, minutes=-10)
    await town.otto.wait_for_card("consultation.claim")
    town.clock.forward(hours=2)
    told = await town.liisa.wait_for_text("Älä odota vastausta, vaan soita.")
    assert told.says("Aikuissosiaalityön neuvonta")
    told = await town.people["Ritva Keksitty"].wait_for_card("Kukaan ei ole ottanut kysymystä K-1001")
    assert told.says("Vastaanottajat: Maija Esimerkki, Kalle Malli")


async def test_nobody_is_disturbed_at_night_or_at_the_weekend(town: Town) -> None:
    await asked(town)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "Otan tämän")
    town.clock.forward(days=4)
    await town.maija.wait_for_text("K-1001")
    async with town.bot.services.database.read() as connection:
        moments = [
            moment.astimezone(HELSINKI) for moment in (await connection.execute(select(TIMER.c.due_at))).scalars()
        ]
    assert moments
    assert all(moment.weekday() < 5 and 8 <= moment.hour < 16 for moment in moments)


async def test_a_taker_who_goes_silent_gives_the_question_back(town: Town) -> None:
    await asked(town)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "Otan tämän")
    town.clock.forward(hours=4.1)
    await town.maija.wait_for_text("K-1001 odottaa yhä vastausta.")
    town.clock.forward(days=1)
    await town.liisa.wait_for_text("Maija Esimerkki ei ole vastannut")
    await town.kalle.press(await town.kalle.wait_for_card("consultation.claim"), "Otan tämän")
    await town.liisa.wait_for_card("Kalle Malli otti tämän")


async def test_after_three_days_of_standstill_everybody_gets_one_message_not_one_for_each_step(town: Town) -> None:
    await asked(town)
    await town.maija.wait_for_card("consultation.claim")
    before = len(await town.maija.messages())
    town.clock.forward(days=3)
    await town.liisa.wait_for_text("Älä odota vastausta, vaan soita.")
    await town.maija.wait_for_text("K-1001 odottaa yhä")
    await town.nothing_comes(town.maija)
    assert len(await town.maija.messages()) == before + 1


async def test_several_waiting_questions_become_one_reminder(town: Town) -> None:
    await asked(town)
    await asked(town)
    await town.maija.wait_for_card("consultation.claim")
    town.clock.forward(hours=2.2)
    card = await town.maija.wait_for_card("2 kysymystä odottaa yhä")
    assert card.says("K-1001")
    assert card.says("K-1002")
