"""What comes without a question: mornings, weeks, details to confirm, absences; each once, in working hours."""

from datetime import date

import aiohttp
import pytest

from tests.story.time.days import QUESTION, Days

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.each_database]
MORNING = "Yli työpäivän odottaneita kysymyksiä"
WEEK = "Viikko 23.11.–29.11.2026"
CONFIRM = "contact.verify"


async def looked_after(days: Days, moment: str) -> None:
    """It becomes this moment, and what is to be looked after then has been."""
    await days.to(moment)
    await days.rounds()


async def asked_to_confirm(days: Days) -> int:
    return sum(CONFIRM in one.verbs for one in await days.maija.cards())


async def test_the_morning_card_comes_once_a_working_day(days: Days) -> None:
    await days.asked(receiver="11-01")
    await looked_after(days, "2026-11-25T10:00")
    await looked_after(days, "2026-11-25T13:00")
    assert await days.heard(days.ritva, MORNING) == 1
    await looked_after(days, "2026-11-26T08:10")
    assert await days.heard(days.ritva, MORNING) == 2


async def test_no_morning_card_comes_where_everything_has_been_answered(days: Days) -> None:
    await days.taken()
    await days.says(days.maija, "Kyllä voi.")
    await looked_after(days, "2026-11-26T08:10")
    assert await days.heard(days.ritva, MORNING) == 0


async def test_on_monday_the_coordinator_reads_what_the_week_was_like_once(days: Days) -> None:
    await days.taken()
    await days.passes(hours=1.5)
    await days.says(days.maija, "Kyllä voi.")
    label = await days.asked(receiver="11-01")
    await looked_after(days, "2026-11-27T12:00")
    assert await days.heard(days.ritva, WEEK) == 0
    await looked_after(days, "2026-11-30T08:15")
    await looked_after(days, "2026-12-01T08:15")
    assert await days.heard(days.ritva, WEEK) == 1
    card = await days.ritva.wait_for_card(WEEK, timeout_s=0)
    assert card.says("2, vastattu 1 · vastaus yleensä 2 työtunnissa")
    assert card.says(f"Etelä-Karjala · Asumismenot: {label}")
    assert not card.says(QUESTION)


async def test_kela_s_coordinator_reads_how_many_of_kela_s_questions_were_answered(days: Days) -> None:
    await days.taken()
    await days.says(days.maija, "Kyllä voi.")
    await looked_after(days, "2026-11-30T08:15")
    assert (await days.leena.wait_for_card(WEEK, timeout_s=0)).says("1, vastattu 1")
    assert await days.heard(days.harri, "vastattu") == 0


async def test_a_coordinator_who_is_away_on_monday_reads_the_week_on_tuesday(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.away("11-05", "2026-11-30", "2026-11-30")
    await looked_after(days, "2026-11-30T12:00")
    assert await days.heard(days.ritva, WEEK) == 0
    await looked_after(days, "2026-12-01T08:15")
    assert await days.heard(days.ritva, WEEK) == 1


async def test_after_a_standstill_of_a_week_each_round_is_gone_once(days: Days) -> None:
    await days.asked(receiver="11-01")
    await looked_after(days, "2026-12-03T10:00")
    await days.rounds()
    assert await days.heard(days.ritva, MORNING) == 1
    assert await days.heard(days.ritva, WEEK) == 1


async def test_at_night_nobody_is_written_to(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.change_contact("11-01", verified_on=date(2026, 3, 2))
    everybody = set(days.town.people.values())
    before = {person: len(await person.messages()) for person in everybody}
    await looked_after(days, "2026-11-25T03:00")
    assert {person: len(await person.messages()) for person in everybody} == before


async def test_whose_details_are_old_is_asked_to_confirm_them_once_a_month(days: Days) -> None:
    await days.begin_at("2026-10-01T09:12")
    await days.change_contact("11-01", verified_on=date(2026, 3, 2))
    await looked_after(days, "2026-10-02T10:00")
    assert await asked_to_confirm(days) == 1
    await looked_after(days, "2026-10-02T13:00")
    assert await asked_to_confirm(days) == 1
    await looked_after(days, "2026-11-03T10:00")
    assert await asked_to_confirm(days) == 2


async def test_somebody_away_is_asked_to_confirm_only_on_return(days: Days) -> None:
    await days.change_contact("11-01", verified_on=date(2026, 3, 2))
    await days.away("11-01", "2026-11-23", "2026-11-29")
    await looked_after(days, "2026-11-27T10:00")
    assert await asked_to_confirm(days) == 0
    await looked_after(days, "2026-11-30T10:00")
    assert await asked_to_confirm(days) == 1


async def test_an_absence_that_begins_offers_what_waits_to_the_deputy_not_before_seven(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.away("11-01", "2026-11-25", "2026-11-27", "11-04")
    await looked_after(days, "2026-11-25T06:30")
    assert await offers(days) == 0
    await looked_after(days, "2026-11-25T07:05")
    assert await offers(days) == 1
    await looked_after(days, "2026-11-25T09:05")
    assert await offers(days) == 1


async def test_after_an_absence_what_was_handed_over_is_offered_back(days: Days) -> None:
    await days.taken(receiver="11-01")
    await days.says(days.maija, "Selvitän asiaa.")
    await days.away("11-01", "2026-11-25", "2026-11-27", "11-04")
    await looked_after(days, "2026-11-25T07:05")
    await days.presses(days.maija, "absence.handover")
    assert await days.rows("SELECT taker_name FROM consultation") == [("Otto Testi",)]
    await looked_after(days, "2026-11-30T07:05")
    assert await offers(days) == 2


async def test_a_step_that_does_not_happen_is_seen_repaired_and_told(days: Days) -> None:
    label = await days.asked(receiver="11-01")
    await days.run("DELETE FROM timer WHERE kind = 'escalate'")
    await days.town.bot.ticker.tick("watchdog")
    assert (await seen_by_whoever_runs_it(days))["step_without_timer"] == 1
    await days.settle()
    assert await days.heard(days.ritva, f"{label} ") == 1
    await days.town.bot.ticker.tick("watchdog")
    assert set((await seen_by_whoever_runs_it(days)).values()) == {0}
    await days.passes(hours=2.1)
    assert await days.heard(days.maija, "odottaa yhä") == 1


async def offers(days: Days) -> int:
    """How many cards about an absence Maija has got."""
    return sum("absence.handover" in one.verbs or one.says("Siirretty") for one in await days.maija.cards())


async def seen_by_whoever_runs_it(days: Days) -> dict[str, int]:
    """What /readyz and /metrics tell, which is the same."""
    address = f"http://127.0.0.1:{days.town.bot.port}"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/readyz") as answer:
            late: dict[str, int] = (await answer.json())["late"]
        async with session.get(f"{address}/metrics") as answer:
            metrics = await answer.text()
    for kind, count in late.items():
        assert f'kuntayhteys_late{{kind="{kind}"}} {float(count)}' in metrics
    return late
