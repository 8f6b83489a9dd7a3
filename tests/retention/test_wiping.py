"""Closed matters are offered for copying and then wiped, here and in Teams; nothing of people is left."""

import asyncio
from pathlib import Path

import pytest

from bot.privacy.access_log import verify
from bot.retention import offering, store, wiping
from bot.retention.beginning import adopt_closed_matters
from bot.retention.model import Period
from bot.timers.running import Timers
from tests.retention.closed import CODE, QUESTION, SAID, closed_matter, people, tidied, until
from tests.turns.office import Office

GONE = "K-1001: Viestin sisältö on poistettu säilytysajan päätyttyä."


async def test_the_closed_cards_tell_the_day(office: Office) -> None:
    await closed_matter(office)
    liisa, maija, _ = people(office)
    for person in (liisa, maija):
        assert any("Viestit ja nimet poistetaan täältä 24.12.2026." in one.words for one in person.sees())


async def test_both_sides_are_offered_the_texts_once_in_working_hours(office: Office) -> None:
    await closed_matter(office)
    liisa, maija, kalle = people(office)
    seen = len(liisa.sees())
    await until(office, days=21)
    assert len(liisa.sees()) == seen
    await until(office, days=2)
    for person in (liisa, maija):
        offered = [one for one in person.sees() if "Kopioi tarvittavat tiedot" in one.words]
        assert len(offered) == 1
        for words in (QUESTION, SAID[1], SAID[2], "24.12.2026", "Kela", "Kela voi ratkaista asian"):
            assert words in offered[0].words
        assert "Maija" not in offered[0].words
    assert not [one for one in kalle.sees() if "Kopioi tarvittavat tiedot" in one.words]
    await until(office, days=1)
    assert len([one for one in liisa.sees() if "Kopioi tarvittavat tiedot" in one.words]) == 1


async def test_everybody_reads_the_offer_in_their_own_language(office: Office) -> None:
    liisa, maija, _ = people(office)
    await liisa.speaking("sv-SE").types("/språk svenska")
    await closed_matter(office)
    await until(office, days=23)
    assert any("Kopiera det som behövs" in one.words for one in liisa.sees())
    assert any("Kopioi tarvittavat tiedot" in one.words for one in maija.sees())


async def test_after_the_night_nothing_of_it_is_left(office: Office, database_url: str) -> None:
    await closed_matter(office)
    await until(office, days=23)
    assert QUESTION in await office.everything_stored()
    await until(office, days=7)
    await tidied(office)
    stored = await office.everything_stored()
    for planted in (*SAID, "Ilmatar", CODE):
        assert planted not in stored, planted
    for person in people(office):
        own = [one for one in person.sees() if "K-1001" in one.words]
        assert own
        assert {one.words.strip() for one in own} == {GONE}
        assert not [one for one in person.sees() if "rusetti" in one.words.casefold()]
    kept = "SELECT asking_organisation, area, topic, outcome, basis, state FROM consultation"
    assert await office.rows(kept) == [("KELA", "11", "asumismenot", "kela_can_decide", "evident_need", "closed")]
    people_left = "SELECT asker_name, asker_aad_object_id, taker_name, taker_contact_id, closed_by_name, municipality, "
    assert await office.rows(people_left + "client_pseudonym, own_worker_id FROM consultation") == [("",) * 8]
    for table in ("consultation_receiver", "consultation_message", "escalation", "followup"):
        assert await office.rows(f"SELECT * FROM {table}") == [], table  # noqa: S608
    assert await office.rows("SELECT id FROM timer WHERE state = 'pending'") == []
    async with office.services.database.read() as connection:
        assert await verify(connection) == []
    log = "SELECT organisation, result FROM access_log WHERE action = 'wipe' ORDER BY id"
    assert await office.rows(log) == [("KELA", "done"), ("11", "done")]
    if database_url.startswith("sqlite"):
        raw = _files(database_url)
        assert all(planted.encode() not in raw for planted in ("Kalle Malli, ", CODE))


def _files(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(one.read_bytes() for one in (path, Path(f"{path}-wal"), Path(f"{path}-shm")) if one.exists())


async def test_a_week_later_not_even_whose_messages_they_were_is_left(office: Office) -> None:
    await closed_matter(office)
    await until(office, days=23)
    await until(office, days=7)
    await tidied(office)
    assert await office.rows("SELECT id FROM post WHERE consultation_id = 1001") != []
    await until(office, days=8)
    await tidied(office)
    assert await office.rows("SELECT id FROM post WHERE consultation_id = 1001") == []


async def test_wiping_again_changes_nothing(office: Office) -> None:
    await closed_matter(office)
    await until(office, days=23)
    await until(office, days=7)
    before = await office.rows("SELECT * FROM consultation"), await office.rows("SELECT count(*) FROM access_log")
    async with office.services.database.write() as connection:
        await store.set_wipe(connection, 1001, office.clock().date(), office.clock())
    await until(office, days=1)
    after = await office.rows("SELECT * FROM consultation"), await office.rows("SELECT count(*) FROM access_log")
    assert after == before


async def test_a_wiped_matter_is_nobodys_any_more(office: Office) -> None:
    await closed_matter(office)
    liisa = people(office)[0]
    await until(office, days=23)
    await until(office, days=7)
    await liisa.types("/vastaa K-1001 vielä yksi asia")
    assert "K-1001" in liisa.last.words
    assert await office.rows("SELECT * FROM consultation_message") == []


async def test_the_shorter_period_of_the_two_holds(kept_office: Office) -> None:
    async with kept_office.services.database.write() as connection:
        await store.set_period(connection, "KELA", Period(90), kept_office.clock())
        await store.set_period(connection, "11", Period(14), kept_office.clock())
    await closed_matter(kept_office)
    assert await kept_office.rows("SELECT wipe_on FROM consultation") == [("2026-12-08",)]


async def test_a_period_changed_later_does_not_move_what_was_promised(kept_office: Office) -> None:
    await closed_matter(kept_office)
    async with kept_office.services.database.write() as connection:
        await store.set_period(connection, "11", Period(7), kept_office.clock())
    await until(kept_office, days=9)
    assert await kept_office.rows("SELECT wipe_on FROM consultation") == [("2026-12-24",)]


async def test_after_a_standstill_the_texts_are_still_offered_a_working_day_before(office: Office) -> None:
    await closed_matter(office)
    liisa = people(office)[0]
    await until(office, days=66)  # Friday 29.1.2027
    assert "31.1.2027" not in liisa.last.words
    assert "2.2.2027" in liisa.last.words
    await until(office, days=3)
    assert QUESTION in await office.everything_stored()
    await until(office, days=1)
    assert QUESTION not in await office.everything_stored()


async def test_an_open_follow_up_keeps_the_matter(office: Office) -> None:
    await closed_matter(office, followup_on="2026-12-30", followup_note=SAID[4])
    liisa = people(office)[0]
    await until(office, days=32)
    assert not [one for one in liisa.sees() if "Kopioi tarvittavat tiedot" in one.words]
    await until(office, days=12)
    assert [one for one in liisa.sees() if "Kopioi tarvittavat tiedot" in one.words]
    await until(office, days=7)
    assert SAID[4] not in await office.everything_stored()


async def test_what_was_withdrawn_unanswered_is_wiped_without_an_offer(office: Office) -> None:
    liisa = people(office)[0]
    await liisa.asks("Eksote asumismenot", QUESTION)
    await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", outcome="withdrawn")
    await until(office, days=23)
    assert not [one for one in liisa.sees() if "Kopioi tarvittavat tiedot" in one.words]
    await until(office, days=7)
    assert QUESTION not in await office.everything_stored()


async def test_matters_closed_before_there_was_retention_get_their_day(office: Office) -> None:
    await closed_matter(office)
    async with office.services.database.write() as connection:
        await connection.exec_driver_sql("UPDATE consultation SET wipe_on = ''")
        await connection.exec_driver_sql("DELETE FROM timer WHERE kind = 'retention_offer'")
    office.clock.forward(days=60)
    await adopt_closed_matters(office.services)
    assert await office.rows("SELECT wipe_on FROM consultation") == [("2027-01-30",)]
    await until(office, days=2)
    assert len(await office.rows("SELECT id FROM timer WHERE kind = 'retention_wipe'")) == 1


async def test_an_open_matter_is_never_wiped(office: Office) -> None:
    await people(office)[0].asks("Eksote asumismenot", QUESTION)
    async with office.services.database.write() as connection:
        await store.set_wipe(connection, 1001, office.clock().date(), office.clock())
    await until(office, days=400)
    assert QUESTION in await office.everything_stored()


@pytest.mark.parametrize("how_many", [12])
async def test_two_replicas_wipe_each_matter_once(office: Office, how_many: int) -> None:
    liisa = people(office)[0]
    for _ in range(how_many):
        await liisa.asks("Eksote asumismenot", QUESTION)
        await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", outcome="withdrawn")
    await until(office, days=23)
    office.clock.forward(days=7)
    replicas = [Timers(office.services, {store.OFFER: offering.offer, store.WIPE: wiping.wipe}) for _ in range(2)]
    assert sum(await asyncio.gather(*(one.run_due() for one in replicas))) == how_many
    assert await office.rows("SELECT count(*) FROM access_log WHERE action = 'wipe'") == [(2 * how_many,)]
