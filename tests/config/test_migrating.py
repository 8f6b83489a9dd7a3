"""A database is brought to the newest tables by one process, while others use it, or a sentence says why not."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.__main__ import main
from bot.cli.keys import seal_once
from bot.consultation.stored import store
from bot.privacy.sealing import Sealer
from config.database import Database, async_url
from config.migrate import (
    MIGRATIONS,
    CannotMigrate,
    Migrated,
    Patience,
    migrate_async,
    newest,
    require_newest,
    version_of,
)
from config.migrations.upgrading import alembic_config
from tests.config.test_migrations import BEFORE_SEALING
from tests.databases import KINDS, Console

OLD = "0030"
HASTE = Patience(process=0.3, table=0.1, tables=0.3, pause=0.02)
UNFINISHED = "ix_post_conversation"
READING = ["export"], ["audit", "verify"], ["tenant", "off", "11"], ["keys", "rotate"]


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[AsyncConnection]:
    """By hand, each statement by itself, as an administrator is."""
    engine = create_async_engine(async_url(address), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


async def as_it_was(address: str, version: str) -> None:
    """The database goes back to earlier tables."""

    def back(connection: Connection) -> None:
        command.downgrade(alembic_config(connection), version)

    database = Database(address)
    async with database.write() as connection:
        await connection.run_sync(back)
    await database.close()


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bot.db'}"
        return
    console: Console = request.getfixturevalue("postgres_console")
    with console.copied("template1") as url:
        yield url


def test_the_newest_version_is_told_by_the_names_of_the_files() -> None:
    assert newest() == ScriptDirectory.from_config(alembic_config()).get_current_head()


def test_no_index_is_made_while_those_who_write_wait() -> None:
    """Of a large table that takes minutes: `config.migrations.online_indexes` does it beside them."""
    since = [file for file in (MIGRATIONS / "versions").glob("*.py") if file.name > f"{OLD}_z"]
    assert since
    assert [
        file.name for file in since if re.search(r"create_index|CREATE (UNIQUE )?INDEX", file.read_text("utf-8"))
    ] == []


async def test_of_three_that_start_at_once_on_an_empty_database_one_makes_the_tables(empty_url: str) -> None:
    ended = await asyncio.gather(*(migrate_async(empty_url) for _ in range(3)))
    assert {one.after for one in ended} == {newest()}
    assert [one.before for one in ended].count("") == 1 or {one.before for one in ended} == {""}
    assert await version_of(empty_url) == newest()


async def test_of_three_that_start_at_once_on_an_old_database_one_changes_it(database_url: str) -> None:
    await as_it_was(database_url, OLD)
    ended = await asyncio.gather(*(migrate_async(database_url) for _ in range(3)))
    assert Migrated(OLD, newest()) in ended
    assert await migrate_async(database_url) == Migrated(newest(), newest())


async def test_a_start_with_nothing_to_do_does_not_import_what_migrates(database_url: str) -> None:
    program = (
        f"import asyncio, sys; from config.migrate import migrate_async; asyncio.run(migrate_async({database_url!r}))"
    )
    program += "; sys.exit('alembic' in sys.modules)"
    started = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    assert await started.wait() == 0


async def test_rows_of_the_oldest_tables_that_are_supported_come_along(database: Database, sealer: Sealer) -> None:
    address = database.url.render_as_string(hide_password=False)
    await as_it_was(address, "0015")
    async with database.write() as connection:
        for statement in BEFORE_SEALING:
            await connection.execute(text(statement))
    assert await migrate_async(address) == Migrated("0015", newest())
    await seal_once(database, sealer)
    async with database.read() as connection:
        assert (await store.load(connection, 1001)).question == "Voiko?"


async def test_texts_in_clear_are_looked_for_once(database: Database, sealer: Sealer) -> None:
    await seal_once(database, sealer)
    async with database.write() as connection:
        for statement in BEFORE_SEALING[:1]:
            await connection.execute(
                text(statement.replace("consultation (", "consultation (wipe_on, ").replace("VALUES (", "VALUES ('', "))
            )
    await seal_once(database, sealer)
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT question FROM consultation")) == "Voiko?"


async def test_who_holds_a_table_is_waited_for_a_while_and_then_told_of(database_url: str) -> None:
    await as_it_was(database_url, OLD)
    async with connected(database_url) as other:
        if other.dialect.name == "sqlite":
            await other.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            await other.exec_driver_sql("BEGIN")
            await other.exec_driver_sql("LOCK TABLE consultation IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(CannotMigrate, match="somebody else holds one of them"):
            await migrate_async(database_url, HASTE)
        waiting = asyncio.create_task(migrate_async(database_url))
        await asyncio.sleep(0)
        await other.exec_driver_sql("ROLLBACK")
    assert (await waiting).after == newest()


async def test_another_process_that_migrates_for_ever_is_told_of(postgres_url: str) -> None:
    await as_it_was(postgres_url, OLD)
    async with connected(postgres_url) as other:
        await other.exec_driver_sql("SELECT pg_advisory_lock(7203110413)")
        with pytest.raises(CannotMigrate, match="Another process has been changing the tables"):
            await migrate_async(postgres_url, HASTE)
        assert await version_of(postgres_url) == OLD


async def test_an_index_that_was_cut_short_is_made_anew(postgres_url: str) -> None:
    await as_it_was(postgres_url, "0032")
    async with connected(postgres_url) as other:
        await other.exec_driver_sql(f"CREATE INDEX {UNFINISHED} ON post (conversation_id, id)")
        await other.exec_driver_sql(
            f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{UNFINISHED}'::regclass"  # noqa: S608 - our own
        )
        assert await migrate_async(postgres_url) == Migrated("0032", newest())
        unfinished = "SELECT count(*) FROM pg_index WHERE NOT indisvalid"
        assert (await other.exec_driver_sql(unfinished)).scalar() == 0
        assert (await other.exec_driver_sql(f"SELECT '{UNFINISHED}'::regclass IS NOT NULL")).scalar()


async def test_a_turn_can_write_while_an_index_is_made(postgres_url: str) -> None:
    """Who writes holds a lock that an index made the usual way would wait for, and everybody behind it."""
    await as_it_was(postgres_url, "0032")
    async with connected(postgres_url) as turn:
        await turn.exec_driver_sql("BEGIN")
        await turn.exec_driver_sql("LOCK TABLE post IN ROW EXCLUSIVE MODE")
        making = asyncio.create_task(migrate_async(postgres_url, HASTE))
        async with connected(postgres_url) as other:
            at_work = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%'"
            async with asyncio.timeout(60):
                while not (await other.exec_driver_sql(at_work)).scalar():
                    assert not making.done()
            await other.exec_driver_sql("UPDATE post SET language = 'sv'")  # waits for nobody
        await turn.exec_driver_sql("COMMIT")
    assert await making == Migrated("0032", newest())


@pytest.mark.parametrize("words", READING, ids=" ".join)
@pytest.mark.parametrize("version", [OLD, "9999"])
def test_a_command_changes_no_tables_of_another_version(
    words: list[str],
    version: str,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    sealing_key: str,
) -> None:
    asyncio.run(_marked(database_url, version))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", database_url)
    monkeypatch.setenv("KUNTAYHTEYS_KEYS", sealing_key)
    monkeypatch.setenv("KUNTAYHTEYS_PEPPER", "q8Zr2vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVxCz")
    monkeypatch.setattr(sys, "argv", ["kuntayhteys", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "tables of version" in said
    assert "Nothing was changed." in said
    assert "Traceback" not in said
    assert ("kuntayhteys migrate" in said) == (version == OLD)
    assert asyncio.run(version_of(database_url)) == version


def test_the_command_tells_from_where_to_where(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asyncio.run(as_it_was(database_url, OLD))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", database_url)
    for words in (f"now of version {newest()}; before: {OLD}", f"of version {newest()} already"):
        monkeypatch.setattr(sys, "argv", ["kuntayhteys", "migrate"])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        assert words in capsys.readouterr().out


async def test_a_start_that_may_not_migrate_says_so(database_url: str, empty_url: str) -> None:
    await require_newest(database_url)
    await as_it_was(database_url, OLD)
    for address in (database_url, empty_url):
        with pytest.raises(CannotMigrate, match="kuntayhteys migrate"):
            await require_newest(address)


async def _marked(address: str, version: str) -> None:
    async with connected(address) as other:
        await other.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")  # noqa: S608 - our own
