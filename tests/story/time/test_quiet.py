"""Quiet by design: when a person is reminded, how often, and what they can say to it."""

import pytest

from directory.areas.plans import read_plan
from tests.story.time.days import Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
WAITS = "odottaa yhä"
TODAY = "2026-11-24T14:00:00+00:00"


async def test_nobody_is_reminded_outside_their_working_hours(days: Days) -> None:
    await days.begin_at("2026-11-24T13:55")
    await days.asked(receiver="11-01")
    await days.maija.presence("DoNotDisturb")
    await days.to("2026-11-24T15:56")
    await days.maija.presence("Available")
    await days.to("2026-11-24T16:20")
    assert await days.heard(days.maija, WAITS) == 0
    await days.to("2026-11-25T08:01")
    assert await days.heard(days.maija, WAITS) == 1


async def test_several_questions_become_one_card(days: Days) -> None:
    labels = [await days.asked() for _ in range(3)]
    await days.passes(hours=2.1)
    card = await days.maija.wait_for_card("3 kysymystä odottaa yhä", timeout_s=0)
    assert all(card.says(label) for label in labels)
    assert await days.heard(days.maija, WAITS) == 1


async def test_a_question_taken_meanwhile_is_not_on_the_card(days: Days) -> None:
    first, second = await days.asked(), await days.asked()
    await days.presses(days.kalle, "consultation.claim")
    await days.passes(hours=2.1)
    card = await days.maija.wait_for_card(WAITS, timeout_s=0)
    assert card.says(first)
    assert not card.says(second)


async def test_nobody_is_reminded_more_than_three_times_a_day(days: Days) -> None:
    for _ in range(5):
        await days.asked(receiver="11-01")
        await days.passes(hours=0.7)
    await days.to("2026-11-24T15:55")
    assert await days.heard(days.maija, WAITS) == 3
    await days.to("2026-11-25T09:05")
    assert await days.heard(days.maija, WAITS) == 4


async def test_reminders_that_had_nothing_to_say_any_more_do_not_count(days: Days) -> None:
    await days.change_area("11", escalation=read_plan("remind 0.5h; coordinator 30h / "))
    for _ in range(3):
        await days.asked(receiver="11-01")
        await days.maija.presence("DoNotDisturb")
        await days.passes(hours=0.6)
        await days.presses(days.liisa, "Perun kysymyksen")
        await days.maija.presence("Available")
        await days.passes(minutes=21)
    assert await days.heard(days.maija, WAITS) == 0
    label = await days.asked(receiver="11-01")
    await days.passes(hours=0.6)
    assert await days.heard(days.maija, f"{label} {WAITS}") == 1


async def test_a_snoozed_reminder_comes_at_its_moment(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.passes(hours=2.1)
    await days.presses(days.maija, "nudge.snooze")
    await days.to("2026-11-24T13:00")
    assert await days.heard(days.maija, WAITS) == 0
    await days.to("2026-11-25T13:30")
    assert await days.heard(days.maija, WAITS) == 1


async def test_a_reminder_snoozed_past_its_moment_still_comes_and_the_plan_went_on_meanwhile(days: Days) -> None:
    label = await days.asked(receiver="11-01")
    await days.says(days.maija, f"/torkku {label} perjantaihin klo 10")
    await days.to("2026-11-25T11:05")
    assert await days.heard(days.maija, WAITS) == 0
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1
    await days.to("2026-11-27T10:01")
    assert await days.heard(days.maija, f"{label} {WAITS}") == 1


async def test_a_snoozed_question_that_is_closed_never_comes_back(days: Days) -> None:
    label = await days.asked(receiver="11-01")
    await days.says(days.maija, f"/torkku {label} huomiseen")
    await days.presses(days.liisa, "Perun kysymyksen")
    await days.to("2026-11-25T09:05")
    assert await days.heard(days.maija, WAITS) == 0


async def test_somebody_who_does_not_want_to_be_disturbed_is_reminded_afterwards(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.maija.presence("DoNotDisturb")
    await days.passes(hours=2.1)
    assert await days.heard(days.maija, WAITS) == 0
    await days.maija.presence("Available")
    await days.passes(minutes=21)
    assert await days.heard(days.maija, WAITS) == 1


async def test_somebody_who_is_always_busy_is_reminded_after_two_hours(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.maija.presence("Busy")
    await days.passes(hours=2.1)
    for _ in range(5):
        await days.passes(minutes=21)
    assert await days.heard(days.maija, WAITS) == 0
    await days.passes(minutes=21)
    assert await days.heard(days.maija, WAITS) == 1


async def test_somebody_out_of_office_is_reminded_the_next_morning(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.maija.presence("OutOfOffice")
    await days.passes(hours=2.1)
    await days.maija.presence("Available")
    await days.to("2026-11-24T15:30")
    assert await days.heard(days.maija, WAITS) == 0
    await days.to("2026-11-25T09:05")
    assert await days.heard(days.maija, WAITS) == 1


async def test_an_urgent_question_is_told_to_somebody_who_does_not_want_to_be_disturbed(days: Days) -> None:
    await days.maija.presence("DoNotDisturb")
    await days.asked(receiver="11-01", answer_by=TODAY)
    await days.passes(hours=0.6)
    assert await days.heard(days.maija, WAITS) == 1


async def test_an_urgent_question_is_told_a_fourth_time_in_a_day(days: Days) -> None:
    for _ in range(4):
        await days.asked(receiver="11-01", answer_by=TODAY)
        await days.passes(hours=0.6)
    assert await days.heard(days.maija, WAITS) == 4


async def test_a_reminder_shows_no_text_of_the_question(days: Days) -> None:
    await days.asked(receiver="11-01", question="Asiakkaan vuokra on maksamatta.")
    await days.passes(hours=2.1)
    card = await days.maija.wait_for_card("nudge.claim", timeout_s=0)
    assert not card.says("maksamatta")
