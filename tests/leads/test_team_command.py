"""A team lead sees which questions of the team are open, once a coordinator has let them; never what is in them."""

import pytest

from tests.turns.consents import CODE, ORAL
from tests.turns.office import Office, Person
from tests.upkeep.contacts.test_contact_command import inputs

QUESTION = "Voiko alue osallistua vuokraan?"
one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def office(kept_office: Office) -> Office:
    """Maija of county 11 has taken a client's matter; Kalle is in the same team, Ritva keeps the directory."""
    liisa, maija = kept_office.of("KELA", "Liisa"), kept_office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await maija.types("Voimme osallistua.")
    return kept_office


def ritva(office: Office) -> Person:
    return office.contact("Ritva Keksitty")


async def says(person: Person, words: str) -> str:
    await person.types(words)
    return person.last.words


async def test_the_lead_sees_the_list_and_nothing_of_the_content(office: Office) -> None:
    sari = office.contact("Sari Kokeilu")
    assert "jolle on annettu siihen oikeus" in await says(sari, "/tiimi")
    assert "Sari Kokeilu näkee 31.12.2026 asti" in await says(ritva(office), "/tiimi Sari Kokeilu 31.12.")
    assert "Ritva Keksitty antoi näkymän" in sari.last.words
    shown = await says(sari, "/tiimi")
    assert "K-1001 · asumismenot" in shown
    assert "vastattu · Maija Esimerkki · Kela" in shown
    for hidden in (QUESTION, "Voimme osallistua", "suostumus", "Liisa", CODE):
        assert hidden.lower() not in shown.lower()
    assert await office.rows("SELECT action FROM access_log WHERE action LIKE 'team%'") == [
        ("team_view_given",),
        ("team_looked",),
    ]


@one_database
async def test_it_ends_by_itself_and_when_a_coordinator_ends_it(office: Office) -> None:
    sari = office.contact("Sari Kokeilu")
    await says(ritva(office), "/tiimi Sari Kokeilu 26.11.")
    assert "K-1001" in await says(sari, "/tiimi")
    office.clock.forward(days=3)
    assert "jolle on annettu siihen oikeus" in await says(sari, "/tiimi")
    await says(ritva(office), "/tiimi Sari Kokeilu 31.12.")
    assert "K-1001" in await says(sari, "/tiimi")
    assert "ei enää näe" in await says(ritva(office), "/tiimi Sari Kokeilu loppu")
    assert "jolle on annettu siihen oikeus" in await says(sari, "/tiimi")
    assert "ei ole tiiminäkymää" in await says(ritva(office), "/tiimi Sari Kokeilu loppu")
    kept = await office.rows("SELECT contact_id, given_by, ended_by FROM team_view ORDER BY id")
    assert kept == [("11-03", "Ritva Keksitty", "Ritva Keksitty")] * 2


@one_database
async def test_only_a_coordinator_of_the_same_organisation_gives_it_and_never_to_themselves(office: Office) -> None:
    for person, told in (
        (office.contact("Maija Esimerkki"), "vain hakemistovastaava"),
        (office.contact("Harri Hahmotelma"), "oman organisaation"),
    ):
        assert told in await says(person, "/tiimi Sari Kokeilu 31.12.")
    assert "itselleen" in await says(ritva(office), "/tiimi Ritva Keksitty 31.12.")
    assert "enintään vuoden" in await says(ritva(office), "/tiimi Sari Kokeilu 31.12.2028")
    assert "viimeinen päivä" in await says(ritva(office), "/tiimi Sari Kokeilu")
    assert await office.rows("SELECT * FROM team_view") == []


@one_database
async def test_another_team_and_another_county_are_not_in_the_list(office: Office) -> None:
    harri, jaana = office.contact("Harri Hahmotelma"), office.contact("Jaana Kokeilija")
    await says(harri, "/tiimi Jaana Kokeilija 31.12.")
    assert "Mitään ei ole auki" in await says(jaana, "/tiimi")


@one_database
async def test_the_list_is_not_shown_in_a_channel(office: Office) -> None:
    await says(ritva(office), "/tiimi Sari Kokeilu 31.12.")
    sari = office.contact("Sari Kokeilu").in_group("19:ryhma@thread.v2")
    assert "kahdenkeskisessä keskustelussa" in await says(sari, "/tiimi")


@one_database
async def test_whoever_renames_their_own_team_sees_neither(office: Office) -> None:
    """The team of one's own entry is one's own to change."""
    jaana = office.contact("Jaana Kokeilija")
    await says(office.contact("Harri Hahmotelma"), "/tiimi Jaana Kokeilija 31.12.")
    assert "Mitään ei ole auki" in await says(jaana, "/tiimi")
    await jaana.types("/yhteys muuta")
    form = jaana.card_of("contact.save")
    await jaana.presses(form, "contact.save", **{**inputs(form), "team": "Muu tiimi"})
    assert "jolle on annettu siihen oikeus" in await says(jaana, "/tiimi")
