"""The clock of a taken question: until the first answer, whoever has it changes."""

import pytest

from tests.story.time.days import Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
UNANSWERED = "odottaa yhä vastausta."
WAITS = "odottaa yhä: kukaan ei ole ottanut sitä."
TODAY = "2026-11-24"


async def test_a_taker_who_goes_silent_is_reminded_after_four_working_hours(days: Days) -> None:
    label = await days.taken()
    await days.passes(hours=3.9)
    assert await days.heard(days.maija, UNANSWERED) == 0
    await days.passes(hours=0.2)
    assert await days.heard(days.maija, f"{label} {UNANSWERED}") == 1


async def test_after_a_silent_working_day_the_question_is_the_others_again_and_the_asker_knows(days: Days) -> None:
    await days.taken()
    await days.passes(hours=4.1)
    await days.to("2026-11-25T09:20")
    assert await days.heard(days.liisa, "Maija Esimerkki ei ole vastannut") == 1
    assert await days.heard(days.kalle, WAITS) == 1
    await days.presses(days.kalle, "Otan tämän")
    assert await days.heard(days.liisa, "Kalle Malli otti tämän") == 1


async def test_a_question_given_back_waits_with_a_whole_new_plan(days: Days) -> None:
    await days.taken(receiver="11-01")
    await days.to("2026-11-25T09:20")
    await days.passes(hours=4.1)
    assert await days.heard(days.liisa, "Se lähetettiin nyt myös näille: Kalle Malli.") == 1


async def test_an_answer_stops_the_clock_for_good(days: Days) -> None:
    await days.taken()
    await days.says(days.maija, "Kyllä voi.")
    await days.passes(days=5)
    assert await days.heard(days.maija, UNANSWERED) == 0
    assert await days.heard(days.liisa, "ei ole vastannut") == 0


async def test_an_answer_that_is_taken_back_starts_the_clock_again(days: Days) -> None:
    await days.taken()
    answer = await days.maija.say("Kyllä voi.")
    await days.passes(hours=6)
    await days.maija.delete(answer)
    await days.passes(hours=4.1)
    await days.to("2026-11-25T11:20")
    assert await days.heard(days.maija, UNANSWERED) == 1


async def test_what_the_asker_adds_does_not_start_the_clock_again(days: Days) -> None:
    label = await days.taken()
    await days.passes(hours=3)
    await days.says(days.liisa, "Lisätieto: vuokra nousi.")
    await days.passes(hours=1.1)
    assert await days.heard(days.maija, f"{label} {UNANSWERED}") == 1


async def test_what_the_asker_corrects_does_not_start_the_clock_again(days: Days) -> None:
    label = await days.taken()
    line = await days.liisa.say("Lisätieto: vuokra nousi.")
    await days.passes(hours=3)
    await days.liisa.edit(line, "Lisätieto: vuokra nousi 20 euroa.")
    await days.passes(hours=1.1)
    assert await days.heard(days.maija, f"{label} {UNANSWERED}") == 1
    assert await days.heard(days.maija, "vuokra nousi 20 euroa") > 0


async def test_a_colleague_who_gets_the_question_has_the_whole_time_and_the_first_is_left_alone(days: Days) -> None:
    label = await days.taken()
    await days.passes(hours=3)
    await days.says(days.maija, f"/siirrä {label} Kalle Malli")
    await days.passes(hours=1.5)
    assert await days.heard(days.maija, UNANSWERED) == 0
    assert await days.heard(days.kalle, UNANSWERED) == 0
    await days.to("2026-11-25T08:20")
    assert await days.heard(days.kalle, f"{label} {UNANSWERED}") == 1
    assert await days.heard(days.maija, UNANSWERED) == 0


async def test_a_colleague_who_takes_over_has_the_whole_time(days: Days) -> None:
    await days.taken()
    await days.passes(hours=3)
    await days.presses(days.kalle, "Otan hoitaakseni")
    await days.passes(hours=1.5)
    assert await days.heard(days.kalle, UNANSWERED) == 0
    assert await days.heard(days.maija, UNANSWERED) == 0


async def test_what_the_taker_gives_back_waits_from_that_moment_on(days: Days) -> None:
    label = await days.taken()
    await days.passes(hours=3)
    await days.presses(days.maija, "Palautan muille")
    await days.passes(hours=1.9)
    assert await days.heard(days.kalle, WAITS) == 0
    await days.to("2026-11-25T08:05")
    assert await days.heard(days.kalle, f"{label} {WAITS}") == 1


async def test_when_everybody_declines_the_asker_is_told_whom_to_call_and_the_coordinator_hears(days: Days) -> None:
    await days.asked()
    for person in (days.maija, days.kalle, days.otto):
        await days.presses(person, "consultation.release")
    await days.passes(hours=2.1)
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1
    assert await days.heard(days.ritva, "Kukaan ei ole ottanut kysymystä") == 1
    assert await days.heard(days.maija, WAITS) == 0


async def test_a_taker_who_falls_ill_gives_the_question_back_at_once_and_the_deputy_is_asked(days: Days) -> None:
    await days.taken(receiver="11-01")
    await days.passes(hours=1)
    await days.away("11-01", TODAY, "2026-11-27", "11-04")
    await days.rounds()
    assert await days.rows("SELECT state FROM consultation") == [("waiting",)]
    await days.otto.wait_for_card("consultation.claim", timeout_s=0)
    assert await days.heard(days.liisa, "Maija Esimerkki on poissa") == 1


async def test_whoever_takes_a_question_while_away_keeps_it(days: Days) -> None:
    await days.asked()
    await days.away("11-01", TODAY, "2026-11-27")
    await days.rounds()
    await days.presses(days.maija, "consultation.claim")
    await days.rounds()
    assert await days.rows("SELECT taker_name FROM consultation") == [("Maija Esimerkki",)]


async def test_an_absence_that_begins_after_an_answer_moves_nothing(days: Days) -> None:
    await days.taken()
    await days.says(days.maija, "Kyllä voi.")
    await days.away("11-01", TODAY, "2026-11-27")
    await days.rounds()
    assert await days.rows("SELECT taker_name FROM consultation") == [("Maija Esimerkki",)]
