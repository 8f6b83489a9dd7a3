"""The ready text of a closed matter: what was said by whom, by work and never by name, and short enough for a card."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.consultation.rules.model import Consultation, Line
from bot.consultation.sight.reader_view import Reading
from bot.consultation.sight.record import LONGEST, record_text
from bot.consultation.stored import store
from bot.outbox.posting import card_activity
from cards.consultation.asker_status import asker_status_card
from cards.consultation.record_note import RecordNoteView, record_note_card
from config.texts import Language, texts
from tests.cards.scenes_retention import FOLLOWED, RECEIPT
from tests.retention.closed import QUESTION, SAID, closed_matter
from tests.turns.office import Office

TEAMS_TAKES = 28 * 1024
"""Bytes of one message."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: nothing here depends on which."""
    return sqlite_url


@pytest.fixture
async def case(office: Office) -> Consultation:
    await closed_matter(office)
    async with office.services.database.read() as connection:
        return await store.load(connection, 1001)


def text_of(office: Office, case: Consultation, language: Language = "fi") -> str:
    return record_text(Reading(office.services, office.services.directory.current, language, office.clock()), case)


async def test_it_tells_what_was_asked_and_answered_on_which_basis_and_what_came_of_it(
    office: Office, case: Consultation
) -> None:
    text = text_of(office, case)
    for part in (QUESTION, SAID[1], SAID[2], "Ilmeinen tuen tarve", "Kela voi ratkaista asian", "24.11.2026 klo 9.12"):
        assert part in text
    assert text.index(QUESTION) < text.index(SAID[1]) < text.index(SAID[2])
    title = office.services.directory.current.contacts["11-01"].title
    assert f"Etelä-Karjala ({title}) kirjoitti: {SAID[1]}" in text


async def test_it_names_nobody(office: Office, case: Consultation) -> None:
    for name in ("Maija", "Liisa", "Kalle"):
        assert name not in text_of(office, case)


async def test_it_is_in_the_readers_language(office: Office, case: Consultation) -> None:
    assert "frågade:" in text_of(office, case, "sv")
    assert "wrote:" in text_of(office, case, "en")


async def test_a_deleted_line_is_not_in_it(office: Office, case: Consultation) -> None:
    deleted = tuple(replace(one, text="", deleted_at=office.clock()) for one in case.lines)
    assert "kirjoitti" not in text_of(office, replace(case, lines=deleted))


@pytest.mark.parametrize(("how_many", "length"), [(3, 4000), (29, 4000), (400, 4000), (400, 3)])
async def test_it_fits_on_a_card(office: Office, case: Consultation, how_many: int, length: int) -> None:
    line = case.lines[0]
    many = tuple(
        Line(number, line.side, line.author, f"{number}" * length, line.created_at + timedelta(minutes=number))
        for number in range(1, how_many + 1)
    )
    text = text_of(office, replace(case, lines=many))
    assert len(text) < LONGEST + 100 * 35
    assert str(how_many) in text
    if how_many > 30:
        assert "vanhempaa viestiä on jätetty pois" in text


async def test_an_open_matter_has_none(office: Office, case: Consultation) -> None:
    assert text_of(office, replace(case, outcome=None)) == ""


async def test_the_longest_text_leaves_the_closed_card_small_enough_for_teams(
    office: Office, case: Consultation
) -> None:
    said = ('Ääkkösiä ja "lainauksia" häätöuhasta. ' * 110)[:4000]
    many = tuple(replace(case.lines[0], id=number, text=said) for number in range(1, 41))
    record = text_of(office, replace(case, question=said, lines=many))
    for card in (
        record_note_card(RecordNoteView(1001, "asumismenot", "Etelä-Karjala", "24.12.2026", record), texts("fi")),
        asker_status_card(replace(FOLLOWED, receipt=replace(RECEIPT, record=record)), texts("fi")),
    ):
        assert len(json.dumps(card_activity(card, "")).encode()) < TEAMS_TAKES
