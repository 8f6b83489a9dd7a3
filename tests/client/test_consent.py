"""A consent has a scope and an end: what it asks, what both sides see of it, and what its end stops."""

import pytest

from bot.client import grounding
from bot.timers.running import Timers
from bot.turns.turn import Press
from tests.turns.consents import CODE, ORAL, WRITTEN
from tests.turns.office import Office, Person, words_of

# What is stored is told, on both databases, in tests/bases/test_grounds.py.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EKSOTE = "Eksote asumismenot"
QUESTION = "Voiko alue auttaa?"


async def asked(office: Office, **fields: str) -> tuple[Person, Person]:
    """A question about a client that Maija has taken."""
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks(EKSOTE, QUESTION, client=CODE, **fields)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    return liisa, maija


async def ends(person: Person, step: str = "withdrawn") -> str:
    return words_of(await person.sends(Press("consultation.basis", {"consultation": 1001, "step": step}, "card")))


async def changes(person: Person, **fields: str) -> str:
    data = {"consultation": 1001, "step": "change", **fields}
    return words_of(await person.sends(Press("consultation.basis", data, "card")))


async def client_of(office: Office) -> object:
    return (await office.rows("SELECT client_sealed IS NOT NULL FROM consultation"))[0][0]


FAULTY = (
    ({"consent": ""}, "kuka antoi suostumuksen"),
    ({"consent": "kissa-orally"}, "kuka antoi suostumuksen"),
    ({"consent_on": ""}, "Valitse päivä, jona suostumus annettiin"),
    ({"consent_on": "2026-11-25"}, "viimeistään tänään"),
    ({"consent_on": "2023-11-25"}, "yli kaksi vuotta sitten"),
    ({"consent": "client-in_writing"}, "viimeinen päivä"),
    ({"consent": "client-in_writing", "consent_until": "2026-11-23"}, "viimeinen päivä"),
    ({"consent": "client-in_writing", "consent_until": "2029-11-23"}, "viimeinen päivä"),
    ({"consent": "representative-in_writing", "consent_until": "2026-12-23"}, "koskee tätä vastaanottajaa"),
)


async def test_a_consent_that_is_not_told_of_sends_nothing(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    for fields, told in FAULTY:
        answer = words_of(await liisa.asks(EKSOTE, QUESTION, client=CODE, **{**ORAL, **fields}))
        assert told in answer, fields
    assert await office.rows("SELECT number FROM consultation") == []


async def test_both_sides_see_the_consent_and_its_scope(office: Office) -> None:
    liisa, maija = await asked(office, **ORAL)
    told = "Suostumus: Asiakas, suullisesti, 24.11.2026, koskee tätä asiaa"
    assert told in liisa.main_card().words
    assert told in maija.main_card().words
    assert await office.rows("SELECT basis FROM access_log WHERE action = 'open'") == [("consent:client-orally",)]


async def test_a_written_consent_tells_its_last_day(office: Office) -> None:
    liisa, _ = await asked(office, **WRITTEN)
    assert "Asiakas, kirjallisesti, 20.11.2026, voimassa 30.11.2026 asti" in liisa.main_card().words


async def test_a_basis_without_consent_asks_for_none(office: Office) -> None:
    liisa, _ = await asked(office, basis="evident_need")
    assert "Suostumus:" not in liisa.main_card().words


@pytest.mark.parametrize(
    ("step", "told"), [("withdrawn", "Suostumus on peruutettu"), ("narrowed", "Suostumus ei enää koske tätä asiaa")]
)
async def test_a_withdrawn_consent_destroys_the_client_and_both_sides_learn_it(
    office: Office, step: str, told: str
) -> None:
    liisa, maija = await asked(office, **ORAL)
    assert told in await ends(liisa, step)
    assert not await client_of(office)
    for person in (liisa, maija):
        assert told in person.card_of("consultation.close").words
    assert told in maija.last.words
    look = words_of(await maija.sends(Press("consultation.reveal", {"consultation": 1001}, "dialog")))
    assert "ei ole asiakastietoa" in look
    assert await office.rows("SELECT action, basis FROM access_log WHERE action = 'consent_ended'") == [
        ("consent_ended", "consent:client-orally")
    ]


async def test_nothing_is_passed_on_until_another_basis_is_chosen(office: Office) -> None:
    liisa, maija = await asked(office, **ORAL)
    await maija.types("Asiakas kävi täällä.")
    line = await maija.types("Kysyn vielä.")
    await ends(liisa)
    for person in (liisa, maija):
        await person.types("Vielä yksi asia.")
        assert "suostumus on päättynyt, joten mitään ei lähetetty" in person.last.words
    told = len(maija.sees())
    await maija.edits(line, "Kysyn vielä asiakkaasta.")
    assert "suostumus on päättynyt" in maija.sees()[told].words
    assert "asiakkaasta" not in "".join(one.words for one in liisa.sees())
    assert await office.rows("SELECT count(*), count(edited_at) FROM consultation_message") == [(2, 0)]


async def test_what_was_written_before_can_still_be_taken_back(office: Office) -> None:
    liisa, maija = await asked(office, **ORAL)
    line = await maija.types("Asiakas kävi täällä.")
    await ends(liisa)
    await maija.deletes(line)
    assert "Asiakas kävi täällä." not in "".join(one.words for one in liisa.sees())


async def test_the_matter_goes_on_in_general_without_the_client(office: Office) -> None:
    liisa, maija = await asked(office, **ORAL)
    await ends(liisa)
    answer = await changes(liisa, basis="general")
    assert "Kysymys jatkuu yleisenä" in answer
    await maija.types("Yleisesti ottaen kyllä.")
    assert "Yleisesti ottaen kyllä." in liisa.last.words
    assert await office.rows("SELECT basis FROM consultation") == [("general",)]
    assert not await client_of(office)


async def test_a_new_consent_makes_the_same_client_known_again(office: Office) -> None:
    liisa, maija = await asked(office, **ORAL)
    await ends(liisa)
    assert "Henkilötunnus puuttuu" in await changes(liisa, **WRITTEN)
    assert "Tunnus ei ole kysymyksen asiakkaan" in await changes(liisa, **WRITTEN, client="020516C903K")
    assert "voimassa 30.11.2026 asti" in await changes(liisa, **WRITTEN, client=CODE)
    assert await client_of(office)
    shown = await maija.sends(Press("consultation.reveal", {"consultation": 1001}, "dialog"))
    assert CODE in str(shown)
    assert CODE not in await office.everything_stored()


async def test_a_consent_ends_with_its_last_day(office: Office) -> None:
    liisa, maija = await asked(office, **WRITTEN)
    timers = Timers(office.services, {grounding.KIND: grounding.expire})
    office.clock.forward(days=6, hours=14)
    await timers.run_due()
    assert await client_of(office)
    office.clock.forward(hours=2)
    await timers.run_due()
    await office.delivery.run_until_idle()
    assert not await client_of(office)
    for person in (liisa, maija):
        assert "Suostumuksen voimassaolo on päättynyt" in person.last.words
    assert await office.rows("SELECT actor_aad_object_id FROM access_log WHERE action = 'consent_expired'") == [("",)]


async def test_after_its_last_day_the_client_is_not_shown_although_the_timer_is_late(office: Office) -> None:
    _, maija = await asked(office, **WRITTEN)
    office.clock.forward(days=7)
    look = await maija.sends(Press("consultation.reveal", {"consultation": 1001}, "dialog"))
    assert "suostumus on päättynyt" in words_of(look)
    assert CODE not in str(look)
    logged = await office.rows("SELECT result FROM access_log WHERE action = 'reveal'")
    assert logged == [("refused",)]


async def test_a_basis_changed_meanwhile_outlives_the_old_last_day(office: Office) -> None:
    liisa, _ = await asked(office, **WRITTEN)
    await changes(liisa, basis="totul_18")
    office.clock.forward(days=8)
    await Timers(office.services, {grounding.KIND: grounding.expire}).run_due()
    assert await client_of(office)


async def test_only_the_asker_ends_the_consent_or_changes_the_basis(office: Office) -> None:
    _, maija = await asked(office, **ORAL)
    before = await office.rows("SELECT basis, version FROM consultation")
    for told in (await ends(maija), await changes(maija, basis="general")):
        assert "Vain kysyjä voi vaihtaa" in told
    assert await office.rows("SELECT basis, version FROM consultation") == before


async def test_the_command_shows_the_basis_with_its_law_and_ends_the_consent(office: Office) -> None:
    liisa, maija = await asked(office, **ORAL)
    await maija.types("/peruste K-1001")
    assert "SHL 1301/2014 35 §; asiakaslaki 812/2000 (tarkista laki)" in maija.last.words
    assert "Suostumus päättyi" not in maija.last.words
    await liisa.types("/peruste K-1001")
    assert "Suostumus päättyi" in liisa.last.words
    await liisa.types("/peruste K-1001 peruttu")
    assert "Suostumus on peruutettu" in liisa.last.words


async def test_the_basis_stands_over_the_question_and_leads_back_to_it(office: Office) -> None:
    liisa, _ = await asked(office, **ORAL)
    main = liisa.main_card()
    over = words_of(await liisa.presses(main, "consultation.basis"))
    assert "Peruste: Asiakkaan suostumus" in over
    assert "Takaisin" in over
    back = Press("consultation.basis", {"consultation": 1001, "step": "back"}, "card", main.id)
    assert "Maija Esimerkki otti tämän" in words_of(await liisa.sends(back))


async def test_a_card_of_the_command_goes_on_showing_the_basis(office: Office) -> None:
    """The question has one card only: another would not follow what happens."""
    liisa, _ = await asked(office, **ORAL)
    await liisa.types("/peruste K-1001")
    assert "Takaisin" not in liisa.last.words
    ended = Press("consultation.basis", {"consultation": 1001, "step": "withdrawn"}, "card", liisa.last.id)
    answer = words_of(await liisa.sends(ended))
    assert "Suostumus on peruutettu" in answer
    assert "Maija Esimerkki otti tämän" not in answer
    assert answer == liisa.last.words


async def test_what_was_chosen_stays_as_it_was(office: Office) -> None:
    """A question whose basis the list no longer knows is shown as it was."""
    liisa, _ = await asked(office, **ORAL)
    stored = await office.rows("SELECT ground FROM consultation")
    assert "tarkista" not in str(stored)
    await liisa.types("/peruste K-1001")
    assert "Asiakkaan suostumus" in liisa.last.words


async def test_what_nobody_may_answer_is_not_hurried_and_goes_on_with_another_basis(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks(EKSOTE, QUESTION, client=CODE, **ORAL)
    clock = "SELECT clock FROM escalation"
    assert await office.rows(clock) == [("waiting",)]
    await ends(liisa)
    assert await office.rows(clock) == [("",)]
    maija = office.contact("Maija Esimerkki")
    passed = Press("consultation.release", {"consultation": 1001, "reason": "Asiakas on toisen alueen"}, "card")
    assert "suostumus on päättynyt" in words_of(await maija.sends(passed))
    await changes(liisa, basis="general")
    assert await office.rows(clock) == [("waiting",)]


async def test_nobody_new_gets_the_question_until_it_has_a_basis_again(office: Office) -> None:
    liisa, maija = await asked(office, **ORAL)
    kalle = office.contact("Kalle Malli")
    shown = len(kalle.sees())
    await ends(liisa)
    await maija.types("/siirrä K-1001 Kalle Malli")
    assert "suostumus on päättynyt" in maija.last.words
    for whose in ({"whose": "11-02"}, {"named": "Kalle Malli"}):
        passed = words_of(await maija.sends(Press("consultation.release", {"consultation": 1001, **whose}, "card")))
        assert "suostumus on päättynyt" in passed
    assert await office.rows("SELECT taker_name FROM consultation") == [("Maija Esimerkki",)]
    await changes(liisa, basis="general")
    await maija.types("/siirrä K-1001 Kalle Malli")
    assert len(kalle.sees()) > shown
    assert await office.rows("SELECT taker_name FROM consultation") == [("Kalle Malli",)]


async def test_the_receipt_tells_when_the_code_was_destroyed(office: Office) -> None:
    liisa, maija = await asked(office, **ORAL)
    await maija.types("Voimme auttaa.")
    await ends(liisa)
    office.clock.forward(hours=3)
    closing = liisa.card_of("consultation.close")
    receipt = words_of(await liisa.presses(closing, "consultation.close", outcome="kela_can_decide"))
    assert "Suojattu henkilötunnus hävitettiin 24.11.2026 klo 9.12" in receipt


async def test_a_swedish_reader_sees_the_acts_by_their_swedish_names(office: Office) -> None:
    liisa, _ = await asked(office, **ORAL)
    await liisa.types("/språk svenska")
    await liisa.types("/grund K-1001")
    assert "socialvårdslagen 1301/2014 35 §; klientlagen 812/2000 (kontrollera lagen)" in liisa.last.words
