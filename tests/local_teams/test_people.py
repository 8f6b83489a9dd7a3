"""Looking people up through the real msgraph-sdk, with the real tokens: found, not found, and a Graph in trouble."""

from collections.abc import AsyncIterator

import pytest

from bot.local_teams.people.teams_client import PATIENCE_S
from directory.graph.found_people import FoundPerson
from directory.graph.graph_people import GraphPeople
from tests.local_teams.test_graph import access
from tests.local_teams.towns import AINO, BENGT, CAI, NORTH, SOUTH, Town

NOBODY = "99999999-9999-4000-8000-999999999999"


@pytest.fixture
async def people(guarded: Town) -> AsyncIterator[GraphPeople]:
    opened = GraphPeople(access(guarded), patience_s=PATIENCE_S)
    yield opened
    await opened.close()


@pytest.mark.parametrize("who", ["aino@north.example", " Aino@North.example ", AINO, AINO.upper()])
async def test_a_person_is_found_by_their_address_or_directory_id(people: GraphPeople, who: str) -> None:
    assert await people.find(NORTH, who) == FoundPerson(AINO, "Aino Aalto", "aino@north.example")


@pytest.mark.parametrize(
    "address", ["nobody@north.example", "o'neil@north.example", "cai@south.example", "x' or 'a@b", CAI, NOBODY]
)
async def test_nobody_is_found_who_is_not_of_the_tenant(people: GraphPeople, address: str) -> None:
    assert await people.find(NORTH, address) == "not_found"


async def test_without_consent_nobody_is_found_and_the_reason_is_told(guarded: Town, people: GraphPeople) -> None:
    guarded.teams.world.without_consent = frozenset({NORTH})
    assert await people.find(NORTH, "aino@north.example") == "no_consent"
    assert await people.find(SOUTH, "cai@south.example") == FoundPerson(CAI, "Cai Ceder", "cai@south.example")
    assert await people.still_there(NORTH, [AINO]) == {}


@pytest.mark.parametrize("switch", [{"graph_down": True}, {"graph_throttle": 1}, {"slow_ms": 400}])
async def test_a_graph_in_trouble_is_unreachable(guarded: Town, switch: dict[str, int]) -> None:
    await guarded.persona(AINO).faults(**switch)
    impatient = GraphPeople(access(guarded), patience_s=0.2)
    assert await impatient.find(NORTH, "aino@north.example") == "unreachable"
    await impatient.close()


async def test_whoever_has_left_the_tenant_is_told_apart_from_those_who_are_there(
    guarded: Town, people: GraphPeople
) -> None:
    await guarded.persona(BENGT).leave()
    asked = [AINO.upper(), BENGT, CAI, NOBODY, "", AINO.upper()]
    assert await people.still_there(NORTH, asked) == {AINO.upper(): True, BENGT: False, CAI: False, NOBODY: False}
    assert await people.find(NORTH, "bengt@north.example") == "not_found"


async def test_many_people_are_asked_about_in_parts(guarded: Town, people: GraphPeople) -> None:
    others = [f"99999999-9999-4000-8000-{number:012}" for number in range(40)]
    told = await people.still_there(NORTH, [*others, AINO])
    assert (len(told), [one for one, there in told.items() if there]) == (41, [AINO])


async def test_what_graph_has_not_answered_is_left_open(guarded: Town, people: GraphPeople) -> None:
    await guarded.persona(AINO).faults(graph_throttle=1)
    assert await people.still_there(NORTH, [AINO]) == {}
