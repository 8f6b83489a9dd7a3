"""A county asks Kela without consent about what social welfare necessarily needs; Kela cannot ask on the same basis."""

import pytest

from tests.turns.consents import CODE, ORAL
from tests.turns.office import Office, words_of

# What is stored is told, on both databases, in tests/bases/test_grounds.py.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BASIS = {"client": CODE, "basis": "necessary_to_county"}
QUESTION = "Miten päätös on laskettu?"


async def test_kela_sees_on_what_the_county_asks_and_that_the_law_is_to_be_checked(office: Office) -> None:
    maija, anna = office.contact("Maija Esimerkki"), office.contact("Anna Luonnos")
    await maija.asks("Kela etuuspäätöksen tulkinta", QUESTION, **BASIS)
    question = anna.card_of("consultation.claim").words
    assert "Välttämätön tieto sosiaalihuollon asiaan" in question
    assert CODE not in question
    assert await office.rows("SELECT basis FROM access_log WHERE action = 'open'") == [("necessary_to_county",)]
    await maija.types("/peruste K-1001")
    assert "asiakastietolaki" in maija.last.words.casefold()
    assert "tarkista laki" in maija.last.words


async def test_kela_cannot_ask_a_county_on_it(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    answer = words_of(await liisa.asks("Imatra asumismenot", QUESTION, **BASIS))
    assert "Välttämätön tieto sosiaalihuollon asiaan" not in answer
    assert await office.rows("SELECT number FROM consultation") == []


async def test_a_county_can_go_on_with_it_when_the_consent_ends(office: Office) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.asks("Kela etuuspäätöksen tulkinta", QUESTION, client=CODE, **ORAL)
    await maija.types("/peruste K-1001 peruttu")
    card = maija.card_of("consultation.basis")
    assert "Välttämätön tieto sosiaalihuollon asiaan" in card.words
    await maija.presses(card, "consultation.basis", step="change", **BASIS)
    assert await office.rows("SELECT basis FROM consultation") == [("necessary_to_county",)]
