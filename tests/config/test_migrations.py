"""The migrations make exactly the tables that the code declares, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.tables import metadata
from config.database import Database


async def test_migrations_and_tables_agree(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata()))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_consultations_are_numbered_from_1001(database: Database) -> None:
    columns = "draft, state, version, asking_organisation, receiving_organisation, area, municipality, topic, audience, question"
    rest = "details, situation, basis, client_pseudonym, answer_by, asker_tenant_id, asker_aad_object_id, asker_name"
    others = "taker_contact_id, taker_tenant_id, taker_aad_object_id, taker_name, created_at, closed_by_name, closed_by_side"
    last = "outcome, client_reached, kelmu, correction_avoided, followup_on"
    moment = "'2026-11-24T09:00:00+00:00'"
    values = (
        f"'d','waiting',1,'KELA','11','11','','asumismenot','anyone','?','{{}}','[]','general','',{moment},'t','a','n',"
        f"'','','','',{moment},'','','','','',false,''"
    )
    async with database.write() as connection:
        await connection.execute(text(f"INSERT INTO consultation ({columns}, {rest}, {others}, {last}) VALUES ({values})"))  # noqa: S608
        assert (await connection.execute(text("SELECT number FROM consultation"))).scalar() == 1001
