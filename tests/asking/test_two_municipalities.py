"""Two municipalities of one county: the county is certain, and which is meant is asked only where it matters."""

import pytest

from tests.turns.office import Office, Shown, _buttons


def titles(shown: Shown) -> list[str]:
    """What the buttons on the card's face and under it are called, as far as they lead to a place."""
    return [title for one in _buttons(shown.card) if " · " in (title := str(one.get("title", "")))]


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("Tampereelta Nokialle muuttava, vuokrarästi", "Pirkanmaa · vuokrarästi tai häädön uhka"),
        ("Vantaa/Kerava vuokrarästi", "Vantaa ja Kerava · vuokrarästi tai häädön uhka"),
    ],
)
async def test_where_somebody_serves_both_the_form_comes_at_once(office: Office, query: str, heading: str) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types(f"/consult {query}")
    assert heading in liisa.last.words


async def test_where_each_has_contacts_of_its_own_both_are_offered(office: Office) -> None:
    """In Vantaa and Kerava nobody who serves both is asked about a worry."""
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/consult Vantaa/Kerava huoli asiakkaasta")
    assert titles(liisa.last) == ["Vantaa · huoli asiakkaasta", "Kerava · huoli asiakkaasta"]
    assert 'Haussa "Vantaa/Kerava huoli asiakkaasta" on kuntia, joilla on omat yhteyshenkilönsä.' in liisa.last.words


async def test_a_move_between_counties_is_asked_about_with_both_on_buttons(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/consult Imatralta Kotkaan muuttava, vuokrarästi")
    assert titles(liisa.last) == ["Imatra · vuokrarästi tai häädön uhka", "Kotka · vuokrarästi tai häädön uhka"]
