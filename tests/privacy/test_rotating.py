"""Changing the sealing keys on both databases: everything opens afterwards with the new key alone, and nothing comes
back that was destroyed meanwhile."""

import asyncio

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.keys import SEALED
from bot.privacy import rotating
from bot.privacy.rotating import Rotated, rotate
from bot.privacy.sealed_texts import open_text, seal_text
from bot.privacy.sealing import CannotOpenError, Sealer
from config.database import Database
from tests.privacy.test_secrets import PEPPER
from tests.turns.office import Office

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
CODE = "010594Y9032"


async def matters(office: Office, how_many: int) -> None:
    """Consultations about a client, sealed under the old key."""
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?", basis="consent", client=CODE)
    columns = [row[0] for row in await _rows(office.services.database, "SELECT number, draft FROM consultation")]
    assert columns == [1001]
    async with office.services.database.write() as connection:
        template = (await connection.execute(text("SELECT * FROM consultation"))).mappings().one()
        names = ", ".join(template.keys())
        for number in range(1002, 1001 + how_many):
            await connection.execute(
                text(f"INSERT INTO consultation ({names}) SELECT {_renumbered(names, number)} FROM consultation "  # noqa: S608
                     "WHERE number = 1001")
            )  # fmt: skip
        for number in range(1001, 1001 + how_many):
            sealed = Sealer([OLD]).seal(CODE, f"place/{number}")
            await connection.execute(
                text("UPDATE consultation SET client_sealed = :sealed WHERE number = :number"),
                {"sealed": sealed, "number": number},
            )


def _renumbered(names: str, number: int) -> str:
    return ", ".join(str(number) if name == "number" else name for name in names.split(", "))


async def _rows(database: Database, query: str) -> list[tuple[object, ...]]:
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(text(query))]


async def test_everything_opens_with_the_new_key_alone_afterwards(office: Office) -> None:
    await matters(office, 230)
    database = office.services.database
    assert await rotate(database, Sealer([NEW, OLD]), SEALED) == Rotated(230, 0, 0)
    for number, sealed in await _rows(database, "SELECT number, client_sealed FROM consultation"):
        assert isinstance(sealed, bytes)
        assert Sealer([NEW]).open(sealed, f"place/{number}") == CODE
    assert await rotate(database, Sealer([NEW, OLD]), SEALED) == Rotated(0, 230, 0)


async def test_what_no_given_key_opens_stays_and_is_counted(office: Office) -> None:
    await matters(office, 3)
    before = await _rows(office.services.database, "SELECT client_sealed FROM consultation ORDER BY number")
    assert await rotate(office.services.database, Sealer([NEW]), SEALED) == Rotated(0, 0, 3)
    assert await _rows(office.services.database, "SELECT client_sealed FROM consultation ORDER BY number") == before


async def test_a_copy_destroyed_meanwhile_does_not_come_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await matters(office, 120)
    database = office.services.database
    monkeypatch.setattr(rotating, "ROWS_AT_ONCE", 5)

    async def close_all() -> None:
        for number in range(1120, 1000, -1):
            async with database.write() as connection:
                await connection.execute(
                    text("UPDATE consultation SET client_sealed = NULL WHERE number = :number"), {"number": number}
                )

    await asyncio.gather(rotate(database, Sealer([NEW, OLD]), SEALED), close_all())
    left = await _rows(database, "SELECT number FROM consultation WHERE client_sealed IS NOT NULL")
    assert left == []


def test_the_command_takes_keys_only_from_the_settings(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", database_url)
    monkeypatch.delenv("KUNTAYHTEYS_KEYS", raising=False)
    without = CliRunner().invoke(cli, ["keys", "rotate"])
    assert without.exit_code == 2
    assert "KUNTAYHTEYS_KEYS is not set" in without.output
    monkeypatch.setenv("KUNTAYHTEYS_KEYS", f"{NEW},{OLD}")
    monkeypatch.setenv("KUNTAYHTEYS_PEPPER", PEPPER)
    done = CliRunner().invoke(cli, ["keys", "rotate"])
    assert done.exit_code == 0
    assert "older keys are no longer needed" in done.output
    assert NEW not in done.output


@given(st.text(), st.text(), st.text())
def test_a_sealed_text_opens_in_its_own_row_only(words: str, table: str, key: str) -> None:
    stored = seal_text(Sealer([OLD]), words, table, key)
    assert open_text(Sealer([OLD]), stored, table, key) == words
    for elsewhere in ((table, key + "1"), (table + "x", key)):
        with pytest.raises(CannotOpenError):
            open_text(Sealer([OLD]), stored, *elsewhere)


@pytest.mark.parametrize("stored", ["", "selvää tekstiä", "s1:", "s1:ääkkösiä", "s2:gAAAA", "gAAAA"])
def test_what_was_not_sealed_is_never_taken_for_a_text(stored: str) -> None:
    with pytest.raises(CannotOpenError):
        open_text(Sealer([OLD]), stored, "consultation_message", "1001/a")
