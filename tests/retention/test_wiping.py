"""Closed matters are offered for copying and then wiped, here and in Teams; nothing of people is left."""

import pytest
from sqlalchemy import text

from bot.answering.undelivered import Undelivered
from bot.consultation.rules.retention_period import Period
from bot.followups import reminding
from bot.followups import setting as followups
from bot.outbox.delivery_refusals import Refusal
from bot.outbox.posting import card_activity, posts_of
from bot.retention import store
from bot.retention.wipe_day import adopt_closed_matters
from bot.timers.running import Timers
from bot.turns.answers import CardAnswer
from config.transaction import Transaction
from tests.retention.closed import CODE, QUESTION, SAID, closed_matter, people, until
from tests.turns.office import Office, words_of


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: nothing here depends on which."""
    return sqlite_url


async def test_the_closed_cards_tell_the_day(office: Office) -> None:
    await closed_matter(office)
    liisa, maija, _ = people(office)
    for person in (liisa, maija):
        assert any("Viestit ja nimet poistetaan Kuntayhteydestä 24.12.2026." in one.words for one in person.sees())


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


@pytest.mark.parametrize("typed", ["hän uhkaa tappaa itsensä", "/vastaa K-1001 hän uhkaa tappaa itsensä"])
async def test_no_danger_that_was_told_in_the_matter_is_left_with_its_writer(office: Office, typed: str) -> None:
    liisa = people(office)[0]
    await liisa.asks("Eksote asumismenot", QUESTION)
    for _ in range(2):  # only the first is told where it went
        await liisa.types(typed)
    told = [one for one in liisa.sees() if "itsemurha" in one.words]
    assert len(told) == 3
    await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", outcome="withdrawn")
    await until(office, days=23)
    await until(office, days=7)
    assert "itsemurha" not in str([one.words for one in liisa.sees()])
    assert all("attachments" in one.activity for one in told), "Teams makes no text of a card"


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


async def test_what_waits_for_a_switched_off_organisation_is_wiped_before_it_is_sent(kept_office: Office) -> None:
    await closed_matter(kept_office)
    maija, switched = people(kept_office)[1], text("UPDATE organisation SET switched_off = :off WHERE code = '11'")
    async with kept_office.services.database.write() as connection:
        await connection.execute(switched, {"off": True})
    seen = len(maija.sees())
    await until(kept_office, days=23)
    await until(kept_office, days=7)
    async with kept_office.services.database.write() as connection:
        await connection.execute(switched, {"off": False})
    waiting = "SELECT count(*) FROM outbox WHERE operation = 'send' AND state = 'pending'"
    assert await kept_office.rows(waiting) == [(0,)]
    await until(kept_office, days=1)
    assert len(maija.sees()) == seen
    assert not [one for one in maija.sees() if QUESTION in one.words]


async def test_matters_closed_before_there_was_retention_get_their_day(office: Office) -> None:
    await closed_matter(office)
    async with office.services.database.write() as connection:
        await connection.exec_driver_sql("UPDATE consultation SET wipe_on = ''")
        await connection.exec_driver_sql("DELETE FROM timer WHERE kind = 'retention_offer'")
    office.clock.forward(days=60)
    await adopt_closed_matters(office.services)
    await office.delivery.run_until_idle()
    assert await office.rows("SELECT wipe_on FROM consultation") == [("2027-01-30",)]
    for person in people(office)[:2]:
        assert any("Viestit ja nimet poistetaan Kuntayhteydestä 30.1.2027." in one.words for one in person.sees())
    await until(office, days=2)
    assert len(await office.rows("SELECT id FROM timer WHERE kind = 'retention_wipe'")) == 1


async def test_an_open_matter_is_never_wiped(office: Office) -> None:
    await people(office)[0].asks("Eksote asumismenot", QUESTION)
    async with office.services.database.write() as connection:
        await store.set_wipe(connection, 1001, office.clock().date(), office.clock())
    await until(office, days=400)
    assert QUESTION in await office.everything_stored()


async def test_a_line_that_teams_refuses_after_the_wipe_brings_nothing_back(office: Office) -> None:
    await closed_matter(office)
    await until(office, days=23)
    await until(office, days=7)
    async with office.services.database.write() as connection:
        lines = [one for one in await posts_of(Transaction(connection, office.clock()), 1001) if one.kind == "message"]
        for line in lines:
            await Undelivered(office.services).on_refused(connection, line, Refusal.NOT_INSTALLED, {})
    await office.delivery.run_until_idle()
    shown = {one.words.strip() for one in people(office)[0].sees() if "K-1001" in one.words}
    assert lines
    assert shown == {"K-1001: Viestin sisältö on poistettu säilytysajan päätyttyä."}


async def test_cards_that_were_asked_for_are_wiped_too(office: Office) -> None:
    """A command brings a matter's card as a message of its own, and a list's button puts one in the list's place."""
    liisa, maija, _ = people(office)
    await liisa.asks("Eksote asumismenot", QUESTION, basis="evident_need", client=CODE)
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.types(SAID[1])
    for person in (liisa, maija):
        for words in ("/sulje K-1001", "/peruste K-1001"):
            await person.types(words)
        await person.types("/avoimet")
        opened = await person.presses(person.last, "consultation.choose")
        assert isinstance(opened, CardAnswer)
        assert QUESTION in words_of(opened)
        person.last.activity = card_activity(opened.card, "")  # as Teams does with the answer to a press
    await liisa.types("/seuranta K-1001 27.11. rusetti")
    office.clock.forward(days=4)
    await Timers(office.services, {followups.KIND: reminding.remind}).run_due()
    await liisa.types("/seuranta")
    await liisa.presses(liisa.last, "consultation.followup", step="done")
    await liisa.presses(liisa.main_card(), "consultation.close", outcome="kela_can_decide")
    await until(office, days=23)
    await until(office, days=7)
    for person in (liisa, maija):
        left = "\n".join(one.words for one in person.sees())
        for words in (QUESTION, SAID[1], "SHL 1301/2014", "rusetti"):
            assert words not in left, words
