"""Changing the sealing keys on both databases: everything opens afterwards with the new key alone, and nothing comes
back that was destroyed meanwhile. The office seals its texts with a key of its own, which is given too."""

import asyncio

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text, update
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli.keys import sealed_tables
from bot.consultation.stored.store import CONSULTATION
from bot.privacy import rotating
from bot.privacy.rotating import Rotated, rotate, seal_clear_texts
from bot.privacy.sealed_texts import SEALER, opened, sealed_columns
from bot.privacy.sealing import CannotOpenError, Sealer
from config.database import Database
from tests.privacy.test_secrets import PEPPER
from tests.turns.office import Office

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
CODE = "010594Y9032"


async def matters(office: Office, how_many: int) -> None:
    """Consultations with a client, sealed under the old key, a question and the details of its template."""
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?", basis="evident_need", client=CODE)
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


async def a_matter_with_words_everywhere(office: Office) -> None:
    """A question, lines, a reason, a note for the follow-up and a held line."""
    liisa, kalle, maija = office.of("KELA", "Liisa"), office.contact("Kalle Malli"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa muutossa?", basis="evident_need", client=CODE)
    await kalle.presses(kalle.main_card(), "consultation.release", reason="Loma alkaa.", whose="Uusi työntekijä")
    await maija.types("Kyllä, soitan huomenna.")
    await liisa.types("Hienoa, kiitos.")
    await liisa.presses(
        liisa.main_card(),
        "consultation.close",
        outcome="kela_can_decide",
        followup_on="2026-12-09",
        followup_note="Onko muutto tehty?",
    )
    await liisa.asks("Eksote asumismenot", "Toinen kysymys?")
    await liisa.asks("Eksote asumismenot", "Kolmas kysymys?")
    await liisa.types("Kummalle tämä menee?")


async def _rows(database: Database, query: str) -> list[tuple[object, ...]]:
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(text(query))]


async def everything(url: str, *keys: str) -> dict[str, list[dict[str, object]]]:
    """The rows of every table with something sealed in it, opened with these keys alone."""
    database, rows = Database(url, {SEALER: Sealer(keys)}), {}
    try:
        async with database.read() as connection:
            for table in sealed_tables():
                found = (await connection.execute(select(table).order_by(*table.primary_key.columns))).mappings()
                rows[table.name] = [
                    {name: cell for name, cell in opened(connection, table, row).items() if not isinstance(cell, bytes)}
                    for row in found
                ]
    finally:
        await database.close()
    return rows


async def test_everything_opens_with_the_new_key_alone_afterwards(
    office: Office, database_url: str, sealing_key: str
) -> None:
    await a_matter_with_words_everywhere(office)
    before, keys = await everything(database_url, sealing_key), Sealer([NEW, OLD, sealing_key])
    done = await rotate(office.services.database, keys, sealed_tables())
    assert (done.already_newest, done.unopened) == (0, 0)
    assert done.resealed >= 8
    assert await everything(database_url, NEW) == before
    assert await rotate(office.services.database, keys, sealed_tables()) == Rotated(0, done.resealed, 0)


async def test_many_rows_are_gone_through_whole(office: Office, sealing_key: str) -> None:
    await matters(office, 230)
    database, keys = office.services.database, Sealer([NEW, OLD, sealing_key])
    assert await rotate(database, keys, [CONSULTATION]) == Rotated(3 * 230, 0, 0)
    for number, sealed in await _rows(database, "SELECT number, client_sealed FROM consultation"):
        assert isinstance(sealed, bytes)
        assert Sealer([NEW]).open(sealed, f"place/{number}") == CODE
    assert await rotate(database, keys, [CONSULTATION]) == Rotated(0, 3 * 230, 0)


async def test_what_was_stored_in_clear_is_sealed_where_it_belongs(
    office: Office, database_url: str, sealing_key: str
) -> None:
    await a_matter_with_words_everywhere(office)
    before = await everything(database_url, sealing_key)
    async with office.services.database.write() as connection:
        for table in sealed_tables():
            for row in before[table.name]:
                texts = {name: row[name] for name in sealed_columns(table)}
                same = [key == row[key.name] for key in table.primary_key.columns]
                if texts:
                    await connection.execute(update(table).where(*same).values(**texts))
    with pytest.raises(CannotOpenError):
        await everything(database_url, sealing_key)
    how_many = await seal_clear_texts(office.services.database, Sealer([sealing_key]), sealed_tables())
    assert how_many >= 8
    assert await everything(database_url, sealing_key) == before
    assert await seal_clear_texts(office.services.database, Sealer([sealing_key]), sealed_tables()) == 0


async def test_what_no_given_key_opens_stays_and_is_counted(office: Office, sealing_key: str) -> None:
    await matters(office, 3)
    database = office.services.database
    before = await _rows(database, "SELECT client_sealed FROM consultation ORDER BY number")
    assert await rotate(database, Sealer([NEW, sealing_key]), [CONSULTATION]) == Rotated(2 * 3, 0, 3)
    assert await _rows(database, "SELECT client_sealed FROM consultation ORDER BY number") == before


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

    await asyncio.gather(rotate(database, Sealer([NEW, OLD]), [CONSULTATION]), close_all())
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
