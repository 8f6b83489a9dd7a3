"""Years of use in seconds: consultations and all that goes with them, made inside the database by a few statements.

Of four thousand consultations the newest is open, eight hundred are closed, and the rest has been wiped; half of them
have messages. Nothing in it is anybody's, and nothing can be opened: it is there to be in the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.tables import metadata
from config.columns import UtcDateTime

ASKERS, CONTACTS = 500, 300
PLAN = "remind 2h; deputy 4h; everybody +1 9; coordinator +1 11 / remind 4h; give_back 8h"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    consultations: int
    posts_each: int = 4
    """Of each consultation that has any: the newer half."""
    contacts: int = 0
    """More in the directory, spread over its organisations."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What the two databases word differently."""

    numbers: str
    """Rows with a column `i` from 1 to :many."""
    ago: str
    """The moment so many minutes before the clock of the tests; `{}` stands for them."""


_WORDS = {
    "postgresql": _Words(
        "SELECT i FROM generate_series(1, CAST(:many AS integer)) AS t(i)",
        "TIMESTAMPTZ '2026-11-24 07:00:00Z' - ({}) * INTERVAL '1 minute'",
    ),
    "sqlite": _Words(
        "WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < :many) SELECT i FROM t",
        "strftime('%Y-%m-%d %H:%M:%S.000000', '2026-11-24 07:00:00', (-({})) || ' minutes')",
    ),
}
_EMPTY = {Boolean: "false", Integer: "0", Date: "'2026-11-24'"}
_TAKER = "14-01"
"""Of the sample directory: has taken all that is open, so that nobody finds them without a taker."""
_COUNTY = "CASE i % 3 WHEN 0 THEN '11' WHEN 1 THEN '14' ELSE '07' END"
_CONTACT = {
    "id": "'grown-' || i",
    "name": "'Nimi ' || i",
    "organisation": _COUNTY,
    "tenant_id": f"(SELECT tenant_id FROM organisation WHERE code = {_COUNTY})",  # noqa: S608 - all of it is here
    "aad_object_id": "'grown-' || i",
    "roles": "'contact'",
    "areas": _COUNTY,
    "topics": "'asumismenot'",
}


async def grow(connection: AsyncConnection, size: Size) -> None:
    """Fills a database that has the sample directory and no consultation yet."""
    words = _WORDS[connection.dialect.name]
    n, each = size.consultations, size.posts_each

    def ago(minutes: str) -> str:
        return words.ago.format(minutes)

    open_ones, closed_ones, with_posts = max(n // 4000, 3), n // 5, n // 2
    is_open, is_wiped = f"i <= {open_ones}", f"i > {closed_ones}"
    asker, contact = f"'asker-' || (i % {ASKERS})", f"'grown-' || (i % {CONTACTS})"
    of_post = f"(i + {each - 1}) / {each}"
    kept = {
        "asker_tenant_id": "(SELECT tenant_id FROM organisation WHERE code = 'KELA')",
        "asker_aad_object_id": asker,
        "taker_tenant_id": f"CASE WHEN {is_open} THEN {_of_taker('tenant_id')} ELSE 't-11' END",
        "taker_aad_object_id": f"CASE WHEN {is_open} THEN {_of_taker('aad_object_id')} ELSE {contact} END",
        "taker_contact_id": f"CASE WHEN {is_open} THEN '{_TAKER}' ELSE {contact} END",
        "client_pseudonym": "'client-' || i",
    }
    rows: tuple[tuple[str, int, Mapping[str, str]], ...] = (
        (
            "consultation",
            n,
            {
                "number": "-i",
                "draft": "'draft-' || i",
                "state": f"CASE WHEN {is_open} THEN 'taken' ELSE 'closed' END",
                "asking_organisation": "'KELA'",
                "receiving_organisation": f"CASE WHEN {is_open} THEN '14' ELSE '11' END",
                "topic": "'asumismenot'",
                "basis": "'general'",
                "ground": "'{}'",
                "created_at": ago("i * 30"),
                "answer_by": ago("i - 3000"),
                "answered_at": ago("i - 1"),
                "wipe_on": f"CASE WHEN {is_open} OR {is_wiped} THEN '' ELSE '2027-01-01' END",
                "wiped_at": f"CASE WHEN {is_wiped} THEN {ago('i / 100')} END",
                "posts_gone": f"i > {with_posts}",
                **{name: f"CASE WHEN {is_wiped} THEN '' ELSE {value} END" for name, value in kept.items()},
            },
        ),
        (
            "consultation_receiver",
            closed_ones * 3,
            {
                "number": "-((i + 2) / 3)",
                "contact_id": contact,
                "tenant_id": "'t-11'",
                "aad_object_id": contact,
                "state": f"CASE WHEN i <= {open_ones} * 3 THEN 'gone' ELSE 'asked' END",
            },
        ),
        (
            "consultation_message",
            closed_ones * 2,
            {
                "number": "-((i + 1) / 2)",
                "key": "'key-' || i",
                "side": "'asking'",
                "source_activity_id": "'typed-' || i",
                "created_at": ago("i"),
            },
        ),
        (
            "escalation",
            closed_ones,
            {"number": "-i", "plan": f"'{PLAN}'", "hours": "'ma-pe 8-16'"},
        ),
        ("followup", closed_ones, {"number": "-i", "due_on": "'2026-10-01'", "state": "'done'"}),
        (
            "misroute",
            closed_ones,
            {"number": "-i", "organisation": "'11'", "area": "'11'", "contact_id": contact, "state": "'corrected'"},
        ),
        (
            "post",
            with_posts * each,
            {
                "tenant_id": "'t-11'",
                "conversation_id": f"'a:' || (i % {ASKERS + CONTACTS})",
                "activity_id": "'shown-' || i",
                "kind": f"CASE WHEN i % {each} = 0 THEN 'notice' ELSE 'receiver' END",
                "consultation_id": f"CASE WHEN i % 10 > 0 THEN -({of_post}) END",
                "contact_id": contact,
                "thread_post_id": "CASE WHEN i % 7 = 0 THEN i - 1 END",
                "state": "'delivered'",
                "created_at": ago("i / 4"),
            },
        ),
        (
            "consultation_draft",
            closed_ones,
            {"id": "'draft-' || i", "offered": "'[]'", "post_id": "i", "number": "-i", "created_at": ago("i")},
        ),
        (
            "outbox",
            with_posts,
            {
                "post_id": "i",
                "operation": "'send'",
                "lane": f"'t-11/a:' || (i % {ASKERS + CONTACTS})",
                "state": "'done'",
                "due_at": ago("i / 10"),
                "created_at": ago("i / 10"),
            },
        ),
        (
            "timer",
            closed_ones * 5,
            {
                "kind": "'grown'",
                "subject": "'consultation/' || -((i + 4) / 5)",
                "step": "'step-' || i",
                "state": "CASE WHEN i % 20 = 0 THEN 'pending' ELSE 'done' END",
                "due_at": ago("CASE WHEN i % 20 = 0 THEN -2000000 - i ELSE i END"),
                "created_at": ago("i"),
            },
        ),
        ("seen_activity", with_posts, {"key": "'seen-' || i", "seen_at": ago("i / 10")}),
        (
            "access_log",
            closed_ones * 2,
            {"id": "-i", "actor_aad_object_id": asker, "consultation_id": "-((i + 1) / 2)", "organisation": "'11'"},
        ),
        ("person", ASKERS + CONTACTS, {"tenant_id": "'t-kela'", "aad_object_id": "'asker-' || i"}),
        (
            "own_worker",
            closed_ones,
            {"county": "'11'", "pseudonym": "'client-' || i", "contact_id": contact, "until": "'2027-06-01'"},
        ),
    )
    for name, many, values in rows:
        await _fill(connection, words, metadata().tables[name], many, values)
    await _fill(connection, words, metadata().tables["contact"], size.contacts, _CONTACT)
    await connection.execute(text("UPDATE directory_version SET number = number + 1"))
    if connection.dialect.name == "sqlite":
        await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = 'consultation'"))
        await connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('consultation', 1000)"))
    else:  # as PostgreSQL does by itself; nobody does it on SQLite
        await connection.execute(text("ANALYZE"))


def _of_taker(column: str) -> str:
    return f"(SELECT {column} FROM contact WHERE id = '{_TAKER}')"  # noqa: S608 - all of it is here


async def _fill(connection: AsyncConnection, words: _Words, table: Table, many: int, values: Mapping[str, str]) -> None:
    """Rows 1 to `many`; a column of which nothing is said is empty where it may not be NULL."""
    given = {"id"} - values.keys() if "id" in table.c and isinstance(table.c.id.type, Integer) else set()
    columns = {
        one.name: values[one.name] if one.name in values else _empty(one, words)
        for one in table.columns
        if one.name in values or not (one.nullable or one.server_default is not None or one.name in given)
    }
    names = ", ".join(f'"{name}"' for name in columns)
    chosen = ", ".join(columns.values())
    statement = f"INSERT INTO {table.name} ({names}) SELECT {chosen} FROM ({words.numbers}) AS n"  # noqa: S608
    await connection.execute(text(statement.replace(":", r"\:").replace(r"\:many", ":many")), {"many": many})


def _empty(column: Column[Any], words: _Words) -> str:
    if isinstance(column.type, (DateTime, UtcDateTime)):
        return words.ago.format("i")
    return next((empty for kind, empty in _EMPTY.items() if isinstance(column.type, kind)), "''")
