"""A question about a client goes to the client's own worker first; the asker is told only what may be told."""

import pytest

from bot.answering import handing_over
from bot.turns.turn import Message, Place, Press, Read, Turn
from bot.turns.work import by_itself
from directory.stored.sample import seed_sample
from directory.time.calendar import helsinki_date
from tests.turns.consents import ORAL
from tests.turns.office import TUESDAY_MORNING, URL, Office, Person, words_of

CODE = "010594Y9032"
OTHER = "020516C903K"
SEND, RELEASE, CLAIM = "consultation.send", "consultation.release", "consultation.claim"
CHOOSE = "consultation.choose"


@pytest.fixture
async def town(office: Office) -> Office:
    """Otto, whom /consult does not offer, is the client's own worker in Eksote, and Tarja in Keusote."""
    async with office.services.database.write() as connection:
        await seed_sample(connection, office.services.reference, helsinki_date(TUESDAY_MORNING))
    for name in ("Otto Testi", "Tarja Tyyppitapaus"):
        worker = office.contact(name)
        await worker.types("/oma lisää")
        await worker.presses(worker.card_of("ownworker.save"), "ownworker.save", client=CODE, basis="client_care")
    return office


@pytest.fixture
def liisa(town: Office) -> Person:
    return town.of("KELA", "Liisa")


async def about(liisa: Person, basis: str = "consent", client: str = CODE, **fields: str) -> str:
    return words_of(
        await liisa.asks(
            "Eksote asumismenot", "Voiko alue auttaa?", client=client, **{**ORAL, "basis": basis}, **fields
        )
    )


def has_question(person: Person) -> bool:
    return any("Kela kysyy" in one.words for one in person.sees())


async def test_the_own_worker_gets_it_alone_and_the_asker_is_told(town: Office, liisa: Person) -> None:
    words = await about(liisa)
    assert "Kysymys meni ensin asiakkaan omatyöntekijälle" in words
    assert "Otto Testi" in words
    otto, maija = town.contact("Otto Testi"), town.contact("Maija Esimerkki")
    assert "Kysymys tuli ensin asiakkaan omatyöntekijälle" in otto.card_of(CLAIM).words
    assert not has_question(maija)
    log = await town.rows("SELECT action, basis FROM access_log WHERE consultation_id = 1001 ORDER BY id")
    assert log == [(one, "consent:client-orally") for one in ("own_worker_asked", "open")]


async def test_passed_on_it_goes_to_the_contact_persons(town: Office, liisa: Person) -> None:
    await about(liisa)
    otto, maija = town.contact("Otto Testi"), town.contact("Maija Esimerkki")
    await otto.presses(otto.card_of(RELEASE), RELEASE)
    assert "Kysymys meni nyt alueen yhteyshenkilöille" in liisa.last.words
    await maija.presses(maija.card_of(CLAIM), CLAIM)
    assert "Maija Esimerkki otti" in liisa.last.words
    assert await town.rows("SELECT id FROM misroute") == []


async def test_those_in_line_are_asked_only_once_it_has_a_basis_again(town: Office, liisa: Person) -> None:
    await about(liisa)
    otto, maija = town.contact("Otto Testi"), town.contact("Maija Esimerkki")
    await liisa.types("/peruste K-1001 peruttu")
    await otto.presses(otto.card_of(RELEASE), RELEASE)
    assert not has_question(maija)
    change = {"consultation": 1001, "step": "change", "basis": "general"}
    await liisa.sends(Press("consultation.basis", change, "card"))
    assert has_question(maija)
    assert await town.rows("SELECT clock FROM escalation") == [("waiting",)]


async def test_those_in_line_take_no_part_yet(town: Office, liisa: Person) -> None:
    await about(liisa)
    maija = town.contact("Maija Esimerkki")
    await maija.types("/reply K-1001 Minä voin vastata")
    assert "Avointa kysymystä K-1001 ei löytynyt" in maija.last.words
    await maija.types("/open")
    assert "K-1001" not in maija.last.words


async def test_an_own_worker_without_the_bot_is_passed_over(town: Office, liisa: Person) -> None:
    otto, maija = town.contact("Otto Testi"), town.contact("Maija Esimerkki")
    town.teams.without_bot.add(otto.chat)
    await about(liisa)
    assert has_question(maija)
    assert "Otto Testi ei saanut" in "".join(one.words for one in liisa.sees())


async def test_where_it_may_not_be_told_the_asker_sees_the_same_whether_or_not_there_is_one(
    town: Office, liisa: Person
) -> None:
    svea = town.of("KELA", "Svea")
    known = await about(liisa, "evident_need")
    unknown = await about(svea, "evident_need", OTHER)
    assert known.replace("K-1001", "K-1002") == unknown
    assert "Otto" not in known
    assert has_question(town.contact("Otto Testi"))
    for passing, number in ((town.contact("Otto Testi"), 1001), (town.contact("Maija Esimerkki"), 1002)):
        card = next(one for one in reversed(passing.sees()) if f"K-{number}" in one.words)
        await passing.presses(card, RELEASE)
    both = [[one.words for one in person.sees()] for person in (liisa, svea)]
    assert [words.replace("K-1001", "K-1002") for words in both[0]] == both[1]
    await liisa.types("Lisätieto")
    assert "Otto" not in "".join(one.words for one in liisa.sees())


async def test_where_it_may_not_be_told_the_asker_does_not_learn_who_has_seen_it_either(
    town: Office, liisa: Person
) -> None:
    await about(liisa, "evident_need")
    await liisa.types("Lisätieto")
    otto = town.contact("Otto Testi")
    await otto.does("event", Read(otto.last.id))
    assert len(await town.rows("SELECT id FROM post WHERE seen_at IS NOT NULL")) == 2
    assert "Nähty" not in "".join(one.words for one in liisa.sees())
    await otto.presses(otto.card_of(CLAIM), CLAIM)
    assert "Otto Testi otti" in liisa.sees()[0].words


async def test_in_a_channel_area_the_own_worker_is_asked_in_a_chat_and_then_the_channel(
    town: Office, liisa: Person
) -> None:
    jaana = town.contact("Jaana Kokeilija")
    await jaana.types("/oma lisää")
    await jaana.presses(jaana.card_of("ownworker.save"), "ownworker.save", client=CODE, basis="client_care")
    await liisa.asks("Kymsote asumismenot", "Voiko alue auttaa?", basis="totul_18", client=CODE)
    in_channel = "19:kymenhva-kela@thread.tacv2"
    assert not [one for one in town.teams.shown if one.conversation.startswith(in_channel)]
    await jaana.presses(jaana.card_of(RELEASE), RELEASE)
    assert [one for one in town.teams.shown if one.conversation.startswith(in_channel)]
    await jaana.presses(jaana.card_of(CLAIM), CLAIM)
    await liisa.types("/reply K-1001 Kiitos")
    assert "Kiitos" in jaana.last.words


async def test_a_person_chosen_by_the_asker_is_asked_and_nobody_else(town: Office, liisa: Person) -> None:
    await about(liisa, receiver="11-02")
    assert has_question(town.contact("Kalle Malli"))
    assert not has_question(town.contact("Otto Testi"))


async def test_the_worker_who_was_told_can_be_asked_at_once(town: Office, liisa: Person) -> None:
    await liisa.types("/oma")
    given = {"place": "Lappeenranta", "client": CODE, "basis": "consent", "consent": "client-orally"}
    await liisa.presses(liisa.card_of("ownworker.find"), "ownworker.find", **given)
    await liisa.presses(liisa.last, CHOOSE)
    await liisa.presses(liisa.last, CHOOSE)
    form = liisa.card_of(SEND)
    assert "Otto Testi" in form.words
    await liisa.presses(form, SEND, question="Milloin tapaaminen on?", receiver="11-04")
    assert has_question(town.contact("Otto Testi"))
    assert not has_question(town.contact("Maija Esimerkki"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"basis": "consent", "client": ""}, "Henkilötunnus puuttuu"),
        ({}, "Asiakas puuttuu"),
        ({**ORAL, "client": OTHER}, "ei ole tiedossa"),
        ({"basis": "evident_need", "client": CODE}, "Tällä perusteella"),
        ({"basis": "evident_need", "client": OTHER}, "Tällä perusteella"),
    ],
    ids=["no-code", "no-client", "no-worker", "silent-known", "silent-unknown"],
)
async def test_where_there_are_no_contact_persons_only_a_client_leads_to_somebody(
    town: Office, liisa: Person, fields: dict[str, str], sentence: str
) -> None:
    await liisa.types("/consult Keusote asumismenot")
    await liisa.presses(liisa.last, CHOOSE, step="own_worker")
    form = liisa.card_of(SEND)
    assert "Asiakkaan omatyöntekijä" in form.words
    words = words_of(await liisa.presses(form, SEND, question="Milloin voi tavata?", **fields))
    assert sentence in words
    assert await town.rows("SELECT number FROM consultation") == []


async def test_where_there_are_no_contact_persons_the_own_worker_is_asked(town: Office, liisa: Person) -> None:
    await liisa.types("/consult Keusote asumismenot")
    await liisa.presses(liisa.last, CHOOSE, step="own_worker")
    form = liisa.card_of(SEND)
    await liisa.presses(form, SEND, question="Milloin voi tavata?", client=CODE, **ORAL)
    tarja = town.contact("Tarja Tyyppitapaus")
    await tarja.presses(tarja.card_of(RELEASE), RELEASE)
    assert "Kysy toiselta komennolla" in liisa.last.words


async def test_a_hand_over_does_not_name_the_own_worker_either(town: Office, liisa: Person) -> None:
    await about(liisa, "evident_need")
    actor, directory = town.contact("Otto Testi").actor, town.services.directory.current
    place = Place(actor.tenant_id, URL, "a:chat", "personal", "28:bot")
    turn = Turn("1", "invoke/adaptiveCard/action", "1", town.clock(), actor, place, "fi-FI", Message(""))
    async with by_itself(town.services) as work:
        await handing_over.move(work, turn, directory.contacts["11-04"], directory.contacts["11-02"], [1001])
    await town.delivery.run_until_idle()
    assert has_question(town.contact("Kalle Malli"))
    assert not [one for one in liisa.sees() if "Otto" in one.words or "Kalle" in one.words]
