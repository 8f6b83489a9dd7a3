"""The form of an area's plan refuses what its lists do not offer, and reasons with personal data."""

import pytest

from bot.turns.turn import Press
from tests.turns.office import Office, words_of

PLAN = {
    "area": "11",
    "step": "plan",
    "valid_from": "2026-11-24",
    "waiting_remind": "1h",
    "waiting_coordinator": "+1 11",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: nothing here depends on which."""
    return sqlite_url


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("waiting_deputy", "banaani", "Valitse jokainen vaihe luettelosta. Mitään ei muutettu."),
        ("waiting_coordinator", "none", "Valitse, milloin"),
        ("why", "Sovittu, soita 040 123 4567", "Jätä pois: puhelinnumero"),
        ("why", "Asiakas asuu Kauppakatu 5 B 12", "Jätä pois: katuosoite"),
    ],
)
async def test_what_cannot_be_kept_changes_nothing(kept_office: Office, field: str, typed: str, told: str) -> None:
    ritva = kept_office.contact("Ritva Keksitty")
    answer = await ritva.sends(Press("area.save", {**PLAN, field: typed}, "card"))
    assert told in words_of(answer)
    assert await kept_office.rows("SELECT * FROM directory_change") == []


async def test_the_second_coordinator_reads_which_steps_move(kept_office: Office) -> None:
    ritva, leena = (kept_office.contact(name) for name in ("Ritva Keksitty", "Leena Ohjenuora"))
    await ritva.sends(Press("area.save", PLAN, "card"))
    assert "2 työtunnin kuluttua → 1 työtunnin kuluttua" in leena.card_of("change.decide").words.replace("\n", " ")
