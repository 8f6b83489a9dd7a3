"""The migrations make exactly the tables that the code declares, on both databases."""

from datetime import UTC, datetime

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.consultations import store
from bot.consultations.model import Consultation, Someone
from bot.tables import metadata
from config.database import Database


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
