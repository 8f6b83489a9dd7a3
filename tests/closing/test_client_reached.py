"""Whether the client was reached is the county's to say, whoever closes and whichever side asked."""

import pytest

from bot.turns.turn import Press
from tests.turns.consents import CODE, ORAL
from tests.turns.office import Office, Person, words_of

CLOSE, REACHED = "consultation.close", "consultation.reached"
TOLD = "Etelä-Karjala: asiakas tavoitettiin"
ASKS = "Tavoitettiinko asiakas?"
STORED = "SELECT state, client_reached FROM consultation"


async def taken(asker: Person, query: str, taker: Person, **about: str) -> tuple[Person, Person]:
    await asker.asks(query, "Mitä voidaan tehdä?", **about)
    await taker.presses(taker.main_card(), "consultation.claim")
    return asker, taker


ABOUT_CLIENT = {"client": CODE, **ORAL}


@pytest.fixture(params=["kela asks", "county asks"])
async def sides(office: Office, request: pytest.FixtureRequest) -> tuple[Person, Person]:
    """Kela's person and the county's of a matter about a client, which is taken."""
    maija = office.contact("Maija Esimerkki")
    if request.param == "kela asks":
        return await taken(office.of("KELA", "Liisa"), "Eksote asumismenot", maija, **ABOUT_CLIENT)
    asker, kela = await taken(maija, "Kela asumismenot", office.contact("Anna Luonnos"), **ABOUT_CLIENT)
    return kela, asker


async def closes(person: Person, **said: str) -> str:
    return words_of(await person.presses(person.card_of(CLOSE), CLOSE, outcome="unresolved", **said))


def all_words(person: Person) -> str:
    """Everything that the bot shows this person now."""
    return "\n".join(one.words for one in person.sees())


def reached(**data: object) -> Press:
    return Press(REACHED, {"consultation": 1001, "version": 3, "reached": "yes", **data}, "card")


async def test_only_the_county_is_asked_when_it_closes(office: Office, sides: tuple[Person, Person]) -> None:
    kela, county = sides
    assert "Asiakas tavoitettiin" not in kela.card_of(CLOSE).words
    assert "Asiakas tavoitettiin" in county.card_of(CLOSE).words
    words = await closes(county, client_reached="yes")
    assert TOLD in words
    assert ASKS not in words
    assert TOLD in all_words(kela)
    assert await office.rows(STORED) == [("closed", "yes")]


async def test_nothing_that_kela_says_of_it_is_recorded(office: Office, sides: tuple[Person, Person]) -> None:
    kela, _ = sides
    words = await closes(kela, client_reached="yes")
    assert "Vain hyvinvointialue voi tietää" in words
    assert await office.rows(STORED) == [("taken", "")]
    words = await closes(kela, client_reached="unknown")
    assert "Etelä-Karjala voi vielä kertoa, tavoitettiinko asiakas" in words
    assert ASKS not in words
    assert await office.rows(STORED) == [("closed", "")]


async def test_after_kela_closed_the_county_says_it_in_one_press(office: Office, sides: tuple[Person, Person]) -> None:
    kela, county = sides
    await closes(kela)
    mine = county.card_of(REACHED)
    assert ASKS in mine.words
    words = words_of(await county.presses(mine, REACHED))
    assert TOLD in words
    assert ASKS not in words
    assert "K-1001: Maija Esimerkki kertoo, että asiakas tavoitettiin." in kela.last.words
    assert TOLD in all_words(kela)
    assert "Etelä-Karjalan hyvinvointialue: asiakas tavoitettiin." in all_words(kela), "in the record too"
    log = await office.rows("SELECT organisation, basis FROM access_log WHERE action = 'client_reached'")
    assert log == [("11", "consent:client-orally")]


async def test_it_is_said_once(office: Office, sides: tuple[Person, Person]) -> None:
    kela, county = sides
    await closes(kela)
    await county.sends(reached(reached="no"))
    heard = len(kela.sees())
    await county.sends(reached(reached="yes"))
    assert await office.rows(STORED) == [("closed", "no")]
    assert len(kela.sees()) == heard


async def test_nobody_else_says_it(office: Office, sides: tuple[Person, Person]) -> None:
    kela, _ = sides
    await closes(kela)
    for person in (kela, office.contact("Kalle Malli"), office.contact("Ville Sepite")):
        await person.sends(reached())
    assert await office.rows(STORED) == [("closed", "")]


async def test_while_it_is_open_it_is_said_by_closing(office: Office, sides: tuple[Person, Person]) -> None:
    _, county = sides
    assert "on yhä avoinna" in words_of(await county.sends(reached()))
    assert await office.rows(STORED) == [("taken", "")]


async def test_on_a_basis_on_which_the_county_tells_kela_nothing_it_is_not_asked(office: Office) -> None:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await taken(liisa, "Eksote asumismenot", maija, client=CODE, basis="evident_need")
    assert "Asiakas tavoitettiin" not in maija.card_of(CLOSE).words
    assert "Kelalle ei kerrota" in await closes(maija, client_reached="yes")
    words = await closes(liisa)
    assert "tavoitet" not in words
    assert ASKS not in all_words(maija)
    assert "Kelalle ei kerrota" in words_of(await maija.sends(reached()))
    assert await office.rows(STORED) == [("closed", "")]


@pytest.mark.parametrize("outcome", ["withdrawn", "unresolved"])
async def test_of_a_withdrawn_matter_nothing_is_asked(office: Office, outcome: str) -> None:
    liisa, maija = await taken(
        office.of("KELA", "Liisa"), "Eksote asumismenot", office.contact("Maija Esimerkki"), **ABOUT_CLIENT
    )
    await liisa.presses(liisa.card_of(CLOSE), CLOSE, outcome=outcome)
    await maija.sends(reached())
    assert await office.rows(STORED) == [("closed", "yes" if outcome == "unresolved" else "")]


async def test_of_a_general_question_and_within_kela_nobody_is_asked(office: Office) -> None:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await taken(liisa, "Eksote asumismenot", maija)
    await closes_generally(liisa)
    await maija.sends(reached())
    _, kirsi = await taken(liisa, "Kela Imatra asumismenot", office.contact("Kirsi Mukaelma"), **ABOUT_CLIENT)
    assert "Hyvinvointialue jatkaa" not in kirsi.card_of(CLOSE).words, "no county takes part"
    words = await closes(kirsi)
    assert "tavoitet" not in words
    assert await office.rows("SELECT client_reached FROM consultation ORDER BY number") == [("",), ("",)]


async def closes_generally(person: Person) -> None:
    await person.presses(person.card_of(CLOSE), CLOSE)
