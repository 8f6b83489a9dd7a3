"""*Nähty* and *kirjoittaa*: what Teams tells by itself reaches the other side, and never goes where it may not."""

import pytest

from bot.turns.turn import Read, Typing
from tests.turns.office import Office, Person, Shown

QUESTION = "Voiko alue osallistua vuokraan?"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
async def liisa(office: Office) -> Person:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", QUESTION)
    return liisa


@pytest.fixture
def maija(office: Office) -> Person:
    return office.contact("Maija Esimerkki")


async def reads(person: Person, up_to: Shown | None = None) -> None:
    await person.does("event/readReceipt", Read((up_to or person.last).id))


def main_card(liisa: Person) -> str:
    return liisa.sees()[0].words


async def test_the_asker_sees_who_of_the_asked_has_seen_the_question_and_when(liisa: Person, maija: Person) -> None:
    liisa.office.clock.forward(minutes=8)
    await reads(maija)
    assert "Nähty: Maija Esimerkki (9.20)" in main_card(liisa)
    liisa.office.clock.forward(days=1)
    await reads(liisa.office.contact("Kalle Malli"))
    assert "Nähty: Maija Esimerkki (ti 24.11. klo 9.20), Kalle Malli (" in main_card(liisa)


async def test_only_the_first_sight_counts_and_nothing_is_sent_for_the_later_ones(liisa: Person, maija: Person) -> None:
    await reads(maija)
    before = await liisa.office.rows("SELECT count(*) FROM outbox")
    liisa.office.clock.forward(hours=1)
    await reads(maija)
    await reads(maija)
    assert "Nähty: Maija Esimerkki (9.12)" in main_card(liisa)
    assert await liisa.office.rows("SELECT count(*) FROM outbox") == before


async def test_what_came_after_the_read_message_is_not_seen(liisa: Person, maija: Person) -> None:
    first = maija.last
    await liisa.asks("Eksote sähkölasku", "Toinen kysymys?")
    await reads(maija, first)
    assert await liisa.office.rows("SELECT consultation_id FROM post WHERE seen_at IS NOT NULL") == [(1001,)]


async def test_a_receipt_of_one_chat_says_nothing_of_anybody_elses(liisa: Person, office: Office) -> None:
    await reads(liisa)
    await office.of("KELA", "Paavo").does("event/readReceipt", Read("99999999999999"))
    assert await office.rows("SELECT id FROM post WHERE seen_at IS NOT NULL") == []


async def test_once_somebody_has_taken_it_the_line_gives_way(liisa: Person, maija: Person) -> None:
    await reads(maija)
    await maija.presses(maija.main_card(), "consultation.claim")
    assert "Nähty" not in main_card(liisa)


async def test_whoever_answered_sees_that_the_answer_has_been_seen(liisa: Person, maija: Person) -> None:
    await maija.presses(maija.main_card(), "consultation.reply", text="Kyllä voi.")
    assert "Nähty" not in maija.main_card().words
    await reads(liisa)
    assert "Nähty" in maija.main_card().words


async def test_a_closed_matter_is_left_alone(liisa: Person, maija: Person) -> None:
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.presses(maija.main_card(), "consultation.close", outcome="answered")
    before = main_card(liisa)
    await reads(maija)
    assert main_card(liisa) == before


@pytest.mark.parametrize("last", ["0", "99999999999999999999"], ids=["nothing", "everything"])
async def test_any_number_is_a_receipt(liisa: Person, maija: Person, last: str) -> None:
    await maija.does("event/readReceipt", Read(last))
    seen = await liisa.office.rows("SELECT contact_id FROM post WHERE seen_at IS NOT NULL")
    assert seen == ([("11-01",)] if last != "0" else [])


async def test_a_receipt_or_a_sign_from_an_organisation_that_takes_no_part_is_dropped_in_silence(
    office: Office,
) -> None:
    stranger = office.of("KELA", "Vieras")
    outside = Person(office, stranger.actor.__class__("muu", "id", "29:id", "Vieras"))
    for doing in (Read("1"), Typing()):
        await outside.does("event", doing)
    assert outside.sees() == []
    assert await office.rows("SELECT id FROM access_log") == []


def signs(person: Person) -> int:
    return sum(one.activity.get("type") == "typing" for one in person.sees())


async def types_along(person: Person) -> None:
    await person.does("typing", Typing())


async def test_the_taker_and_the_asker_see_each_other_typing(liisa: Person, maija: Person) -> None:
    await maija.presses(maija.main_card(), "consultation.claim")
    await types_along(maija)
    assert (signs(liisa), signs(maija)) == (1, 0)
    await types_along(liisa)
    assert (signs(liisa), signs(maija)) == (1, 1)


async def test_signs_are_passed_on_every_few_seconds_at_most_and_never_stored(liisa: Person, maija: Person) -> None:
    await maija.presses(maija.main_card(), "consultation.claim")
    stored = await liisa.office.everything_stored()
    for _ in range(5):
        await types_along(maija)
    assert signs(liisa) == 1
    liisa.office.clock.forward(seconds=5)
    await types_along(maija)
    assert signs(liisa) == 2
    assert await liisa.office.everything_stored() == stored


async def test_nobody_sees_typing_before_somebody_has_taken_the_matter(liisa: Person, maija: Person) -> None:
    await types_along(maija)
    await types_along(liisa)
    assert (signs(liisa), signs(maija)) == (0, 0)


async def test_with_two_open_matters_it_is_not_certain_whom_the_typing_is_for(liisa: Person, maija: Person) -> None:
    await maija.presses(maija.main_card(), "consultation.claim")
    await liisa.asks("Eksote sähkölasku", "Toinen kysymys?")
    await types_along(liisa)
    await types_along(maija)
    assert (signs(liisa), signs(maija)) == (0, 0)


async def test_after_the_closing_nobody_sees_typing(liisa: Person, maija: Person) -> None:
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.presses(maija.main_card(), "consultation.close", outcome="answered")
    await types_along(maija)
    assert signs(liisa) == 0
