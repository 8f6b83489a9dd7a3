"""The migrations make exactly the tables that the code declares, on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.keys import seal_clear_texts
from bot.consultation.rules.model import Consultation, Someone
from bot.consultation.stored import store
from bot.outbox.claims import USUAL, claim
from bot.privacy.sealing import Sealer
from bot.tables import metadata
from bot.upkeep.changes import store as changes
from bot.upkeep.changes.model import Change, gist_of
from config.database import Database
from config.migrations.upgrading import alembic_config
from directory.people.contacts import Absence, Contact, DirectoryContent
from directory.records.changes import Edit
from directory.reference import load_reference
from directory.stored.sample import sample_content
from directory.stored.store import load_content, save_content


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


async def test_what_contacts_serve_survives_the_way_back_and_forth(database: Database) -> None:
    """Migration 0028 joins what lay in rows of its own, in order."""
    content = sample_content(load_reference(), date(2026, 11, 24))
    async with database.write() as connection:
        await save_content(connection, content)
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "0027"))
        topics = await connection.execute(text("SELECT topic FROM contact_topic WHERE contact_id = '11-01'"))
        assert {str(topic) for topic in topics.scalars()} == set(_named(content, "11-01").topics)
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
        assert await load_content(connection) == content


def _named(content: DirectoryContent, contact_id: str) -> Contact:
    return next(one for one in content.contacts if one.id == contact_id)


async def test_what_a_change_consists_of_survives_the_way_back_and_forth(database: Database) -> None:
    """Migration 0029 puts the edits beside the change; the cards and wrong turns that refer to it stay."""
    content, now = sample_content(load_reference(), date(2026, 11, 24)), datetime(2026, 11, 24, tzinfo=UTC)
    was = _named(content, "11-01")
    away = Absence("11-01", date(2026, 12, 1), date(2026, 12, 2))
    edits = (Edit("contacts", was, replace(was, title="Ohjaaja")), Edit("absences", None, away))
    made = Change(0, "11", "import", "done", gist_of(edits), "", was.directory_id, was.name, now)
    async with database.write() as connection:
        await save_content(connection, content)
        number = await changes.create(connection, made)
        for table, row in (
            ("post", _ROWS["post"][0]),
            ("directory_change_post", {"change_id": str(number), "post_id": "1"}),
        ):
            await connection.execute(text(_insertion(table, row)))
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "0028"))
        assert "Ohjaaja" in str((await connection.execute(text("SELECT edits FROM directory_change"))).scalar_one())
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
        stored = await changes.load(connection, number, load_reference(), ["11"])
        assert (await connection.execute(text("SELECT count(*) FROM directory_change_post"))).scalar_one() == 1
    assert stored == replace(made, id=number)


async def test_matters_and_what_refers_to_them_survive_the_way_back_and_forth(database: Database) -> None:
    """Migrations 0027 and 0030 add columns. A code kept for a follow-up is destroyed on the way back: an older version
    would keep it past the closing. Of whether a client was reached only what the county said stays."""
    follows = {"client_until": "'2026-12-01'", "client_sealed": "'s'", "client_pseudonym": "'p'"}
    closed = {"state": "'closed'", "outcome": "'kela_can_decide'", "client_reached": "'no'"}
    cases = (
        _CASE | closed | follows | {"number": "2001", "draft": "'a'", "closed_by_side": "'receiving'"},
        _CASE | closed | follows | {"number": "2002", "draft": "'b'", "closed_by_side": "'asking'"},
        _CASE | follows | {"number": "2003", "draft": "'c'", "client_until": "''"},
    )
    async with database.write() as connection:
        for table, rows in {**_ROWS, "consultation": (*_ROWS["consultation"], *cases)}.items():
            for row in rows:
                await connection.execute(text(_insertion(table, row)))
        before = {table: await _count(connection, table) for table in _ROWS}
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "0026"))
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
        assert {table: await _count(connection, table) for table in _ROWS} == before
        kept = text("SELECT number, client_reached, client_sealed IS NULL FROM consultation ORDER BY number")
        assert [(int(one), said, bool(gone)) for one, said, gone in await connection.execute(kept)] == [
            (1001, "", True),
            (2001, "no", True),
            (2002, "", True),
            (2003, "", False),
        ]


async def _count(connection: AsyncConnection, table: str) -> int:
    return int((await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608


async def test_texts_from_before_texts_were_sealed_are_sealed_and_stay_readable(
    database: Database, sealer: Sealer
) -> None:
    """Migration 0016 makes texts of JSON columns; the start seals what was in clear. 0024 gives rows their lane."""
    async with database.write() as connection:
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "0015"))
        for statement in BEFORE_SEALING:
            await connection.execute(text(statement))
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
    await seal_clear_texts(database, sealer)
    async with database.write() as connection:
        case = await store.load(connection, 1001)
        assert (case.question, case.details, case.situation) == ("Voiko?", (("rent", "650"),), ("income",))
        assert [(one.reason, one.whose) for one in case.receivers] == [("Loma", "11-02")]
        assert [one.text for one in case.lines] == ["Kyllä", ""]
        claimed = await claim(connection, datetime(2026, 11, 25, tzinfo=UTC), 9, USUAL)
        assert [(one.activity, one.shut) for one in claimed] == [({"type": "message", "text": "Hei"}, False)]
        assert (await connection.execute(text("SELECT digest FROM post"))).scalars().all() == [""]
        assert (await connection.execute(text("SELECT lane FROM outbox"))).scalars().all() == ["t/a:1"]


_AT = "'2026-11-24 07:12:00.000000'"
_CASE = {
    "number": "1001", "draft": "'d'", "state": "'taken'", "version": "1", "asking_organisation": "'KELA'",
    "receiving_organisation": "'11'", "area": "'11'", "municipality": "''", "topic": "'asumismenot'",
    "audience": "'anyone'", "question": "'Voiko?'", "details": "'{\"rent\": \"650\"}'", "situation": "'[\"income\"]'",
    "basis": "'general'", "client_pseudonym": "''", "answer_by": _AT, "asker_tenant_id": "'t'",
    "asker_aad_object_id": "'a'", "asker_name": "'Liisa'", "taker_contact_id": "''", "taker_tenant_id": "''",
    "taker_aad_object_id": "''", "taker_name": "''", "created_at": _AT, "closed_by_name": "''", "closed_by_side": "''",
    "outcome": "''", "client_reached": "''", "kelmu": "''", "correction_avoided": "false", "followup_on": "''",
    "own_worker_id": "''", "remembered": "false", "decide_by": "''",
}  # fmt: skip
_ROWS: dict[str, tuple[dict[str, str], ...]] = {
    "consultation": (_CASE,),
    "consultation_receiver": (
        {
            "number": "1001", "contact_id": "'11-01'", "tenant_id": "'t2'", "aad_object_id": "'b'", "name": "'Maija'",
            "position": "0", "state": "'declined'", "reason": "'Loma'", "whose": "'11-02'",
        },
    ),
    "consultation_message": tuple(
        {
            "number": "1001", "key": key, "side": "'asking'", "author_tenant_id": "'t'", "author_aad_object_id": "'a'",
            "author_name": "'Liisa'", "text": said, "source_conversation_id": "''", "source_activity_id": "''",
            "created_at": _AT,
        }
        for key, said in (("'one'", "'Kyllä'"), ("'two'", "''"))
    ),
    "post": (
        {
            "id": "1", "tenant_id": "'t'", "service_url": "'https://smba.example/'", "conversation_id": "'a:1'",
            "channel_id": "''", "recipient_aad_object_id": "''", "recipient_teams_id": "''", "targeted": "false",
            "activity_id": "''", "kind": "'notice'", "contact_id": "''", "language": "'fi'", "digest": "'abc'",
            "state": "'pending'", "refusal": "''",
        },
    ),
    "outbox": (
        {
            "post_id": "1", "operation": "'send'", "activity": "'{\"type\": \"message\", \"text\": \"Hei\"}'",
            "state": "'pending'", "attempts": "0", "due_at": _AT, "created_at": _AT, "last_error": "''",
        },
    ),
}  # fmt: skip


def _insertion(table: str, row: Mapping[str, str]) -> str:
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(row.values())})"  # noqa: S608 - all of it is here


BEFORE_SEALING = [_insertion(table, row) for table, rows in _ROWS.items() for row in rows]
