"""Who is asked next when those who were asked are away, are gone or cannot be reached."""

import pytest

from tests.story.time.days import QUESTION, Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
WAITS = "odottaa yhä: kukaan ei ole ottanut sitä."
TODAY, FRIDAY = "2026-11-24", "2026-11-27"


async def test_where_the_deputy_is_away_too_the_deputy_s_deputy_is_asked(days: Days) -> None:
    await days.away("11-02", TODAY, FRIDAY, "11-04")
    await days.asked(receiver="11-01")
    await days.passes(hours=4.1)
    assert (await days.otto.wait_for_card("consultation.claim", timeout_s=0)).says(QUESTION)
    assert await days.heard(days.kalle, QUESTION) == 0


async def test_deputies_who_stand_in_for_each_other_lead_nowhere_and_everybody_is_asked_in_the_morning(
    days: Days,
) -> None:
    await days.change_contact("11-02", deputy_id="11-01")
    await days.away("11-02", TODAY, "2026-11-25")
    await days.asked(receiver="11-01")
    await days.passes(hours=4.1)
    assert await days.heard(days.kalle, QUESTION) == 0
    await days.to("2026-11-25T09:05")
    assert await days.heard(days.otto, QUESTION) == 1


async def test_a_deputy_without_the_bot_is_named_to_the_asker_and_the_plan_goes_on(days: Days) -> None:
    await days.kalle.install(installed=False)
    await days.asked(receiver="11-01")
    await days.passes(hours=4.1)
    assert await days.heard(days.liisa, "Kalle Malli ei saanut") == 1
    await days.to("2026-11-25T09:05")
    assert await days.heard(days.otto, QUESTION) == 1


async def test_whoever_falls_ill_after_being_asked_is_skipped_at_once(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.away("11-01", TODAY, FRIDAY)
    await days.passes(hours=2.1)
    assert await days.heard(days.kalle, QUESTION) == 1
    assert await days.heard(days.maija, WAITS) == 0


async def test_whoever_is_away_when_the_question_comes_is_not_asked_at_all(days: Days) -> None:
    await days.away("11-01", TODAY, FRIDAY, "11-04")
    await days.asked()
    assert await days.heard(days.maija, QUESTION) == 0
    assert await days.heard(days.otto, QUESTION) == 1


async def test_a_contact_who_leaves_the_directory_while_the_question_waits_is_passed_over(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.remove("11-01")
    await days.passes(hours=2.1)
    assert await days.heard(days.kalle, QUESTION) == 1
    assert await days.heard(days.maija, WAITS) == 0
    await days.presses(days.kalle, "consultation.claim")
    assert await days.heard(days.liisa, "Kalle Malli otti tämän") == 1


async def test_a_contact_who_loses_the_area_keeps_the_question_that_has_been_asked(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.change_contact("11-01", areas=("10",))
    await days.passes(hours=2.1)
    assert await days.heard(days.maija, WAITS) == 1


async def test_when_everybody_is_away_the_asker_hears_whom_to_call_and_the_coordinator_hears_at_the_first_step(
    days: Days,
) -> None:
    await days.asked()
    for contact in ("11-01", "11-02", "11-03", "11-04"):
        await days.away(contact, TODAY, FRIDAY)
    await days.passes(hours=2.1)
    told = await days.liisa.wait_for_text("Älä odota vastausta, vaan soita.", timeout_s=0)
    assert told.says("05 000 0002")
    assert await days.heard(days.ritva, "Kukaan ei ole ottanut kysymystä") == 1


async def test_without_any_coordinator_the_asker_is_told_all_the_same(days: Days) -> None:
    await days.change_contact("11-02", roles=("contact",))
    await days.remove("11-05")
    await days.asked()
    await days.to("2026-11-25T11:05")
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1


async def test_a_county_that_loses_all_its_contacts_leaves_nobody_waiting(days: Days) -> None:
    await days.asked()
    await days.remove("11-01", "11-02", "11-03", "11-04")
    await days.passes(hours=2.1)
    assert await days.heard(days.liisa, "kukaan vastaanottajista ei ota kysymystä") == 1
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1
    assert await days.heard(days.ritva, "Kukaan ei ole ottanut kysymystä") == 1


async def test_where_a_county_has_no_contacts_kela_s_own_are_asked_and_reminded(days: Days) -> None:
    await days.liisa.say("/consult Keusote asumismenot")
    choice = await days.liisa.wait_for_card("Kysy Kelan yhteyshenkilöltä")
    await days.liisa.press(choice, "Kysy Kelan yhteyshenkilöltä")
    form = await days.liisa.wait_for_card("consultation.send")
    await days.liisa.press(form, "consultation.send", inputs={"question": QUESTION})
    await days.passes(hours=2.1)
    assert await days.heard(days.pekka, WAITS) == 1


async def test_an_asker_who_is_away_is_told_in_the_chat_as_before(days: Days) -> None:
    await days.asked("Kela asumismenot", days.maija)
    await days.away("11-01", TODAY, FRIDAY)
    await days.to("2026-11-25T11:05")
    assert await days.heard(days.maija, "Älä odota vastausta, vaan soita.") == 1


async def test_a_county_s_question_moves_on_among_kela_s_contacts_for_that_county(days: Days) -> None:
    await days.asked("Kela asumismenot", days.maija, receiver="kela-01")
    await days.passes(hours=2.1)
    assert await days.heard(days.anna, WAITS) == 1
    await days.passes(hours=2)
    assert await days.heard(days.jussi, QUESTION) == 1
    await days.to("2026-11-25T09:05")
    assert await days.heard(days.kirsi, QUESTION) == 1
    assert await days.heard(days.heikki, QUESTION) == 0
