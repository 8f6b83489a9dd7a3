"""Doubtful details on the form, wrong turns before the coordinators, and who may look after whose details."""

import asyncio
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.access_log.access_log import AccessEntry, record
from bot.jobs.housekeeping import forget_old
from bot.turns.turn import Press
from bot.upkeep.checks import check_rounds, evidence
from directory.people.contacts import Contact
from directory.records.changes import put
from directory.stored.store import load_content, save_content
from tests.databases import somebody_waits
from tests.turns.office import Office, words_of

MAIJA, KALLE, SARI, RITVA, HARRI = "11-01", "11-02", "11-03", "Ritva Keksitty", "Harri Hahmotelma"


@pytest.fixture
def office(kept_office: Office) -> Office:
    """The directory is kept in the database."""
    return kept_office


async def doubt(office: Office, *contact_ids: str) -> None:
    async with office.services.database.write() as connection:
        for one in contact_ids:
            for _ in range(3):
                await evidence.passed_on(connection, one, office.clock())


async def change(office: Office, *contacts: Contact) -> None:
    """Changes the directory as an import from outside would."""
    async with office.services.database.write() as connection:
        await save_content(connection, put(await load_content(connection), *contacts))
    await office.services.directory.refresh(office.services.database)


async def test_with_only_doubtful_contacts_left_the_telephone_is_shown_beside_them(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await doubt(office, MAIJA)
    await liisa.types("/consult Eksote asumismenot")
    assert "Ellei vastausta tule, soita" not in liisa.last.words
    await doubt(office, KALLE, SARI)
    await liisa.types("/consult Eksote asumismenot")
    assert "Ellei vastausta tule, soita" in liisa.last.words
    assert "Aikuissosiaalityön neuvonta" in liisa.last.words
    assert "vastuualue vahvistamatta" in liisa.last.words


async def test_only_the_contact_or_the_own_coordinator_confirms(office: Office) -> None:
    maija, kalle = office.contact("Maija Esimerkki"), office.contact("Esa Mallinne")
    await maija.types("/yhteys vahvista")
    data = {"contact": MAIJA, "step": "right"}
    for stranger in (kalle, office.contact(HARRI), office.of("11", "Veikko")):
        await stranger.sends(Press("contact.verify", data, "card"))
        assert await office.rows("SELECT * FROM contact_evidence") == []
    await office.contact(RITVA).sends(Press("contact.verify", {**data, "page": 0}, "card"))
    assert len(await office.rows("SELECT * FROM contact_evidence")) == 1


@pytest.mark.parametrize("step", ["fix", "leave", "show"])
async def test_another_countys_coordinator_neither_sees_nor_decides_a_wrong_turn(office: Office, step: str) -> None:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Imatra vuokrarästi", "Onko aikaa?")
    await maija.presses(maija.main_card(), "consultation.release", whose=KALLE)
    for other in (HARRI, "Leena Ohjenuora"):
        answer = await office.contact(other).sends(Press("contact.correct", {"misroute": 1, "step": step}, "card"))
        assert "Tällaista korjausta ei ole" in words_of(answer)
    answer = await maija.sends(Press("contact.correct", {"misroute": 1, "step": step}, "card"))
    assert "hakemistovastaava" in words_of(answer)
    assert await office.rows("SELECT state FROM misroute") == [("open",)]


async def test_the_second_coordinators_card_follows_the_firsts_decision(office: Office) -> None:
    liisa, maija, ritva, kalle = (
        office.of("KELA", "Liisa"),
        *map(office.contact, ("Maija Esimerkki", RITVA, "Kalle Malli")),
    )
    await liisa.asks("Imatra vuokrarästi", "Onko aikaa?")
    await maija.presses(maija.main_card(), "consultation.release", whose=SARI)
    shown = kalle.card_of("contact.correct")
    await ritva.presses(ritva.card_of("contact.correct"), "contact.correct")
    assert "Hakemisto korjattiin" in shown.words
    again = await kalle.sends(Press("contact.correct", {"misroute": 1, "step": "fix"}, "card", shown.id))
    assert "Hakemisto korjattiin" in words_of(again)
    assert await office.rows("SELECT count(*) FROM directory_change") == [(1,)]


@pytest.mark.each_database
async def test_a_correction_and_another_wrong_turn_of_the_same_contact_never_wait_in_a_circle(office: Office) -> None:
    liisa, maija, ritva = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki"), office.contact(RITVA)
    await liisa.asks("Imatra vuokrarästi", "Onko aikaa?")
    await maija.presses(maija.main_card(), "consultation.release", whose=SARI)
    card, now = ritva.card_of("contact.correct"), office.clock()
    with capture_logs() as logs:
        async with office.services.database.write() as passing_on:
            await evidence.passed_on(passing_on, MAIJA, now)
            meanwhile = asyncio.create_task(ritva.presses(card, "contact.correct"))
            await somebody_waits(office.services.database)
            await record(passing_on, AccessEntry(now, "", "", "11", "release"))
        assert "Hakemisto korjattiin" in words_of(await meanwhile)
    assert [one for one in logs if one["event"] == "turn_tried_again"] == []


async def test_three_times_the_same_wrong_turn_is_a_proposal_on_the_work_list(office: Office) -> None:
    liisa, maija, ritva = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki"), office.contact(RITVA)
    for _ in range(3):
        await liisa.asks("Imatra vuokrarästi", "Onko aikaa?")
        await maija.presses(maija.main_card(), "consultation.release", whose="unknown")
    await ritva.types("/yhteys vahvista")
    assert "väärältä henkilöltä on kysytty 3 kertaa" in ritva.last.words
    assert "viime kysymykset kuuluivat muille" in ritva.last.words
    await ritva.presses(ritva.last, "contact.correct")
    assert "Sama on toistunut 3 kertaa" in ritva.last.words
    answer = await ritva.presses(ritva.last, "contact.correct")
    assert "Hakemisto korjattiin" in words_of(answer)
    assert "vuokrarasti-haato" not in office.services.directory.current.contacts[MAIJA].topics
    await ritva.types("/yhteys vahvista")
    assert "Kaikki on kunnossa." in ritva.last.words


async def test_giving_back_what_was_taken_says_nothing_of_the_directory(office: Office) -> None:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Imatra vuokrarästi", "Onko aikaa?")
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.presses(maija.main_card(), "consultation.release", whose="unknown")
    assert await office.rows("SELECT * FROM misroute") == []


async def test_somebody_who_has_left_the_tenant_is_not_written_to_but_listed(office: Office) -> None:
    kalle = office.services.directory.current.contacts[KALLE]
    await change(office, replace(kalle, verified_on=None))

    async def gone(tenant_id: str, ids: object) -> dict[str, bool]:
        return {kalle.aad_object_id: False} if tenant_id == kalle.tenant_id else {}

    office.clock.forward(days=6)
    services = replace(office.services, still_there=gone)
    while await check_rounds.monthly(services):
        pass
    await office.delivery.run_until_idle()
    assert office.contact("Kalle Malli").sees() == []
    ritva = office.contact(RITVA)
    await ritva.types("/yhteys vahvista")
    assert "ei löydy enää organisaation omasta hakemistosta" in ritva.last.words


async def test_the_monthly_card_is_pressed_right_and_the_next_month_nobody_is_bothered(office: Office) -> None:
    kalle = office.services.directory.current.contacts[KALLE]
    await change(office, replace(kalle, verified_on=None))
    office.clock.forward(days=6)
    assert await check_rounds.monthly(office.services) == 1
    await office.delivery.run_until_idle()
    person = office.contact("Kalle Malli")
    answer = await person.presses(person.last, "contact.verify")
    assert "Kiitos, tiedot on vahvistettu" in words_of(answer)
    assert "Kiitos, tiedot on vahvistettu" in person.last.words
    office.clock.forward(days=2)
    assert await check_rounds.monthly(office.services) == 0


async def test_wrong_turns_are_forgotten_when_they_no_longer_count(office: Office) -> None:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Imatra vuokrarästi", "Onko aikaa?")
    await maija.presses(maija.main_card(), "consultation.release", named="Imatran perhepalvelut")
    office.clock.forward(days=89)
    await forget_old(office.services.database, office.clock())
    assert len(await office.rows("SELECT * FROM misroute")) == 1
    office.clock.forward(days=2)
    await forget_old(office.services.database, office.clock())
    assert await office.rows("SELECT * FROM misroute") == []


async def test_the_details_can_be_corrected_from_the_card_and_from_the_work_list(office: Office) -> None:
    maija, ritva = office.contact("Maija Esimerkki"), office.contact(RITVA)
    await maija.types("/kontakt bekräfta")
    opened = await maija.presses(maija.last, "contact.save")
    assert "05 000 0001" in words_of(opened)
    await doubt(office, SARI)
    await ritva.types("/contact worklist")
    opened = await ritva.presses(ritva.last, "contact.save")
    assert "Sari Kokeilu" in words_of(opened)


@pytest.mark.parametrize(
    "data", [{"step": "right"}, {"step": "right", "contact": 7}, {"step": "?"}, {"misroute": 10**12, "step": "fix"}, {}]
)
async def test_an_odd_press_changes_nothing_and_gets_a_sentence(office: Office, data: dict[str, object]) -> None:
    for verb in ("contact.verify", "contact.correct"):
        answer = await office.contact(RITVA).sends(Press(verb, data, "card"))
        assert words_of(answer)
    assert await office.rows("SELECT * FROM contact_evidence") == []


@pytest.mark.parametrize("page", [-1, 7, 10**15, 1.5, "2", float("inf")])
async def test_a_page_that_is_not_there_is_the_first_one(office: Office, page: object) -> None:
    await doubt(office, SARI)
    answer = await office.contact(RITVA).sends(Press("contact.verify", {"step": "list", "page": page}, "card"))
    assert "Sari Kokeilu" in words_of(answer)
