"""Presence and people through the real msgraph-sdk, with the real tokens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from pydantic import SecretStr

from bot.local_teams.people.teams_client import PATIENCE_S
from directory.graph.graph_access import GraphAccess
from directory.graph.graph_client import TenantGraph, open_graph
from directory.graph.graph_presence import GraphPresence
from directory.people.contacts import DirectoryId
from tests.local_teams.towns import AINO, APP_ID, APP_PASSWORD, BENGT, CAI, NORTH, SOUTH, Town


def access(town: Town) -> GraphAccess:
    return GraphAccess(town.teams.graph_url, town.teams.login_url, APP_ID, SecretStr(APP_PASSWORD))


@asynccontextmanager
async def graph_of(town: Town, tenant: str) -> AsyncIterator[TenantGraph]:
    graph = open_graph(access(town), tenant)
    try:
        yield graph
    finally:
        await graph.close()


async def presences(town: Town, tenant: str, *ids: str) -> dict[str, str]:
    async with graph_of(town, tenant) as graph:
        match await graph.presences(ids):
            case {"value": list(found)}:
                return {one["id"]: one["availability"].lower() for one in found}
    raise AssertionError("no presences")


async def test_people_show_the_presence_they_chose(guarded: Town) -> None:
    assert await presences(guarded, NORTH, AINO, BENGT) == {AINO: "available", BENGT: "busy"}
    await guarded.persona(AINO).presence("Away")
    assert await presences(guarded, NORTH, AINO) == {AINO: "away"}


async def test_a_tenant_sees_only_its_own_people(guarded: Town) -> None:
    assert (await presences(guarded, SOUTH, AINO, CAI)).get(AINO, "presenceunknown") == "presenceunknown"
    assert (await presences(guarded, SOUTH, CAI))[CAI] == "available"


async def test_out_of_office_is_told_beside_an_availability(guarded: Town) -> None:
    await guarded.persona(AINO).presence("OutOfOffice")
    reader = GraphPresence(access(guarded), guarded.clock, patience_s=PATIENCE_S)
    person = DirectoryId(NORTH, AINO)
    assert (await reader.read([person]))[person].value == "out_of_office"
    await reader.close()


@pytest.mark.parametrize("switch", [{"graph_down": True}, {"graph_throttle": 1}, {"slow_ms": 400}])
async def test_a_graph_in_trouble_leaves_presence_unknown(guarded: Town, switch: dict[str, int]) -> None:
    await guarded.persona(AINO).faults(**switch)
    reader = GraphPresence(access(guarded), guarded.clock, patience_s=0.2)
    person = DirectoryId(NORTH, AINO)
    assert (await reader.read([person]))[person].value == "unknown"
    await reader.close()


async def test_more_people_than_one_call_takes_are_read_once_a_throttled_tenant_answers_again(guarded: Town) -> None:
    reader = GraphPresence(access(guarded), guarded.clock, patience_s=PATIENCE_S)
    people = [DirectoryId(NORTH, AINO), *(DirectoryId(NORTH, str(UUID(int=number))) for number in range(1299))]
    await guarded.persona(AINO).faults(graph_throttle=1)
    assert (await reader.read(people))[people[0]].value == "unknown"
    guarded.clock.now += timedelta(seconds=31)
    assert (await reader.read(people))[people[0]].value == "available"
    await reader.close()


async def test_more_than_650_people_at_once_are_refused(here: Town) -> None:
    address = f"{here.teams.graph_url}/communications/getPresencesByUserId"
    async with here.http.post(address, json={"ids": [AINO] * 651}) as response:
        assert response.status == 400
    async with here.http.post(address, json={"ids": [AINO] * 650}) as response:
        assert response.status == 200


@pytest.mark.parametrize("who", [AINO, "aino@north.example"])
async def test_a_person_is_found_by_id_and_by_address(here: Town, who: str) -> None:
    async with here.http.get(f"{here.teams.graph_url}/users/{who}") as response:
        found = await response.json()
    assert (found["id"], found["displayName"], found["jobTitle"]) == (AINO, "Aino Aalto", "Clerk")


async def test_people_are_searched_for_by_their_address(here: Town) -> None:
    address = f"{here.teams.graph_url}/users"
    async with here.http.get(address, params={"$filter": "mail eq 'cai@south.example'"}) as response:
        assert [one["id"] for one in (await response.json())["value"]] == [CAI]
    async with here.http.get(address, params={"$filter": "startswith(mail, 'c')"}) as response:
        assert response.status == 400


async def test_nobody_is_told_of_people_without_a_token(guarded: Town) -> None:
    async with guarded.http.get(f"{guarded.teams.graph_url}/users/{CAI}") as response:
        assert response.status == 401
        assert (await response.json())["error"]["code"] == "InvalidAuthenticationToken"


async def test_a_tenant_without_consent_is_refused(guarded: Town) -> None:
    guarded.teams.world.without_consent = frozenset({NORTH})
    reader = GraphPresence(access(guarded), guarded.clock, patience_s=PATIENCE_S)
    north, south = DirectoryId(NORTH, AINO), DirectoryId(SOUTH, CAI)
    found = await reader.read([north, south])
    assert (found[north].value, found[south].value) == ("unknown", "available")
    await reader.close()
