"""Days that people agree on or the law sets: follow-ups and the last day for deciding."""

import pytest

from tests.story.time.days import QUESTION, Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
WAITS = "odottaa yhä"
FOLLOWUP = "Seuranta"


async def followed_up(days: Days, day: str = "1.12.") -> str:
    """Maija answers Liisa's question and sets a follow-up."""
    label = await days.taken()
    await days.says(days.maija, "Selvitän asiaa.")
    await days.says(days.maija, f"/seuranta {label} {day} tarkista päätös")
    return label


async def test_both_sides_get_the_follow_up_on_its_morning(days: Days) -> None:
    await followed_up(days)
    await days.to("2026-12-01T08:55")
    assert await days.heard(days.liisa, "Siirrä viikolla") == 0
    await days.to("2026-12-01T09:01")
    for person in (days.liisa, days.maija):
        assert (await person.wait_for_card("Hoidettu", timeout_s=0)).says("tarkista päätös")


async def test_a_follow_up_on_a_holiday_comes_on_the_next_working_day(days: Days) -> None:
    await days.begin_at("2026-12-01T09:12")
    await followed_up(days, "24.12.")
    await days.to("2026-12-24T12:00")
    assert await followups(days) == 0
    await days.to("2026-12-28T09:01")
    assert await followups(days) == 1


async def test_a_follow_up_that_is_missed_comes_back_two_working_days_later(days: Days) -> None:
    await followed_up(days)
    await days.to("2026-12-01T09:01")
    await days.to("2026-12-03T08:55")
    assert await followups(days) == 1
    await days.to("2026-12-03T09:01")
    assert await followups(days) == 2


async def test_a_follow_up_that_is_handled_does_not_come_back(days: Days) -> None:
    await followed_up(days)
    await days.to("2026-12-01T09:01")
    await days.presses(days.liisa, "Hoidettu")
    await days.to("2026-12-10T09:01")
    assert await followups(days) == 1


async def test_after_a_standstill_a_follow_up_comes_once(days: Days) -> None:
    await followed_up(days)
    await days.to("2026-12-18T10:00")
    assert await followups(days) == 1


async def test_the_follow_up_of_somebody_who_is_away_goes_to_the_deputy(days: Days) -> None:
    await followed_up(days)
    await days.away("11-01", "2026-11-30", "2026-12-04", "11-04")
    await days.to("2026-12-01T09:01")
    assert await followups(days) == 0
    card = await days.otto.wait_for_card("Hoidettu", timeout_s=0)
    assert card.says("Maija Esimerkki on poissa")
    await days.presses(days.otto, "Hoidettu")
    await days.liisa.wait_for_card("Seuranta on hoidettu", timeout_s=0)


async def test_without_a_deputy_the_absent_person_finds_the_follow_up_on_return(days: Days) -> None:
    await days.change_contact("11-01", deputy_id="")
    await followed_up(days)
    await days.away("11-01", "2026-11-30", "2026-12-04")
    await days.to("2026-12-01T09:01")
    assert await followups(days) == 1


async def test_the_whole_plan_has_run_before_the_last_day_for_deciding(days: Days) -> None:
    await days.begin_at("2026-11-24T15:00")
    label = await days.asked(receiver="11-01", arrived="2026-11-17")
    assert await days.heard(days.liisa, "to 26.11.") > 0
    await days.to("2026-11-25T08:05")
    assert await days.heard(days.liisa, f"{label}: kukaan ei ole ottanut kysymystä") == 1


async def test_a_decision_due_tomorrow_makes_the_question_urgent(days: Days) -> None:
    await days.asked(receiver="11-01", arrived="2026-11-16")
    await days.passes(hours=0.6)
    assert await days.heard(days.maija, WAITS) == 1
    assert (await days.liisa.wait_for_card("Jos asia ei voi odottaa", timeout_s=0)).says("05 000 0002")
    await days.passes(hours=1.6)
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1


async def test_a_last_day_told_later_hurries_what_is_left_of_the_plan(days: Days) -> None:
    label = await days.asked(receiver="11-01")
    await days.passes(hours=1)
    await days.says(days.liisa, f"/määräaika {label} 16.11.")
    await days.passes(hours=0.6)
    assert await days.heard(days.maija, WAITS) == 1
    await days.passes(hours=0.5)
    assert await days.heard(days.kalle, QUESTION) == 1


async def test_more_time_for_the_decision_gives_the_plan_its_time_back(days: Days) -> None:
    await days.begin_at("2026-11-24T15:00")
    label = await days.asked(receiver="11-01", arrived="2026-11-17")
    await days.says(days.liisa, f"/määräaika {label} 24.11.")
    await days.to("2026-11-25T08:05")
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 0
    await days.to("2026-11-25T11:05")
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1


async def test_the_answer_is_wanted_before_the_last_day_for_deciding(days: Days) -> None:
    await days.asked(receiver="11-01", arrived="2026-11-17", answer_by="2026-11-27T14:00:00+00:00")
    assert (await days.liisa.wait_for_card("Kukaan ei ole vielä ottanut kysymystä", timeout_s=0)).says(
        "ke 25.11. klo 16"
    )


async def test_without_an_answer_the_handler_is_warned_the_working_day_before_the_last(days: Days) -> None:
    await days.taken(arrived="2026-11-23")
    await days.to("2026-12-01T08:55")
    assert await days.heard(days.liisa, "eikä vastausta ole tullut") == 0
    await days.to("2026-12-01T09:02")
    assert await days.heard(days.liisa, "eikä vastausta ole tullut") == 1


async def followups(days: Days) -> int:
    """How many follow-up cards Maija has got."""
    return sum(one.says("tarkista päätös") and one.says(FOLLOWUP) for one in await days.maija.cards())
