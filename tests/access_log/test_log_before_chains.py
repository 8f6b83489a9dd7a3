"""The log that an older version wrote as one chain: it stays as it is, is checked as it was, and the chains of the
organisations go on from its end."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import GENESIS, OF_ALL, End, Fault, Problem, ends, record
from bot.access_log.bindings import bind, bound
from bot.access_log.checkpoints import add_checkpoint, read_checkpoint
from bot.access_log.log_checking import NOTHING_KEPT, verify
from bot.access_log.log_cutting import cut
from bot.privacy.pseudonyms import Pseudonymiser
from config.database import Database
from config.migrations.upgrading import alembic_config
from tests.access_log.test_access_log import ENTRY
from tests.privacy.test_secrets import PEPPER

SIGNER = Pseudonymiser(PEPPER)
BEGAN = datetime(2026, 11, 22, 8, 15, 30, 123456, tzinfo=UTC)
LENGTH, CUT_OFF = 8, 2
"""So many rows the old log had, of which so many had been cut off."""
COLUMNS = (
    "id, at, actor_tenant_id, actor_aad_object_id, organisation, role, action, consultation_id, pseudonym, basis, "
    "result, previous_hash, hash"
)
TABLES_OF_THEN = {"access_log": COLUMNS, "access_log_head": "*", "access_log_cut": "*"}


def rows_of_then() -> Sequence[Mapping[str, str | int | None]]:
    """As the version before chains wrote them, with its hash."""
    rows, previous = [], GENESIS
    for number in range(1, LENGTH + 1):
        row: dict[str, str | int | None] = {
            "id": number,
            "at": (BEGAN + timedelta(minutes=number)).isoformat(timespec="microseconds"),
            "actor_tenant_id": "t",
            "actor_aad_object_id": f"a{number}",
            "organisation": "KELA" if number % 2 else "11",
            "role": "contact",
            "action": "open",
            "consultation_id": 1000 + number if number % 3 else None,
            "pseudonym": "",
            "basis": "general",
            "result": "done",
            "previous_hash": previous,
        }
        previous = sha256(json.dumps(row, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        rows.append({**row, "hash": previous})
    return rows


ROWS = rows_of_then()
KEPT = {OF_ALL: End(LENGTH, str(ROWS[-1]["hash"]))}


async def moves(connection: AsyncConnection, to: str) -> None:
    step = command.upgrade if to == "head" else command.downgrade
    await connection.run_sync(lambda sync: step(alembic_config(sync), to))


async def filled_then(connection: AsyncConnection) -> None:
    """The tables of migration 0030 with what was in them."""
    await moves(connection, "0030")
    for row in ROWS[CUT_OFF:]:
        values = ", ".join("NULL" if one is None else f"'{one}'" for one in row.values())
        values = values.replace("T08:", " 08:").replace("+00:00", "" if is_sqlite(connection) else "+00:00")
        await connection.exec_driver_sql(f"INSERT INTO access_log ({COLUMNS}) VALUES ({values})")  # noqa: S608
    await connection.exec_driver_sql(
        f"INSERT INTO access_log_head (id, last_id, last_hash) VALUES (1, {LENGTH}, '{ROWS[-1]['hash']}')"  # noqa: S608
    )
    last = ROWS[CUT_OFF - 1]["hash"]
    moments = [datetime(year, 11, 23, tzinfo=UTC).isoformat(timespec="microseconds") for year in (2026, 2038)]
    signature = SIGNER.signature("/".join(("access log cut", str(CUT_OFF), str(last), *moments)))
    stored = [one.replace("T", " ").replace("+00:00", "" if is_sqlite(connection) else "+00:00") for one in moments]
    values = f"{CUT_OFF}, '{last}', '{stored[0]}', '{stored[1]}', '{signature}'"
    await connection.exec_driver_sql(f"INSERT INTO access_log_cut VALUES ({values})")  # noqa: S608


def is_sqlite(connection: AsyncConnection) -> bool:
    return connection.dialect.name == "sqlite"


async def content(connection: AsyncConnection) -> list[object]:
    queries = [f"SELECT {columns} FROM {table}" for table, columns in TABLES_OF_THEN.items()]  # noqa: S608
    return [sorted(map(str, await connection.execute(text(query)))) for query in queries]


async def test_the_old_log_survives_the_way_there_and_back_as_it_was(database: Database) -> None:
    async with database.write() as connection:
        await filled_then(connection)
        before = await content(connection)
        await moves(connection, "head")
        await bind(connection, SIGNER, BEGAN)
    async with database.read() as connection:
        assert await verify(connection, KEPT, SIGNER) == []
    async with database.write() as connection:
        await moves(connection, "0030")
        assert await content(connection) == before
        await moves(connection, "head")
    async with database.read() as connection:
        assert await verify(connection, KEPT, SIGNER) == []


async def test_the_chains_of_the_organisations_go_on_from_its_end(database: Database) -> None:
    async with database.write() as connection:
        await filled_then(connection)
        await moves(connection, "head")
        rows = await record(connection, ENTRY, replace(ENTRY, organisation="11"), ENTRY)
        assert [(row.id, row.number) for row in rows] == [(9, 1), (10, 1), (11, 2)]
        assert {row.previous_hash for row in rows if row.number == 1} == {ROWS[-1]["hash"]}
        assert await bind(connection, SIGNER, BEGAN)
        assert await verify(connection, KEPT, SIGNER) == []


async def test_with_rows_of_chains_there_is_no_way_back(database: Database) -> None:
    async with database.write() as connection:
        await filled_then(connection)
        await moves(connection, "head")
        await record(connection, ENTRY)
        with pytest.raises(RuntimeError, match="an older version cannot check"):
            await moves(connection, "0030")


HARM = {
    "UPDATE access_log SET basis = 'x' WHERE id = 5": Problem(OF_ALL, 5, Fault.CHANGED),
    "UPDATE access_log SET number = 5 WHERE id = 5": Problem(OF_ALL, 5, Fault.CHANGED),
    "UPDATE access_log SET chain = 'x' WHERE id = 5": Problem(OF_ALL, 6, Fault.MISSING),
    "DELETE FROM access_log WHERE id = 5": Problem(OF_ALL, 6, Fault.MISSING),
    "DELETE FROM access_log WHERE id = 8": Problem(OF_ALL, 7, Fault.MISSING),
    "DELETE FROM access_log WHERE chain = ''": Problem(OF_ALL, CUT_OFF, Fault.MISSING),
    "DELETE FROM access_log_head WHERE chain = ''": Problem(OF_ALL, LENGTH, Fault.MISSING),
    "UPDATE access_log_cut SET last_number = 3": Problem(OF_ALL, 3, Fault.CUT),
}


@pytest.mark.parametrize("harm", HARM)
async def test_what_is_done_to_the_old_log_is_named_as_before(database: Database, harm: str) -> None:
    async with database.write() as connection:
        await filled_then(connection)
        await moves(connection, "head")
        await record(connection, ENTRY)
        await connection.execute(text(harm))
        assert HARM[harm] in await verify(connection, NOTHING_KEPT, SIGNER)


async def test_the_old_log_taken_away_with_its_head_is_missed_by_all_that_go_on_from_it(database: Database) -> None:
    async with database.write() as connection:
        await filled_then(connection)
        await moves(connection, "head")
        await record(connection, ENTRY)
        for name in ("access_log", "access_log_head", "access_log_cut"):
            await connection.execute(text(f"DELETE FROM {name} WHERE chain = ''"))  # noqa: S608
        assert await verify(connection, NOTHING_KEPT, SIGNER) == [Problem(ENTRY.chain, 1, Fault.MOVED)]
        assert Problem(OF_ALL, LENGTH, Fault.MISSING) in await verify(connection, KEPT, SIGNER)


async def test_a_checkpoint_of_then_proves_what_it_proved(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "checkpoints.jsonl"
    file.write_text(json.dumps({"row": 6, "hash": ROWS[5]["hash"]}) + "\n")
    kept = read_checkpoint(file)
    assert kept == {OF_ALL: End(6, str(ROWS[5]["hash"]))}
    async with database.write() as connection:
        await filled_then(connection)
        await moves(connection, "head")
        await record(connection, ENTRY)
        assert await verify(connection, kept, SIGNER) == []
        other = {OF_ALL: End(6, str(ROWS[4]["hash"]))}
        assert await verify(connection, other, SIGNER) == [Problem(OF_ALL, 6, Fault.REWRITTEN)]
        add_checkpoint(file, await ends(connection))
        assert read_checkpoint(file) == await ends(connection)
        assert len(file.read_text().splitlines()) == 2


async def test_the_old_log_is_cut_when_its_time_is_over_and_the_others_still_go_on_from_its_end(
    database: Database,
) -> None:
    async with database.write() as connection:
        await filled_then(connection)
        await moves(connection, "head")
        await record(connection, replace(ENTRY, at=BEGAN + timedelta(days=2)))
        assert await bind(connection, SIGNER, BEGAN)
        assert (
            await cut(connection, SIGNER, datetime(2038, 11, 23, tzinfo=UTC), 12, await bound(connection, SIGNER))
            == LENGTH - CUT_OFF
        )
        assert await verify(connection, KEPT, SIGNER) == []
        assert (
            await cut(connection, SIGNER, datetime(2039, 11, 23, tzinfo=UTC), 12, await bound(connection, SIGNER)) == 1
        )
        await record(connection, ENTRY)
        assert await verify(connection, KEPT, SIGNER) == []
