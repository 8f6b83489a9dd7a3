"""Reminders are quiet: at a good moment, put off when somebody asks for it, few in a day."""

from dataclasses import replace

import pytest

from bot.consultation.reminding.nudging import nudge
from bot.turns.answers import CardAnswer
from bot.turns.work import by_itself
from directory.people.presence import Presence
from tests.escalation.waiting import asked, reminders, time_passes, with_presence
from tests.turns.office import Office, words_of


async def test_a_question_is_taken_on_the_reminder_itself(office: Office) -> None:
    maija = await asked(office)
    await time_passes(office, hours=2)
    answer = await maija.presses(maija.card_of("nudge.claim"), "nudge.claim")
    assert isinstance(answer, CardAnswer)
    assert "on nyt minulla." in words_of(answer)
    assert await office.rows("SELECT taker_name FROM consultation") == [("Maija Esimerkki",)]


async def test_what_somebody_else_has_taken_is_told_on_the_reminder(office: Office) -> None:
    maija, kalle = await asked(office), office.contact("Kalle Malli")
    await time_passes(office, hours=2)
    await kalle.presses(kalle.card_of("nudge.claim"), "nudge.claim")
    answer = await maija.presses(maija.card_of("nudge.claim"), "nudge.claim")
    assert "Kalle Malli" in words_of(answer)
    assert "Mikään ei odota enää." in words_of(answer)
    assert await office.rows("SELECT taker_name FROM consultation") == [("Kalle Malli",)]


async def test_a_snoozed_reminder_comes_back_at_its_moment_and_the_plan_goes_on(office: Office) -> None:
    maija, kalle = await asked(office), office.contact("Kalle Malli")
    await time_passes(office, hours=2)
    told = await maija.presses(maija.card_of("nudge.snooze"), "nudge.snooze")
    assert "ke 25.11. klo 9" in words_of(told)
    before = reminders(maija)
    await time_passes(office, hours=3)
    assert reminders(maija) == before
    await time_passes(office, hours=18.8)
    assert reminders(maija) == before + 1
    assert reminders(kalle) >= 1


async def test_one_question_is_put_off_and_another_is_still_told(office: Office) -> None:
    maija = await asked(office)
    await asked(office, "Eksote vuokrarästi")
    numbers = sorted(int(str(row[0])) for row in await office.rows("SELECT number FROM consultation"))
    await maija.types(f"/torkku K-{numbers[0]} huomiseen")
    assert f"Muistutan kysymyksestä K-{numbers[0]} uudelleen ke 25.11. klo 9." in maija.last.words
    await time_passes(office, hours=2)
    assert f"K-{numbers[1]} odottaa yhä" in maija.card_of("nudge.snooze").words
    await time_passes(office, hours=22)
    assert "2 kysymystä odottaa yhä" in maija.card_of("nudge.snooze").words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("/torkku joskus", "Ajankohtaa ei tunnistettu"),
        ("/torkku K-1001 eilen", "Ajankohta on jo mennyt"),
        ("/torkku eiliseen asti", "Ajankohta on jo mennyt"),
        ("/snooze i går", "Ajankohta on jo mennyt"),
        ("/torkku 1.1.2020", "Ajankohta on jo mennyt"),
        ("/snooze 3 vko", "enintään kahdella viikolla"),
    ],
)
async def test_a_moment_that_cannot_be_is_told_and_nothing_is_stored(office: Office, words: str, told: str) -> None:
    maija = await asked(office)
    await maija.types(words)
    assert told in maija.last.words
    assert await office.rows("SELECT * FROM snooze") == []


@pytest.mark.parametrize("words", ["/torkku pois", "/torkku Lopeta", "/snooze off", "torkku pois", "/snooza av"])
async def test_what_was_put_off_is_put_on_again_by_a_word(office: Office, words: str) -> None:
    maija = await asked(office)
    await maija.types("/torkku huomiseen")
    await maija.types("/torkku K-1001 huomiseen")
    await time_passes(office, hours=2)
    assert reminders(maija) == 0
    await maija.types(words)
    assert "Muistutukset tulevat taas tavalliseen tapaan." in maija.last.words
    await time_passes(office, minutes=1)
    assert reminders(maija) == 1
    await time_passes(office, hours=23)
    assert reminders(maija) == 1


async def test_one_question_is_put_on_again_while_everything_is_put_off(office: Office) -> None:
    maija = await asked(office)
    await maija.types("/torkku huomiseen")
    await maija.types("/torkku K-1001 2 h")
    await maija.types("/torkku K-1001 pois")
    assert "ke 25.11. klo 9" in maija.last.words
    assert await office.rows("SELECT number FROM snooze") == [(0,)]
    await maija.types("/torkku pois")
    assert await office.rows("SELECT number FROM snooze") == []


async def test_for_today_means_until_the_next_morning(office: Office) -> None:
    maija = await asked(office)
    await maija.types("/torkku tänään")
    assert "ke 25.11. klo 9" in maija.last.words


async def test_a_question_of_others_cannot_be_snoozed_and_an_outsider_gets_a_sentence(office: Office) -> None:
    await asked(office)
    number = (await office.rows("SELECT number FROM consultation"))[0][0]
    sanna = office.contact("Harri Hahmotelma")
    await sanna.types(f"/torkku K-{number} 2 h")
    outsider = office.of("11", "Pirjo")
    await outsider.types("/torkku 2 h")
    assert "Omia tietoja ei ole hakemistossa" in outsider.last.words
    assert await office.rows("SELECT * FROM snooze") == []


@pytest.mark.parametrize("value", ["busy", "out_of_office"])
async def test_whoever_is_not_to_be_disturbed_is_reminded_later(office: Office, value: Presence) -> None:
    maija = await asked(office)
    await time_passes(office, with_presence(office, value), hours=2)
    assert reminders(maija) == 0
    await time_passes(office, with_presence(office, "available"), minutes=20)
    assert reminders(maija) == (1 if value == "busy" else 0)
    await time_passes(office, with_presence(office, "available"), days=1)
    assert reminders(maija) >= 1


async def test_whoever_is_always_busy_is_reminded_after_two_hours(office: Office) -> None:
    maija = await asked(office)
    for _ in range(9):
        await time_passes(office, with_presence(office, "busy"), hours=0.5)
    assert reminders(maija) == 1


async def test_an_urgent_question_is_told_in_a_meeting_too(office: Office) -> None:
    maija = await asked(office)
    await office.of("KELA", "Liisa").asks("Eksote asumismenot", "Tänään?", answer_by="2026-11-24T14:00:00+00:00")
    await time_passes(office, with_presence(office, "busy"), hours=1)
    assert reminders(maija) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_urgent_question_does_not_wait_behind_a_reminder_that_is_held_back(office: Office) -> None:
    maija, away = await asked(office), with_presence(office, "out_of_office")
    await time_passes(office, away, hours=2)
    assert reminders(maija) == 0
    await office.of("KELA", "Liisa").asks("Eksote asumismenot", "Tänään?", answer_by="2026-11-24T14:00:00+00:00")
    await time_passes(office, away, hours=1)
    assert reminders(maija) == 1


async def test_nobody_is_reminded_more_than_three_times_a_day(office: Office) -> None:
    maija = await asked(office)
    for _ in range(4):
        await time_passes(office, hours=1.1)
        await asked(office)
    assert reminders(maija) <= 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("most", [1, 10])
async def test_the_setting_says_how_many_reminders_a_day_brings_at_most(office: Office, most: int) -> None:
    settings = office.services.settings.model_copy(update={"reminders_per_day": most})
    services = replace(office.services, settings=settings)
    maija = await asked(office)
    contact = next(one for one in services.directory.current.contacts.values() if one.name == "Maija Esimerkki")
    for _ in range(most + 3):
        async with by_itself(services) as work:
            await nudge(work, contact.id)
        await time_passes(office, services, minutes=20)
    assert reminders(maija) == most
    await time_passes(office, services, hours=24)
    assert reminders(maija) == most + 1
