"""`kuntayhteys audit verify`, as whoever guards the log runs it: both databases, a checkpoint kept elsewhere."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.privacy.access_log import record, verify
from config.database import Database
from tests.privacy.test_access_log import ENTRY, fill


@pytest.fixture
def address(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", database_url)
    asyncio.run(_with(database_url, "fill"))
    return database_url


async def _with(address: str, what: str) -> None:
    database = Database(address)
    try:
        if what == "fill":
            await fill(database)
        else:
            async with database.write() as connection:
                await connection.execute(text(what))
    finally:
        await database.close()


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["audit", "verify", *arguments])
    return result.exit_code, result.output


def test_an_intact_log_is_told_with_its_length(address: str) -> None:
    assert run() == (0, "The access log is intact: 6 rows.\n")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        ("UPDATE access_log SET basis = 'general' WHERE id = 3", "row 3: changed"),
        ("DELETE FROM access_log WHERE id = 4", "row 5: missing"),
        ("DELETE FROM access_log WHERE id = 6", "row 5: missing"),
        ("UPDATE access_log SET previous_hash = hash WHERE id = 2", "row 2: moved"),
    ],
)
def test_each_harm_is_told_by_its_row_and_the_command_fails(address: str, harm: str, says: str) -> None:
    asyncio.run(_with(address, harm))
    code, said = run()
    assert code == 1
    assert says in said.splitlines()


def test_a_checkpoint_is_kept_and_checked_against(address: str, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoints.jsonl"
    assert run("--checkpoint", str(kept))[0] == 0
    asyncio.run(_with(address, "fill"))
    assert run("--checkpoint", str(kept))[0] == 0
    assert [json.loads(line)["row"] for line in kept.read_text().splitlines()] == [6, 12]


def test_a_log_rewritten_from_its_beginning_is_found_and_makes_no_new_checkpoint(address: str, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoints.jsonl"
    run("--checkpoint", str(kept))
    for harm in ("DELETE FROM access_log", "DELETE FROM access_log_head", "fill"):
        asyncio.run(_with(address, harm))
    asyncio.run(_rewrite(address))
    before = kept.read_text()
    assert run()[0] == 0
    code, said = run("--checkpoint", str(kept))
    assert (code, said) == (1, "row 6: rewritten\n")
    assert kept.read_text() == before


async def _rewrite(address: str) -> None:
    """The chain made anew without the first row's basis."""
    database = Database(address)
    async with database.write() as connection:
        await connection.execute(text("DELETE FROM access_log"))
        await connection.execute(text("DELETE FROM access_log_head"))
        for number in range(6):
            await record(connection, replace(ENTRY, consultation_id=2000 + number))
    await database.close()


@pytest.mark.parametrize(
    "content", ["", "{}", "rubbish\n", '{"row": "6", "hash": "x"}\n', '{"row": -1, "hash": "0"}\n']
)
def test_a_file_that_holds_no_checkpoint_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "checkpoints.jsonl"
    file.write_text(content)
    code, said = run("--checkpoint", str(file))
    assert code == 2
    assert "holds no checkpoint" in said
    assert file.read_text() == content


async def test_rows_written_while_the_log_is_verified_are_no_fault(database: Database) -> None:
    stop = asyncio.Event()

    async def go_on_writing() -> None:
        while not stop.is_set():
            await fill(database, 1)

    writing = asyncio.create_task(go_on_writing())
    try:
        for _ in range(10):
            async with database.read() as connection:
                assert await verify(connection) == []
    finally:
        stop.set()
        await writing
