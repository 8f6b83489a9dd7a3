"""No statement that the bot runs again and again looks at every row of a table that grows."""

from prometheus_client import CollectorRegistry

from bot.escalation.watchdog import Pulse, Watchdog
from bot.jobs.housekeeping import keep_house
from bot.jobs.schedule import USUAL, schedule
from bot.tables import metadata
from config.database import Database
from config.database_clock import DatabaseClock
from tests.grown.plans import listening, read_whole
from tests.retention.closed import QUESTION, closed_matter, people, what_is_due
from tests.turns.office import Office

GROWS = {
    *("consultation", "consultation_receiver", "consultation_message", "consultation_draft"),
    *("escalation", "followup", "post", "outbox", "timer", "seen_activity", "access_log", "misroute", "own_worker"),
}
"""Tables that hold more the longer the bot is in use. The others hold as much as there are people and agreements."""
SELDOM = {"own_worker": "count(*)", "escalation": "consultation.created_at >="}
"""Read whole on purpose: how many clients each worker has, when somebody leaves; clocks, for the figures of a week."""


async def work_of_a_year(office: Office) -> None:
    """What people do, and what the bot does by itself."""
    liisa, maija, kalle = people(office)
    await closed_matter(office, followup_on="2026-11-30", followup_note="Soita.")
    for question in (QUESTION, "Onko hakemus tullut?"):
        await liisa.asks("Eksote asumismenot", question)
    await liisa.types("Vielä yksi asia.")
    for words in ("/apua", "/avoimet", "/tilanne K-1002", "/alue Eksote", "/poissa", "/kieli"):
        await liisa.types(words)
        await maija.types(words)
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.types("/vastaa K-1002 Kyllä on.")
    await kalle.types("/avoimet")
    ticker = schedule(
        office.services, Pulse(), Watchdog(office.services, CollectorRegistry()), USUAL, DatabaseClock(office.clock)
    )
    for days in (0.2, 1, 9, 400):
        office.clock.forward(days=days)
        for job in ("outbox", "timers", "directory", "rounds", "watchdog"):
            await ticker.tick(job)
        await what_is_due(office)
        await keep_house(office.services)


async def test_nothing_that_is_done_often_reads_a_whole_table_that_grows(office: Office) -> None:
    with listening() as heard:
        await work_of_a_year(office)
    assert len(heard) > 100, "the statements went by unheard"
    found = {}
    async with office.services.database.read() as connection:
        for words, given in heard.items():
            whole = await read_whole(connection, words, given) & GROWS
            if whole := {one for one in whole if SELDOM.get(one, words + "!") not in words}:
                found[words] = whole
    assert not found, "\n\n".join(f"{sorted(whole)}: {words}" for words, whole in found.items())


async def test_a_statement_without_an_index_is_found(database: Database) -> None:
    async with database.read() as connection:
        for words, whole in {
            "SELECT id FROM post WHERE language = 'sv'": {"post"},
            "DELETE FROM outbox WHERE attempts = 7": {"outbox"},
            "SELECT other.id FROM post AS other WHERE other.language = 'sv'": {"post"},
            "SELECT id FROM post WHERE conversation_id = 'a:1'": set(),
        }.items():
            assert await read_whole(connection, words, ()) == whole


def test_every_reference_between_tables_has_an_index() -> None:
    """What is referred to is deleted: the database looks each time whether anything still refers to it."""
    for table in metadata().tables.values():
        indexed = [[column.name for column in index.columns] for index in table.indexes]
        indexed.append([column.name for column in table.primary_key.columns])
        for reference in table.foreign_keys:
            if reference.column.table.name != "organisation":  # which nobody deletes
                assert any(columns[0] == reference.parent.name for columns in indexed), (table, reference.parent)
