"""What changes around a question that waits: the area's plan, its hours, its channel, who may be reached at all."""

from dataclasses import replace
from datetime import date

import pytest

from directory.areas.plans import read_plan
from directory.records.changes import put
from directory.time.hours import parse_hours
from tests.story.time.days import QUESTION, Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
WAITS = "odottaa yhä"


async def test_a_question_keeps_the_plan_of_the_day_on_which_it_was_asked(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.change_area("11", escalation=read_plan("remind 20h; coordinator 30h / "))
    await days.passes(hours=2.1)
    assert await days.heard(days.maija, WAITS) == 1
    await days.passes(hours=2)
    assert await days.heard(days.kalle, QUESTION) == 1


async def test_the_next_question_has_the_new_plan(days: Days) -> None:
    await days.change_area("11", escalation=read_plan("remind 1h; coordinator 3h / "))
    await days.asked(receiver="11-01")
    await days.passes(hours=1.1)
    assert await days.heard(days.maija, WAITS) == 1
    await days.passes(hours=2)
    assert await days.heard(days.kalle, QUESTION) == 0
    assert await days.heard(days.ritva, "Kukaan ei ole ottanut kysymystä") == 1


async def test_a_question_keeps_the_working_hours_of_the_day_on_which_it_was_asked(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.change_area("11", working_hours=parse_hours("ma-pe 12-16"))
    await days.passes(hours=4.1)
    assert await days.heard(days.kalle, QUESTION) == 1


async def test_a_plan_that_takes_force_tomorrow_is_that_of_tomorrow_s_questions(days: Days) -> None:
    rule = days.town.bot.services.directory.current.rule_on("11", date(2026, 11, 24))
    slow = replace(rule, valid_from=date(2026, 11, 25), escalation=read_plan("remind 20h; coordinator 30h / "))
    await days.change(lambda known: put(known, slow))
    await days.asked(receiver="11-01")
    await days.passes(hours=2.1)
    assert await days.heard(days.maija, WAITS) == 1
    await days.to("2026-11-25T09:12")
    label = await days.asked(receiver="11-02")
    await days.passes(hours=3)
    assert await days.heard(days.kalle, f"{label} {WAITS}") == 0


async def test_a_question_in_a_channel_reminds_in_chats_and_asks_nobody_twice(days: Days) -> None:
    await days.asked("Kymsote asumismenot")
    await days.passes(hours=2.1)
    assert await days.heard(days.jaana, WAITS) == 1
    before = await days.heard(days.jaana, QUESTION)
    await days.to("2026-11-25T09:05")
    assert await days.heard(days.jaana, QUESTION) == before
    await days.to("2026-11-25T11:05")
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 1
    assert await days.heard(days.harri, "Kukaan ei ole ottanut kysymystä") == 1


async def test_the_client_s_own_worker_is_asked_first_and_then_the_named_contacts(days: Days) -> None:
    code = "010594Y9032"
    await days.says(days.maija, "/oma lisää")
    await days.presses(days.maija, "ownworker.save", client=code, basis="client_care")
    await days.asked(basis="consent", consent="client-orally", client=code)
    assert await days.heard(days.maija, QUESTION) == 1
    assert await days.heard(days.otto, QUESTION) == 0
    await days.passes(hours=2.1)
    assert await days.heard(days.maija, WAITS) == 1
    await days.to("2026-11-25T09:05")
    assert await days.heard(days.otto, QUESTION) == 1


async def test_a_switched_off_organisation_gets_nothing_and_once_it_is_back_the_plan_goes_on(days: Days) -> None:
    await days.asked(receiver="11-01")
    before = len(await days.maija.messages())
    await days.switch("11", off=True)
    await days.passes(hours=2.1)
    assert len(await days.maija.messages()) == before
    await days.switch("11", off=False)
    await days.passes(minutes=21)
    assert await days.heard(days.maija, WAITS) == 1


async def test_of_a_switched_off_organisation_nobody_is_said_to_have_been_asked(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.switch("11", off=True)
    await days.passes(hours=4.1)
    assert await days.heard(days.liisa, "Se lähetettiin nyt myös näille") == 0
    await days.switch("11", off=False)
    await days.passes(minutes=21)
    assert await days.heard(days.liisa, "Se lähetettiin nyt myös näille: Kalle Malli.") == 1


async def test_while_an_organisation_is_switched_off_nothing_is_foretold(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.switch("11", off=True)
    assert await days.heard(days.liisa, "Jos kukaan ei ota") == 0
    await days.passes(hours=1)
    await days.switch("11", off=False)
    assert await days.heard(days.liisa, "Jos kukaan ei ota kysymystä, siitä muistutetaan ti 24.11. klo 11.12.") == 1


async def test_while_an_organisation_is_switched_off_others_are_reminded_as_before(days: Days) -> None:
    await days.asked("Kymsote asumismenot")
    await days.switch("11", off=True)
    await days.passes(hours=2.1)
    assert await days.heard(days.jaana, WAITS) == 1
    await days.switch("11", off=False)


async def test_a_question_closed_while_it_escalates_is_finished_everywhere(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.passes(hours=4.1)
    await days.presses(days.liisa, "Perun kysymyksen")
    assert await days.rows("SELECT count(*) FROM timer WHERE kind = 'escalate' AND state = 'pending'") == [(0,)]
    for person in (days.maija, days.kalle):
        assert "consultation.claim" not in [verb for one in await person.cards() for verb in one.verbs]
    await days.passes(days=3)
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 0


async def test_while_a_consent_has_ended_nobody_is_hurried_and_with_another_basis_the_waiting_begins_anew(
    days: Days,
) -> None:
    await days.asked(receiver="11-01", basis="consent", consent="client-orally", client="010594Y9032")
    await days.passes(hours=1)
    await days.presses(days.liisa, "consultation.basis")
    await days.presses(days.liisa, "Asiakas peruutti")
    await days.passes(days=1, hours=1)
    assert await days.heard(days.maija, WAITS) == 0
    assert await days.heard(days.liisa, "Älä odota vastausta, vaan soita.") == 0
    await days.presses(days.liisa, "consultation.basis")
    await days.presses(days.liisa, "Tallenna", basis="general")
    await days.passes(hours=1.9)
    assert await days.heard(days.maija, WAITS) == 0
    await days.passes(hours=0.2)
    assert await days.heard(days.maija, WAITS) == 1
