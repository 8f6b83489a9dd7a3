"""One press at the end of a matter: its county worker is remembered as the client's own, with the client's consent."""

import pytest

from bot.turns.turn import Press
from directory.stored.sample import seed_sample
from directory.time.calendar import helsinki_date
from tests.turns.consents import ORAL
from tests.turns.office import TUESDAY_MORNING, Office, Person, words_of

CODE = "010594Y9032"
SAVE, CLAIM, CLOSE = "ownworker.save", "consultation.claim", "consultation.close"


@pytest.fixture
async def town(office: Office) -> Office:
    async with office.services.database.write() as connection:
        await seed_sample(connection, office.services.reference, helsinki_date(TUESDAY_MORNING))
    return office


async def closed_about(town: Office, taker: Person, *, basis: str = "consent", client: str = CODE) -> Person:
    """Liisa's question about a client, taken by somebody and closed by her."""
    liisa = town.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?", client=client, **{**ORAL, "basis": basis})
    await taker.presses(taker.card_of(CLAIM), CLAIM)
    await liisa.presses(liisa.card_of(CLOSE), CLOSE, outcome="answered" if not client else "kela_can_decide")
    return liisa


async def test_the_taker_is_remembered_and_gets_the_next_question_first(town: Office) -> None:
    maija = town.contact("Maija Esimerkki")
    liisa = await closed_about(town, maija)
    assert not [one for one in liisa.sees() if "Muista minut" in one.words]
    answer = await maija.presses(maija.card_of(SAVE), SAVE, consent="client-orally")
    assert "merkitty asiakkaan omatyöntekijäksi" in words_of(answer)
    stored = "SELECT contact_id, source, consent_by, consent_how, consent_on, until, added_by FROM own_worker"
    ((*who, on, until, by),) = await town.rows(stored)
    assert (who, str(on), str(until), by) == (
        ["11-01", "consultation", "client", "orally"],
        "2026-11-24",
        "2027-11-24",
        "11-01",
    )
    words = words_of(await liisa.asks("Eksote asumismenot", "Uusi kysymys", client=CODE, **ORAL))
    assert "Kysymys meni ensin asiakkaan omatyöntekijälle" in words
    assert CODE not in await town.everything_stored()


async def test_pressed_twice_it_is_stored_once(town: Office) -> None:
    maija = town.contact("Maija Esimerkki")
    await closed_about(town, maija)
    await maija.presses(maija.card_of(SAVE), SAVE, consent="client-orally")
    before = await town.rows("SELECT count(*) FROM access_log")
    await maija.sends(_again(consent="client-in_writing"))
    assert await town.rows("SELECT count(*) FROM access_log") == before
    assert await town.rows("SELECT consent_how FROM own_worker") == [("orally",)]


async def test_nothing_is_remembered_without_consent_or_by_anybody_else(town: Office) -> None:
    maija, kalle = town.contact("Maija Esimerkki"), town.contact("Kalle Malli")
    liisa = await closed_about(town, maija)
    assert "Valitse, kuka suostumuksen antoi" in words_of(await maija.sends(_again(consent="")))
    for other in (kalle, liisa, town.of("10", "Ulla")):
        await other.sends(_again(consent="client-orally"))
    assert await town.rows("SELECT id FROM own_worker") == []


async def test_a_general_question_offers_nothing(town: Office) -> None:
    maija = town.contact("Maija Esimerkki")
    await closed_about(town, maija, basis="general", client="")
    assert not [one for one in maija.sees() if "Muista minut" in one.words]
    await maija.sends(_again(consent="client-orally"))
    assert await town.rows("SELECT id FROM own_worker") == []


async def test_of_a_countys_question_its_asker_is_remembered(town: Office) -> None:
    maija, anna = town.contact("Maija Esimerkki"), town.contact("Anna Luonnos")
    await maija.asks("Kela lääkkeet", "Onko päätös tehty?", client=CODE, **ORAL)
    await anna.presses(anna.card_of(CLAIM), CLAIM)
    await anna.presses(anna.card_of(CLOSE), CLOSE, outcome="decision_explained")
    await maija.presses(maija.card_of(SAVE), SAVE, consent="representative-in_writing")
    assert await town.rows("SELECT county, contact_id FROM own_worker") == [("11", "11-01")]


def _again(consent: str) -> Press:
    data = {"step": "remember", "consultation": 1001, "version": 9, "consent": consent}
    return Press(SAVE, data, "card")
