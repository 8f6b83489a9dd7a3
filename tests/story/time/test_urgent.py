"""Urgent questions: the same plan in a quarter of the time, and always with the numbers that help now."""

import pytest

from tests.story.time.days import QUESTION, Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
TODAY = "2026-11-24T14:00:00+00:00"
NUMBER = "05 000 0002"


async def test_an_answer_wanted_today_is_reminded_of_after_half_an_hour(days: Days) -> None:
    await days.asked(receiver="11-01", answer_by=TODAY)
    await days.passes(minutes=28)
    assert await days.heard(days.maija, "odottaa yhä") == 0
    await days.passes(minutes=4)
    assert await days.heard(days.maija, "odottaa yhä") == 1


async def test_the_whole_plan_has_run_within_two_hours(days: Days) -> None:
    await days.asked(receiver="11-01", answer_by=TODAY)
    await days.passes(hours=1.1)
    assert await days.heard(days.kalle, QUESTION) == 1
    await days.passes(hours=0.5)
    assert await days.heard(days.otto, QUESTION) == 1
    await days.passes(hours=0.5)
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1
    assert await days.heard(days.ritva, "Kukaan ei ole ottanut kysymystä") == 1


async def test_every_message_on_the_way_tells_the_asker_whom_to_call(days: Days) -> None:
    await days.asked(receiver="11-01", answer_by=TODAY)
    await days.passes(hours=1.1)
    await days.passes(hours=0.5)
    told = [one for one in await days.liisa.messages() if one.says("Se lähetettiin nyt myös näille")]
    assert len(told) == 2
    assert all(one.says(NUMBER) for one in told)


async def test_the_asker_s_own_card_shows_the_number_from_the_beginning(days: Days) -> None:
    await days.asked(receiver="11-01", answer_by=TODAY)
    assert (await days.liisa.wait_for_card("Kukaan ei ole vielä ottanut kysymystä", timeout_s=0)).says(NUMBER)


async def test_a_silent_taker_of_an_urgent_question_gives_it_back_after_two_hours_with_the_number(days: Days) -> None:
    await days.taken(answer_by=TODAY)
    await days.passes(hours=1.1)
    assert await days.heard(days.maija, "odottaa yhä vastausta.") == 1
    await days.passes(hours=1)
    assert (await days.liisa.wait_for_text("ei ole vastannut", timeout_s=0)).says(NUMBER)


async def test_the_steps_of_an_urgent_question_wait_for_the_morning_too(days: Days) -> None:
    await days.begin_at("2026-11-24T15:10")
    await days.asked(receiver="11-01", arrived="2026-11-16")
    await days.to("2026-11-25T08:08")
    assert await days.heard(days.kalle, QUESTION) == 0
    await days.to("2026-11-25T08:12")
    assert await days.heard(days.kalle, QUESTION) == 1


async def test_a_county_s_urgent_question_names_kela_s_line_for_authorities(days: Days) -> None:
    await days.asked("Kela asumismenot", days.maija, receiver="kela-01", answer_by=TODAY)
    await days.passes(hours=1.1)
    assert (await days.maija.wait_for_text("Se lähetettiin nyt myös näille", timeout_s=0)).says("020 000 0001")
