"""Texts are sealed to their row and column: they open nowhere else, and nothing else is taken for them."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.drafts import DRAFT
from bot.consultation.stored.store import MESSAGE, RECEIVER
from bot.privacy.sealed_texts import SEALER, opened, row_key, seal_values, sealed, sealed_columns, write_json
from bot.privacy.sealing import CannotOpenError, Sealer
from bot.tables import metadata
from config.database import Database

SEAL = Sealer([Fernet.generate_key().decode()])


@pytest.fixture
async def connection(sqlite_url: str) -> AsyncIterator[AsyncConnection]:
    database = Database(sqlite_url, {SEALER: SEAL})
    async with database.read() as one:
        yield one
    await database.close()


@given(words=st.text(min_size=1), key=st.text())
def test_a_stored_text_shows_nothing_of_itself(words: str, key: str) -> None:
    stored = seal_values(SEAL, MESSAGE, {"text": words}, {"number": 1001, "key": key})["text"]
    assert stored.startswith("s1:")
    assert len(words) < 5 or words not in stored


@pytest.mark.parametrize("words", ["Voiko alue auttaa?", "ä" * 4000, "\x00\ud800"], ids=["usual", "long", "odd"])
def test_a_text_opens_in_its_own_row(connection: AsyncConnection, words: str) -> None:
    row = {"number": 1001, "key": "a", "text": words}
    stored = sealed(connection, MESSAGE, row)
    assert stored["text"] != words
    assert opened(connection, MESSAGE, stored) == row


@pytest.mark.parametrize(
    "elsewhere", [{"number": 1002}, {"contact_id": "11-02"}, {"number": 1001, "contact_id": "1/11-01"}], ids=str
)
def test_a_text_moved_to_another_row_stays_shut(connection: AsyncConnection, elsewhere: dict[str, object]) -> None:
    stored = sealed(connection, RECEIVER, {"number": 1001, "contact_id": "11-01", "reason": "Loma.", "whose": ""})
    with pytest.raises(CannotOpenError):
        opened(connection, RECEIVER, {**stored, **elsewhere})


def test_a_text_moved_to_another_column_stays_shut(connection: AsyncConnection) -> None:
    stored = sealed(connection, RECEIVER, {"number": 1001, "contact_id": "11-01", "reason": "Loma.", "whose": ""})
    with pytest.raises(CannotOpenError):
        opened(connection, RECEIVER, {**stored, "reason": "", "whose": stored["reason"]})


@pytest.mark.parametrize("stored", ["selvää tekstiä", "s1:", "s1:ääkkösiä", "s2:gAAAA", "gAAAA"])
def test_what_was_not_sealed_is_never_taken_for_a_text(connection: AsyncConnection, stored: str) -> None:
    with pytest.raises(CannotOpenError):
        opened(connection, MESSAGE, {"number": 1001, "key": "a", "text": stored})


def test_nothing_is_stored_of_an_empty_text(connection: AsyncConnection) -> None:
    assert sealed(connection, DRAFT, {"id": "x", "place_words": "", "topic_words": ""})["place_words"] == ""
    assert write_json({}) == write_json([]) == ""


async def test_without_the_keys_texts_stay_shut(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.read() as connection:
        with pytest.raises(LookupError):
            sealed(connection, MESSAGE, {"number": 1001, "key": "a", "text": "Hei"})
    await database.close()


def test_every_table_with_sealed_texts_tells_its_rows_apart_by_columns_it_has() -> None:
    tables = [one for one in metadata().sorted_tables if sealed_columns(one)]
    assert tables
    for table in tables:
        assert row_key(table), table.name
        assert {*row_key(table)} <= {column.name for column in table.columns}, table.name
        serial = [one.name for one in table.primary_key.columns if isinstance(one.type, Integer) and one.name == "id"]
        assert not {*serial} & {*row_key(table)}, table.name


def test_fingerprints_tell_contents_apart_and_need_the_key() -> None:
    other = Sealer([Fernet.generate_key().decode()])
    mark = SEAL.fingerprint("Kyllä.")
    assert SEAL.is_fingerprint(mark, "Kyllä.")
    assert not SEAL.is_fingerprint(mark, "Ei.")
    assert not other.is_fingerprint(mark, "Kyllä.")
    assert other.fingerprint("Kyllä.") != mark


def test_a_fingerprint_outlives_a_change_of_keys() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    assert Sealer([new, old]).is_fingerprint(Sealer([old]).fingerprint("Kyllä."), "Kyllä.")


def test_the_document_names_every_sealed_column() -> None:
    document = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")
    told = re.search(r"Texts \((?P<columns>[^)]*)\) are sealed", document)
    assert told is not None
    there = {column for table in metadata().sorted_tables for column in sealed_columns(table)}
    assert set(re.findall(r"`(\w+)`", told["columns"])) == there
