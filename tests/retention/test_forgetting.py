"""The hourly tidying up forgets what has no use any more, and nothing that has."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.cli.keys import seal_clear_texts
from bot.outbox.posting import About, Address, post, text_activity
from bot.privacy.sealing import Sealer
from bot.retention.expiring_posts import NOTICE_FOR, WIPED_FOR, forget_posts
from config.database import Database
from config.transaction import Transaction
from tests.retention.closed import QUESTION, closed_matter, people, tidied
from tests.turns.office import Office

ADDRESS = Address("t", "https://smba.trafficmanager.net/emea/", "a:1")


async def posted(office: Office, number: int | None, at: datetime) -> int:
    async with office.services.database.write() as connection:
        return await post(Transaction(connection, at), ADDRESS, About("notice", "fi", number), text_activity("Hei"))


async def does(office: Office, statement: str, **values: object) -> None:
    async with office.services.database.write() as connection:
        await connection.execute(text(statement), values)


async def test_messages_about_no_matter_go_after_a_year(office: Office) -> None:
    old = await posted(office, None, office.clock() - NOTICE_FOR - timedelta(days=1))
    young = await posted(office, None, office.clock() - NOTICE_FOR + timedelta(days=1))
    await does(office, "DELETE FROM outbox")
    await tidied(office)
    assert await office.rows("SELECT id FROM post") == [(young,)]
    assert old != young


async def test_a_message_that_still_waits_stays(office: Office) -> None:
    await posted(office, None, office.clock() - timedelta(days=900))
    await tidied(office)
    assert len(await office.rows("SELECT id FROM post")) == 1


async def test_the_messages_of_an_open_matter_stay_however_old(office: Office) -> None:
    await people(office)[0].asks("Eksote asumismenot", QUESTION)
    posts = await office.rows("SELECT id FROM post WHERE consultation_id = 1001")
    office.clock.forward(days=2000)
    await tidied(office)
    assert await office.rows("SELECT id FROM post WHERE consultation_id = 1001") == posts != []


async def test_the_step_that_takes_a_wiped_matter_s_last_message_is_the_last_to_look_at_it(office: Office) -> None:
    """Else each step would look through all that were ever wiped for those that it need not look at."""
    await closed_matter(office)
    await does(office, "UPDATE consultation SET wiped_at = closed_at")
    await does(office, "DELETE FROM outbox")
    await does(office, "DELETE FROM consultation_draft")
    async with office.services.database.write() as connection:
        forgotten = await forget_posts(connection, office.clock() + WIPED_FOR + timedelta(days=1))
    assert forgotten > 1
    assert await office.rows("SELECT number, posts_gone FROM consultation") == [(1001, True)]


async def test_past_absences_go_after_a_year(kept_office: Office) -> None:
    today = date(2026, 11, 24)
    await does(kept_office, "DELETE FROM absence")
    for days in (800, 366, 364, -3):
        ends = today - timedelta(days=days)
        await does(
            kept_office,
            "INSERT INTO absence (contact_id, starts_on, ends_on, deputy_id) VALUES ('11-01', :starts, :ends, '')",
            starts=ends if kept_office.services.database.url.get_backend_name() == "postgresql" else ends.isoformat(),
            ends=ends if kept_office.services.database.url.get_backend_name() == "postgresql" else ends.isoformat(),
        )
    await tidied(kept_office)
    assert await kept_office.rows("SELECT count(*) FROM absence") == [(2,)]


async def test_changes_of_the_directory_go_after_two_years_and_those_that_wait_do_not(kept_office: Office) -> None:
    columns = "organisation, kind, state, why, made_by_tenant_id, made_by_aad_object_id, made_by_name, made_at, "
    columns += "decided_by_name, undone_by_name"
    for state, days in (("done", 731), ("undone", 731), ("proposed", 731), ("done", 729)):
        await does(
            kept_office,
            f"INSERT INTO directory_change ({columns}) "  # noqa: S608 - our own names
            "VALUES ('11', 'contact', :state, '', 't', 'a', 'Nimi', :at, '', '')",
            state=state,
            at=_moment(kept_office, kept_office.clock() - timedelta(days=days)),
        )
    await does(
        kept_office,
        "INSERT INTO directory_change_edits (change_id, edits) SELECT id, '[]' FROM directory_change",
    )
    await tidied(kept_office)
    kept = await kept_office.rows("SELECT id FROM directory_change ORDER BY id")
    assert await kept_office.rows("SELECT change_id FROM directory_change_edits ORDER BY change_id") == kept
    assert await kept_office.rows("SELECT state FROM directory_change ORDER BY id") == [("proposed",), ("done",)]


def _moment(office: Office, moment: datetime) -> object:
    is_sqlite = office.services.database.is_sqlite
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if is_sqlite else moment


async def test_people_long_unseen_go_unless_the_log_needs_their_name(office: Office) -> None:
    await closed_matter(office)
    await office.of("KELA", "Katsoja").types("/apua")
    names = {name for (name,) in await office.rows("SELECT name FROM person")}
    assert {"Liisa", "Maija Esimerkki", "Katsoja"} <= names
    office.clock.forward(days=731)
    await tidied(office)
    assert {name for (name,) in await office.rows("SELECT name FROM person")} == names - {"Katsoja", ""}


async def test_timers_that_were_done_go_after_a_year_and_those_to_come_stay(office: Office) -> None:
    await closed_matter(office)
    office.clock.forward(days=400)
    await tidied(office)
    assert await office.rows("SELECT DISTINCT state FROM timer") == [("pending",)]


async def test_texts_stored_in_clear_leave_no_trace_in_the_file_once_they_are_sealed(
    office: Office, sealer: Sealer
) -> None:
    await people(office)[0].asks("Eksote asumismenot", "Onko rusetti auki?")
    await does(office, "UPDATE consultation SET question = 'Selvä rusetti'")
    database = office.services.database
    if database.is_sqlite:
        assert "Selvä rusetti".encode() in _files(database)
    await seal_clear_texts(database, sealer)
    if database.is_sqlite:
        assert "Selvä rusetti".encode() not in _files(database)
    assert await office.rows("SELECT question FROM consultation") == [("Selvä rusetti",)]


def _files(database: Database) -> bytes:
    path = Path(str(database.url.database))
    return b"".join(one.read_bytes() for one in (path, Path(f"{path}-wal")) if one.exists())


async def test_a_line_nobody_chose_for_goes_after_a_day_with_its_words_on_the_card(office: Office) -> None:
    liisa = people(office)[0]
    await liisa.asks("Eksote asumismenot", QUESTION)
    await liisa.types("Rusettimies, soita 040 123 4567")
    assert "Rusettimies" in liisa.last.words
    await tidied(office)
    assert "Rusettimies" in liisa.last.words
    office.clock.forward(days=1, hours=1)
    await tidied(office)
    await office.delivery.run_until_idle()
    assert liisa.last.words.strip() == "Valintaa ei tehty vuorokauden kuluessa, joten viestiä ei lähetetty."
    assert await office.rows("SELECT id FROM held_line") == []


async def test_a_form_nobody_sent_goes_after_a_month_from_teams_too(office: Office) -> None:
    liisa = people(office)[0]
    await liisa.types("/consult Eksote asumismenot")
    assert "Maija Esimerkki" in liisa.last.words
    office.clock.forward(days=31)
    await tidied(office)
    await office.delivery.run_until_idle()
    assert liisa.last.words.strip() == "Lomake on vanhentunut. Mitään ei lähetetty."
    assert await office.rows("SELECT id FROM consultation_draft") == []
