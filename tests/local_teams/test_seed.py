"""The people of a directory become the people of Local Teams; and those of the demonstration."""

import pytest

from bot.demo import demo_world
from bot.local_teams.world.seed import WorldSeed
from bot.local_teams.world.shapes import Unreadable

DIRECTORY = {
    "organisations": [{"code": "11", "name": "South Karelia", "tenant_id": "T-11", "kind": "county"}],
    "contacts": [
        {
            "id": "c1",
            "name": "Maija",
            "organisation": "11",
            "tenant_id": "T-11",
            "aad_object_id": "AAD-1",
            "languages": ["sv"],
        },
        {"id": "c2", "name": "No account", "organisation": "11", "tenant_id": "T-11", "aad_object_id": ""},
    ],
}


def test_a_contact_with_an_account_is_a_person() -> None:
    (maija,) = WorldSeed.from_directory(DIRECTORY).users
    assert (maija.aad_id, maija.name, maija.tenant_id, maija.organisation) == (
        "aad-1",
        "Maija",
        "T-11",
        "South Karelia",
    )
    assert (maija.locale, maija.presence, maija.installed, maija.shown) == ("sv-FI", "Available", True, False)


def test_extras_speak_of_contacts_by_their_id() -> None:
    extras = {
        "people": [{"id": "AAD-9", "name": "Liisa", "organisation": "11"}],
        "shown": ["aad-9", "c1"],
        "presence": {"c1": "Away"},
        "without_app": ["c1"],
        "without_graph_consent": ["11"],
        "teams": [{"name": "Team", "organisation": "11", "members": ["c1", "AAD-9"], "channels": [{"name": "One"}]}],
    }
    world = WorldSeed.from_directory(DIRECTORY, extras)
    liisa, maija = world.users
    assert (liisa.name, liisa.shown, maija.shown) == ("Liisa", True, True)
    assert (maija.presence, maija.installed) == ("Away", False)
    (team,) = world.teams
    assert team.members == ("aad-1", "aad-9")
    assert team.channels[0].id.startswith("19:")
    assert team.channels[0].id.endswith("@thread.tacv2")
    assert world.without_consent == {"t-11"}


def test_prompts_are_a_persons_own_or_those_of_the_language_or_those_for_all() -> None:
    extras = {
        "people": [
            {"id": "AAD-8", "name": "Liisa", "organisation": "11"},
            {"id": "AAD-9", "name": "Otto", "organisation": "11"},
        ],
        "prompts": {"aad-8": ["own"], "sv-FI": ["på svenska"], "*": ["for all"]},
    }
    prompts = {user.name: user.prompts for user in WorldSeed.from_directory(DIRECTORY, extras).users}
    assert prompts == {"Liisa": ("own",), "Otto": ("for all",), "Maija": ("på svenska",)}


def test_an_organisation_nobody_knows_is_told() -> None:
    with pytest.raises(Unreadable, match="organisation 99"):
        WorldSeed.from_directory(DIRECTORY, {"people": [{"id": "x", "name": "X", "organisation": "99"}]})


class TestTheDemonstration:
    def test_it_begins_with_a_handler_and_a_worker(self) -> None:
        first, second = (user for user in demo_world().users[:2])
        assert (first.name, first.organisation) == ("Liisa Näyte", "Kela")
        assert second.organisation == "Etelä-Karjalan hyvinvointialue"

    def test_somebody_belongs_to_an_organisation_that_is_not_served(self) -> None:
        known = {user.tenant_id for user in demo_world().users if user.organisation != "Toinen virasto"}
        strangers = [user for user in demo_world().users if user.organisation == "Toinen virasto"]
        assert strangers
        assert not known & {user.tenant_id for user in strangers}

    def test_everybody_a_team_or_a_switch_speaks_of_is_there(self) -> None:
        world = demo_world()
        people = {user.aad_id: user for user in world.users}
        for team in world.teams:
            assert {people[one].tenant_id for one in team.members} == {team.tenant_id}
        assert any(not user.installed for user in world.users)
        assert {user.presence for user in world.users} >= {"Available", "Busy", "Away", "Offline", "OutOfOffice"}

    def test_kymenlaaksos_channel_is_the_one_the_directory_names(self) -> None:
        assert "19:kymenhva-kela@thread.tacv2" in {one.id for team in demo_world().teams for one in team.channels}
