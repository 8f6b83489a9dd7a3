"""The form and the card without contacts say whose people they show, and how old what they tell is."""

from dataclasses import replace

from directory.people.contacts import directory_of
from tests.turns.conftest import Shelf
from tests.turns.office import Office, Person


async def test_the_heading_tells_the_service_of_those_who_are_shown(office: Office, liisa: Person) -> None:
    await liisa.types("/consult Lappeenranta asumismenot")
    assert "Aikuissosiaalityön yhteyshenkilöt" in liisa.last.words
    content = office.services.directory.current.content
    teams = {"Maija Esimerkki": "Lastensuojelu"}
    people = tuple(replace(one, team=teams.get(one.name, one.team)) for one in content.contacts)
    other = Shelf(directory_of(replace(content, contacts=people)))
    liisa = replace(liisa, office=office.having(replace(office.services, directory=other)))
    await liisa.types("/consult Lappeenranta asumismenot")
    assert "Hyvinvointialueen yhteyshenkilöt" in liisa.last.words
    assert "Aikuissosiaalityön" not in liisa.last.words


async def test_ways_that_nobody_has_confirmed_tell_the_year_of_their_source(liisa: Person) -> None:
    await liisa.types("/consult Järvenpää asumismenot")
    assert "Tietoja ei ole vahvistettu. Lähde vuodelta 2021" in liisa.last.words
    assert "arkistettu" not in liisa.last.words
