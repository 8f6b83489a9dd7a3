"""`/retention`: a coordinator sees and changes the period of their own organisation, nobody else does."""

from dataclasses import replace

import pytest

from directory.stored.store import load_content, save_content
from tests.retention.closed import closed_matter, until
from tests.turns.office import Office, words_of


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: nothing here depends on which."""
    return sqlite_url


def coordinator(office: Office) -> str:
    found = office.services.directory.current.with_role("11", "coordinator")
    return found[0].name


async def test_the_usual_period_is_shown_with_what_it_means(kept_office: Office) -> None:
    ritva = kept_office.contact(coordinator(kept_office))
    await ritva.types("/säilytys")
    for words in ("Etelä-Karjalan hyvinvointialue", "30 päivän kuluttua", "5 työpäivää ennen poistoa", "(7–365)"):
        assert words in ritva.last.words


async def test_another_period_is_saved_and_logged(kept_office: Office) -> None:
    ritva = kept_office.contact(coordinator(kept_office))
    await ritva.types("/säilytys")
    answer = await ritva.presses(ritva.last, "retention.save", days=60)
    assert "Tallennettu: 60 päivää" in words_of(answer)
    assert await kept_office.rows("SELECT organisation, days FROM retention") == [("11", 60)]
    logged = "SELECT organisation, action, basis FROM access_log"
    assert await kept_office.rows(logged) == [("11", "retention_changed", "60d")]
    await ritva.types("/gallring")
    assert "60 päivän kuluttua" in ritva.last.words


async def test_a_typed_number_stands_in_the_field_and_nonsense_gets_a_sentence(kept_office: Office) -> None:
    ritva = kept_office.contact(coordinator(kept_office))
    await ritva.types("/säilytys 45 päivää")
    assert "30 päivän kuluttua" in ritva.last.words
    assert "'value': 45" in str(ritva.last.card)
    for nonsense in ("5", "99999", "-3", "banaani"):
        await ritva.types(f"/säilytys {nonsense}")
        assert "Anna luku väliltä 7–365. Mitään ei muutettu." in ritva.last.words, nonsense
    assert await kept_office.rows("SELECT * FROM retention") == []


@pytest.mark.parametrize("days", [0, 6, 366, -30, "", "x", None, 7.5, True])
async def test_a_period_out_of_range_changes_nothing(kept_office: Office, days: object) -> None:
    ritva = kept_office.contact(coordinator(kept_office))
    await ritva.types("/säilytys")
    answer = await ritva.presses(ritva.last, "retention.save", days=days)
    assert "7–365" in words_of(answer)
    assert await kept_office.rows("SELECT * FROM retention") == []


async def test_others_are_refused_and_the_attempt_is_logged(kept_office: Office) -> None:
    ritva, maija = kept_office.contact(coordinator(kept_office)), kept_office.contact("Maija Esimerkki")
    await maija.types("/säilytys")
    assert "hakemistovastaava" in maija.last.words.casefold()
    await ritva.types("/säilytys")
    await maija.presses(ritva.last, "retention.save", days=60)
    assert await kept_office.rows("SELECT * FROM retention") == []
    refused = "SELECT count(*) FROM access_log WHERE result = 'refused' AND action = 'not_a_coordinator'"
    assert await kept_office.rows(refused) == [(2,)]


async def test_the_data_protection_role_changes_it_too(kept_office: Office) -> None:
    database = kept_office.services.database
    async with database.write() as connection:
        content = await load_content(connection)
        contacts = [replace(one, roles=("data_protection",)) if one.id == "11-01" else one for one in content.contacts]
        await save_content(connection, replace(content, contacts=tuple(contacts)))
    await kept_office.services.directory.refresh(database)
    maija = kept_office.contact("Maija Esimerkki")
    await maija.types("/säilytys")
    await maija.presses(maija.last, "retention.save", days=14)
    assert await kept_office.rows("SELECT organisation, days FROM retention") == [("11", 14)]


async def test_the_auditor_reads_the_change_and_the_wipe_in_words(kept_office: Office) -> None:
    database, ritva = kept_office.services.database, kept_office.contact(coordinator(kept_office))
    await ritva.types("/säilytys")
    await ritva.presses(ritva.last, "retention.save", days=14)
    await closed_matter(kept_office)
    await until(kept_office, days=7)
    await until(kept_office, days=8)
    async with database.write() as connection:
        content = await load_content(connection)
        contacts = [replace(one, roles=("auditor",)) if one.id == "11-02" else one for one in content.contacts]
        await save_content(connection, replace(content, contacts=tuple(contacts)))
    await kept_office.services.directory.refresh(database)
    kalle = kept_office.contact("Kalle Malli")
    await kalle.types("/loki")
    assert "Kuntayhteys: poisti sisällön säilytysajan päätyttyä" in kalle.last.words
    assert "muutti säilytysaikaa" in kalle.last.words
