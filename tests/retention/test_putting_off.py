"""The wipe waits for a side that is switched off, and for a follow-up, never without end; the notes tell its day."""

import pytest

from bot.retention.offering import CARD
from bot.turns.turn import Press
from bot.upkeep.organisations.switching_off import switch
from tests.retention.closed import QUESTION, SAID, closed_matter, people, until
from tests.turns.office import Office, Person


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: nothing here depends on which."""
    return sqlite_url


async def switched(office: Office, *, off: bool) -> None:
    """Etelä-Karjala, Maija's organisation."""
    async with office.services.database.write() as connection:
        await switch(connection, "11", office.clock(), off=off)
    await office.services.directory.refresh(office.services.database)
    await office.delivery.run_until_idle()


def notes(person: Person) -> list[str]:
    return [one.words for one in person.sees() if "Kopioi tarvittavat tiedot" in one.words]


async def day_told(office: Office) -> object:
    return (await office.rows("SELECT wipe_on FROM consultation"))[0][0]


async def test_a_side_that_was_off_all_the_time_is_offered_the_texts_when_it_is_back(kept_office: Office) -> None:
    office = kept_office
    await closed_matter(office)
    liisa, maija, _ = people(office)
    await switched(office, off=True)
    for _ in range(40):
        await until(office, days=1)
    assert (notes(liisa), notes(maija)) == ([], [])  # Sunday 3.1.2027
    assert await day_told(office) == "2027-01-06"
    await switched(office, off=False)
    await until(office, days=1)
    for person in (liisa, maija):
        assert [SAID[1] in one and "6.1.2027" in one for one in notes(person)] == [True]
    await until(office, days=1)
    assert QUESTION in await office.everything_stored()
    await until(office, days=1)
    assert QUESTION not in await office.everything_stored()


async def test_the_wipe_does_not_wait_without_end_for_a_side_that_is_off(kept_office: Office) -> None:
    office = kept_office
    await closed_matter(office)
    liisa, maija, _ = people(office)
    await switched(office, off=True)
    seen = len(maija.sees())
    for _ in range(59):
        await until(office, days=1)
    assert QUESTION in await office.everything_stored()
    for _ in range(6):  # from Saturday 23.1.2027, 30 days after its day, it waits no longer
        await until(office, days=1)
    assert QUESTION not in await office.everything_stored()
    await switched(office, off=False)
    assert len(maija.sees()) == seen
    assert not notes(liisa)


async def test_a_matter_that_is_off_at_the_longest_period_waits_no_longer_than_that(kept_office: Office) -> None:
    office = kept_office
    await closed_matter(office, followup_on="2027-11-20")
    await until(office, days=365)
    await switched(office, off=True)
    for _ in range(6):
        await until(office, days=1)
    assert QUESTION not in await office.everything_stored()


async def test_a_follow_up_set_moved_and_handled_after_the_offer_changes_the_day_on_both_notes(office: Office) -> None:
    await closed_matter(office)
    liisa, maija, _ = people(office)
    await until(office, days=23)
    assert "24.12.2026" in notes(liisa)[0]
    await maija.types("/seuranta K-1001 30.12.")
    for person in (liisa, maija):
        assert ["6.1.2027" in one for one in notes(person)] == [True]
    week = {"consultation": 1001, "step": "week", "seen": "2026-12-30"}
    await liisa.sends(Press("consultation.followup", week, "card"))
    assert "13.1.2027" in notes(maija)[0]
    await until(office, days=14)
    assert QUESTION in await office.everything_stored()
    done = {"consultation": 1001, "step": "done", "seen": "2027-01-06"}
    await liisa.sends(Press("consultation.followup", done, "card"))
    assert "5.1.2027" in notes(maija)[0]
    await until(office, days=4)
    assert QUESTION in await office.everything_stored()
    await until(office, days=1)
    assert QUESTION not in await office.everything_stored()


async def test_a_follow_up_before_the_offer_moves_the_offer_and_the_day_on_the_cards(office: Office) -> None:
    await closed_matter(office)
    liisa, maija, _ = people(office)
    await liisa.types("/seuranta K-1001 4.1.")
    assert await day_told(office) == "2027-01-13"
    assert any("poistetaan Kuntayhteydestä 13.1.2027" in one.words for one in maija.sees())
    await until(office, days=28)
    assert notes(liisa) == []  # it was to be offered on 17.12.
    done = {"consultation": 1001, "step": "done", "seen": "2027-01-04"}
    await liisa.sends(Press("consultation.followup", done, "card"))
    await until(office, minutes=1)
    for person in (liisa, maija):
        assert ["24.12.2026" in one for one in notes(person)] == [True]
    await until(office, days=2)
    assert QUESTION not in await office.everything_stored()


async def test_a_follow_up_handled_at_once_changes_nothing(office: Office) -> None:
    await closed_matter(office)
    liisa, _, _ = people(office)
    await liisa.types("/seuranta K-1001 4.1.")
    done = {"consultation": 1001, "step": "done", "seen": "2027-01-04"}
    await liisa.sends(Press("consultation.followup", done, "card"))
    assert await day_told(office) == "2026-12-24"
    assert await office.rows(f"SELECT id FROM post WHERE kind = '{CARD}'") == []  # noqa: S608
    await until(office, days=23)
    assert len(notes(liisa)) == 1


async def test_a_follow_up_set_again_and_again_keeps_nothing_beyond_the_longest_period(office: Office) -> None:
    await closed_matter(office)
    _, maija, _ = people(office)
    await until(office, days=23)
    await maija.types("/seuranta K-1001 30.11.2027")
    await until(office, days=340)
    assert await day_told(office) == "2027-11-24"
    for _ in range(3):  # Monday 22.11.2027 to Wednesday
        await maija.types("/seuranta K-1001 30.12.2027")
        await until(office, days=1)
    assert QUESTION not in await office.everything_stored()


async def test_a_side_that_is_off_when_a_follow_up_ends_is_waited_for_too(kept_office: Office) -> None:
    office = kept_office
    await closed_matter(office)
    liisa, maija, _ = people(office)
    await liisa.types("/seuranta K-1001 1.3.")
    await until(office, days=100)
    await switched(office, off=True)
    for _ in range(7):  # over Monday 8.3.2027
        await until(office, days=1)
    assert (notes(liisa), notes(maija)) == ([], [])
    await switched(office, off=False)
    await until(office, days=1)
    assert [SAID[1] in one for person in (liisa, maija) for one in notes(person)] == [True, True]
