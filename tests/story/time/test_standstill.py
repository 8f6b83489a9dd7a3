"""After a standstill, or when the machine's clock jumps: caught up once, in order, and never at night."""

import asyncio

import pytest

from tests.story.time.days import QUESTION, Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
WAITS = "odottaa yhä"


async def test_after_three_days_everybody_gets_one_message_not_one_for_each_step(days: Days) -> None:
    await days.asked()
    before = {person: len(await person.messages()) for person in (days.maija, days.kalle, days.otto)}
    await days.passes(days=3)
    for person, count in before.items():
        assert len(await person.messages()) == count + (2 if person is days.kalle else 1)
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1


async def test_after_three_days_all_questions_are_on_one_card_oldest_deadline_first(days: Days) -> None:
    labels = [await days.asked(receiver="11-01") for _ in range(3)]
    await days.passes(days=3)
    card = await days.maija.wait_for_card("nudge.claim", timeout_s=0)
    told = " ".join(card.texts)
    assert [told.index(label) for label in labels] == sorted(told.index(label) for label in labels)
    assert await days.heard(days.maija, WAITS) == 1


async def test_a_machine_that_wakes_up_on_sunday_disturbs_nobody_before_monday(days: Days) -> None:
    await days.begin_at("2026-11-27T09:12")
    await days.asked(receiver="11-01")
    await days.to("2026-11-29T14:00")
    assert await days.heard(days.maija, WAITS) == 0
    assert await days.heard(days.kalle, QUESTION) == 0
    await days.to("2026-11-30T08:01")
    assert await days.heard(days.maija, WAITS) == 1
    assert await days.heard(days.kalle, QUESTION) == 1


async def test_a_machine_that_wakes_up_in_the_evening_waits_for_the_morning(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.to("2026-11-24T21:00")
    assert await days.heard(days.kalle, QUESTION) == 0
    await days.to("2026-11-25T08:01")
    assert await days.heard(days.kalle, QUESTION) == 1


async def test_a_clock_that_jumps_a_year_ahead_sends_no_more_than_a_standstill(days: Days) -> None:
    await days.asked()
    before = len(await days.otto.messages())
    await days.passes(days=364)
    await days.passes(hours=3)
    assert len(await days.otto.messages()) == before + 1
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1


async def test_a_clock_that_is_put_back_repeats_nothing_and_goes_on_in_its_time(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.passes(hours=2.1)
    assert await days.heard(days.maija, WAITS) == 1
    await days.passes(hours=-1)
    await days.passes(hours=1.5)
    assert await days.heard(days.maija, WAITS) == 1
    await days.passes(hours=1.6)
    assert await days.heard(days.kalle, QUESTION) == 1


async def test_what_is_asked_just_after_the_clock_was_put_back_arrives_at_once(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.passes(hours=-1)
    label = await days.asked(receiver="11-01")
    assert await days.heard(days.maija, label) == 1


async def test_two_replicas_at_the_same_moment_send_one_reminder(days: Days) -> None:
    await days.asked()
    days.town.clock.forward(hours=2.1)
    tick = days.town.bot.ticker.tick
    await asyncio.gather(*(tick("timers") for _ in range(4)))
    await days.settle()
    for person in (days.maija, days.kalle, days.otto):
        assert await days.heard(person, WAITS) == 1


async def test_a_question_closed_at_the_moment_of_its_reminder_is_closed_and_stays_quiet(days: Days) -> None:
    await days.asked()
    card = await days.liisa.wait_for_card("Perun kysymyksen")
    days.town.clock.forward(hours=2.1)
    await asyncio.gather(days.liisa.press(card, "Perun kysymyksen"), days.town.bot.ticker.tick("timers"))
    await days.settle()
    assert await days.rows("SELECT state FROM consultation") == [("closed",)]
    before = await days.heard(days.maija, WAITS)
    assert before <= 1
    await days.passes(days=3)
    assert await days.heard(days.maija, WAITS) == before
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 0


async def test_a_question_taken_while_its_reminders_are_sent_has_one_taker_and_no_more_reminders(days: Days) -> None:
    await days.asked()
    card = await days.kalle.wait_for_card("consultation.claim")
    days.town.clock.forward(hours=2.1)
    await asyncio.gather(days.kalle.press(card, "consultation.claim"), days.town.bot.ticker.tick("timers"))
    await days.settle()
    assert await days.rows("SELECT taker_name FROM consultation") == [("Kalle Malli",)]
    before = await days.heard(days.maija, WAITS)
    assert before <= 1
    await days.passes(hours=3)
    assert await days.heard(days.maija, WAITS) == before


async def test_a_reminder_snoozed_at_the_moment_it_comes_is_told_at_most_once(days: Days) -> None:
    await days.asked(receiver="11-01")
    days.town.clock.forward(hours=2.1)
    await asyncio.gather(days.maija.say("/torkku huomiseen"), days.town.bot.ticker.tick("timers"))
    await days.settle()
    assert await days.heard(days.maija, WAITS) <= 1
    await days.to("2026-11-25T09:05")
    assert 1 <= await days.heard(days.maija, WAITS) <= 2


async def test_two_who_press_at_the_moment_of_a_reminder_have_one_question_between_them(days: Days) -> None:
    await days.asked()
    cards = [await person.wait_for_card("consultation.claim") for person in (days.maija, days.otto)]
    days.town.clock.forward(hours=2.1)
    await asyncio.gather(
        days.maija.press(cards[0], "consultation.claim"),
        days.otto.press(cards[1], "consultation.claim"),
        days.town.bot.ticker.tick("timers"),
    )
    await days.settle()
    ((taker,),) = await days.rows("SELECT taker_name FROM consultation")
    assert taker in {"Maija Esimerkki", "Otto Testi"}
    assert await days.heard(days.liisa, f"{taker} otti tämän") == 1
