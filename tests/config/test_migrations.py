"""The migrations make exactly the tables that the code declares, on both databases."""

from datetime import UTC, date, datetime

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.consultations import store
from bot.consultations.model import Consultation, Someone
from bot.tables import metadata
from config.database import Database
from config.migrate import alembic_config
from directory.store import load_content


async def test_migrations_and_tables_agree(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata()))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_consultations_are_numbered_from_1001(database: Database) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    case = Consultation(
        number=0,
        state="waiting",
        version=1,
        asking_organisation="KELA",
        receiving_organisation="11",
        area="11",
        municipality="",
        topic="asumismenot",
        audience="anyone",
        question="?",
        basis="general",
        answer_by=now,
        asker=Someone("t", "a", "n"),
        created_at=now,
    )
    async with database.write() as connection:
        assert [(await store.create(connection, case, "draft", None)).number for _ in range(2)] == [1001, 1002]


async def test_a_rule_from_before_rules_were_dated_is_kept(database: Database) -> None:
    """Migration 0002 makes the first day a part of the rule's key."""
    columns = "area, state, who_may_ask, urgency, prefers, place, team_id, channel_id, working_hours, languages"
    columns += ", website, source"
    values = "'11', 'agreed', 'named', 'excluded', 'named', 'chat', '', '', 'ma-pe 8-16', 'fi', '', ''"
    async with database.write() as connection:
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "0001"))
        await connection.execute(text(f"INSERT INTO area_rule ({columns}) VALUES ({values})"))  # noqa: S608
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
        rule = (await load_content(connection)).areas[0]
    assert (rule.area, rule.valid_from, rule.urgency) == ("11", date.min, "excluded")
