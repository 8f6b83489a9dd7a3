"""The asker's card tells what happens next by itself, and when: one line, and only while something will."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.consultation.waiting.ahead import Ahead, foretold
from directory.areas.plans import USUAL, moments
from directory.people.contacts import Absence, Directory, directory_of
from tests.escalation.waiting import QUESTION, asked, time_passes
from tests.turns.consents import CODE, ORAL
from tests.turns.office import TUESDAY_MORNING, Office, Person

TODAY = "2026-11-24T14:00:00+00:00"
ONE_LINE = ("Jos kukaan ei ota kysymystä", "Jos vastausta ei tule")


def next_step(person: Person) -> str:
    """The line of the newest main card; empty where there is none."""
    lines = [one for one in person.main_card().words.splitlines() if one.startswith(ONE_LINE)]
    assert len(lines) <= 1
    return lines[0] if lines else ""


@pytest.fixture
def liisa(office: Office) -> Person:
    return office.of("KELA", "Liisa")


async def test_each_step_is_foretold_when_the_one_before_it_is_done(office: Office, liisa: Person) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION, receiver="11-01")
    assert next_step(liisa) == "Jos kukaan ei ota kysymystä, siitä muistutetaan ti 24.11. klo 11.12."
    await time_passes(office, hours=2)
    assert next_step(liisa) == "Jos kukaan ei ota kysymystä, se lähtee myös sijaisille ti 24.11. klo 13.12."
    await time_passes(office, hours=2)
    assert next_step(liisa) == "Jos kukaan ei ota kysymystä, se lähtee myös muille yhteyshenkilöille ke 25.11. klo 9."
    await time_passes(office, hours=20)
    assert (
        next_step(liisa) == "Jos kukaan ei ota kysymystä, vastaanottajan hakemistovastaava saa tiedon ke 25.11. klo 11."
    )
    await time_passes(office, hours=2)
    assert next_step(liisa) == ""


async def test_a_step_that_would_ask_nobody_new_is_not_foretold(office: Office, liisa: Person) -> None:
    await asked(office)
    await time_passes(office, hours=2)
    assert "sijaisille" not in next_step(liisa)
    assert "ke 25.11. klo" in next_step(liisa)


async def test_once_taken_the_silence_of_the_taker_is_what_counts(office: Office, liisa: Person) -> None:
    maija = await asked(office)
    office.clock.forward(minutes=12)
    await maija.presses(maija.main_card(), "consultation.claim")
    assert next_step(liisa) == "Jos vastausta ei tule, siitä muistutetaan ti 24.11. klo 13.24."
    await time_passes(office, hours=4)
    assert next_step(liisa) == "Jos vastausta ei tule, muut voivat ottaa kysymyksen ke 25.11. klo 9.24."
    await time_passes(office, hours=20)
    assert next_step(liisa) == "Jos kukaan ei ota kysymystä, siitä muistutetaan ke 25.11. klo 11.24."


async def test_an_answer_ends_it_and_only_the_asker_is_told_of_it(office: Office, liisa: Person) -> None:
    maija = await asked(office)
    assert next_step(maija) == ""
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.presses(maija.main_card(), "consultation.reply", text="Kyllä voi.")
    assert next_step(liisa) == next_step(maija) == ""


async def test_an_urgent_question_moves_on_within_the_hour(office: Office, liisa: Person) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION, receiver="11-01", answer_by=TODAY)
    assert next_step(liisa) == "Jos kukaan ei ota kysymystä, siitä muistutetaan ti 24.11. klo 9.42."


async def test_a_last_day_for_deciding_pulls_the_next_step_nearer(office: Office, liisa: Person) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION)
    office.clock.forward(hours=4.5)
    before = next_step(liisa)
    ((number,),) = await office.rows("SELECT number FROM consultation")
    await liisa.types(f"/määräaika K-{number} 13.11.")
    assert before != next_step(liisa) != ""


async def test_writing_on_costs_the_asker_no_second_message(office: Office, liisa: Person) -> None:
    await asked(office)
    before = len(liisa.sees())
    await time_passes(office, hours=2)
    assert len(liisa.sees()) == before


async def test_while_the_consent_has_ended_nothing_is_foretold(office: Office, liisa: Person) -> None:
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    card = liisa.main_card()
    assert ONE_LINE[0] in card.words
    await liisa.types("/peruste K-1001 peruttu")
    assert ONE_LINE[0] not in card.words


def steps_of(case: Consultation, directory: Directory) -> list[Ahead]:
    """Everything that is foretold, one after the other, while nobody does anything."""
    timed, now, found = moments(USUAL.waiting if case.taker is None else USUAL.taken, TUESDAY_MORNING), None, []
    while step := foretold(case, timed, directory, now or TUESDAY_MORNING):
        found.append(step)
        now = step.at
    return found


def case_of(directory: Directory, *asked_ids: str, **fields: Any) -> Consultation:
    """A question of Kela's to Eksote about a client, to these contacts."""
    contacts = [directory.contacts[one] for one in asked_ids]
    return Consultation(
        **{
            "number": 1001,
            "state": "waiting",
            "version": 1,
            "asking_organisation": "KELA",
            "receiving_organisation": "11",
            "area": "11",
            "municipality": "",
            "topic": "asumismenot",
            "audience": "anyone",
            "question": QUESTION,
            "basis": "evident_need",
            "answer_by": TUESDAY_MORNING,
            "asker": Someone("kela", "liisa", "Liisa"),
            "created_at": TUESDAY_MORNING,
            "receivers": tuple(Receiver(one.id, Someone(*one.directory_id, one.name)) for one in contacts),
            **fields,
        }
    )


def test_where_an_own_worker_may_not_be_told_of_the_same_is_foretold_whoever_was_asked(sample: Directory) -> None:
    everybody = [one.id for one in sample.content.contacts if one.organisation == "11"]
    only_one = steps_of(case_of(sample, "11-01", client="sealed"), sample)
    assert only_one == steps_of(case_of(sample, *everybody, client="sealed"), sample)
    assert [one.what for one in only_one] == ["reminder", "deputies", "others", "coordinator"]
    assert [one.what for one in steps_of(case_of(sample, *everybody), sample)] == ["reminder", "coordinator"]


@pytest.mark.parametrize(("last", "told"), [(24, ["given_back", "given_back"]), (23, ["reminder", "given_back"])])
def test_a_taker_who_will_be_away_is_not_said_to_be_reminded(sample: Directory, last: int, told: list[str]) -> None:
    away = Absence("11-01", date(2026, 11, 20), date(2026, 11, last), "")
    directory = directory_of(replace(sample.content, absences=(away,)))
    taker = Someone(*sample.contacts["11-01"].directory_id, "Maija")
    case = case_of(sample, "11-01", state="taken", taker=taker)
    assert [one.what for one in steps_of(case, directory)] == told


def test_when_nobody_will_be_there_the_asker_reads_that_the_coordinator_hears_of_it(sample: Directory) -> None:
    everybody = tuple(
        Absence(one.id, date(2026, 11, 24), date(2026, 11, 24), "")
        for one in sample.content.contacts
        if one.organisation == "11"
    )
    directory = directory_of(replace(sample.content, absences=everybody))
    assert steps_of(case_of(sample, "11-01"), directory)[0].what == "coordinator"
