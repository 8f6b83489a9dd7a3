"""Who is offered the texts of a matter that was given back before it ended."""

import pytest

from tests.retention.closed import QUESTION, SAID, people, until
from tests.turns.office import Office


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: nothing here depends on which."""
    return sqlite_url


async def test_what_was_answered_and_given_back_is_offered_to_its_asker_alone(office: Office) -> None:
    liisa, maija, kalle = people(office)
    await liisa.asks("Eksote asumismenot", QUESTION)
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.types(SAID[1])
    await maija.presses(maija.main_card(), "consultation.release", reason="Loma alkaa.")
    await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", outcome="withdrawn")
    assert await office.rows("SELECT state, taker_name FROM consultation") == [("closed", "")]
    await until(office, days=23)
    offered = [one for one in liisa.sees() if "Kopioi tarvittavat tiedot" in one.words]
    assert len(offered) == 1
    assert SAID[1] in offered[0].words
    for person in (maija, kalle):
        assert not [one for one in person.sees() if "Kopioi tarvittavat tiedot" in one.words]
