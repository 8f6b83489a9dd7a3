"""A workbook made to do harm, sent in the chat as contacts or own workers: a sentence at once, and nothing stored."""

import time
from dataclasses import replace

import pytest
import structlog

from bot.turns.turn import Attachment
from tests.directory.exchange.test_workbook_bombs import BOMBS
from tests.turns.office import Office
from tests.upkeep.conftest import kept_office, office, reference, sample

__all__ = ["kept_office", "office", "reference", "sample"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FILE = "application/vnd.microsoft.teams.file.download.info"
SECONDS = 5.0
SENTENCES = ("liian suuri", "ei voitu lukea", "ei voi lukea", "ei ole luettavissa")


@pytest.mark.parametrize("typed", ["", "/own import"], ids=["contacts", "own workers"])
async def test_it_is_refused_with_a_sentence(kept_office: Office, typed: str) -> None:
    ritva = kept_office.contact("Ritva Keksitty")
    before = [await kept_office.rows(f"SELECT * FROM {name}") for name in ("contact", "directory_change")]  # noqa: S608
    for name in ("laughs", "one wide row", "one sheet named often", "a file of the machine", "deep"):
        content = BOMBS[name][0]()

        async def fetch(_: Attachment, content: bytes = content) -> bytes:
            return content

        other = replace(ritva, office=kept_office.having(replace(kept_office.services, fetch_file=fetch)))
        seen = len(ritva.sees())
        began = time.process_time()
        with structlog.testing.capture_logs() as logged:
            await other.types(typed, Attachment("lista.xlsx", FILE, "https://files.example/1"))
        assert time.process_time() - began < SECONDS
        said = "\n".join(one.words for one in ritva.sees()[seen:]).casefold()
        assert any(sentence in said for sentence in SENTENCES), said
        assert not [line for line in logged if line["log_level"] == "error"]
    after = [await kept_office.rows(f"SELECT * FROM {name}") for name in ("contact", "directory_change")]  # noqa: S608
    assert after == before
