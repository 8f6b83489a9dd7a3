"""The Teams app package: it holds what Teams demands, keeps Teams' limits, and says the same in three languages."""

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.app_package.packing import build
from bot.dispatch.discovery import discover
from bot.errors import Expected
from config.texts import LANGUAGES, texts
from tests.app_package.manifest_schema import MANIFEST, TRANSLATION

APP_ID = "12345678-90ab-cdef-1234-567890abcdef"
DOMAIN = "bot.example.fi"


@pytest.fixture
def package(tmp_path: Path) -> Mapping[str, bytes]:
    build(APP_ID.upper(), f" {DOMAIN} ", tmp_path / "app.zip")
    with ZipFile(tmp_path / "app.zip") as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def content(package: Mapping[str, bytes]) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(package["manifest.json"])
    return loaded


def test_the_package_holds_every_file_the_manifest_names_and_no_other(package: Mapping[str, bytes]) -> None:
    assert sorted(package) == ["color.png", "en.json", "manifest.json", "outline.png", "sv.json"]


def test_the_bot_is_offered_everywhere_and_takes_slash_commands(content: dict[str, object]) -> None:
    bots = content["bots"]
    assert isinstance(bots, list)
    [bot] = bots
    assert bot["botId"] == content["id"] == APP_ID
    assert set(bot["scopes"]) == {"personal", "team", "groupChat"}
    assert bot["supportsTargetedMessages"] is True
    assert bot["supportsFiles"] is True
    offered = {scope: each["triggers"] for each in bot["commandLists"] for scope in each["scopes"]}
    assert offered == {"team": ["slash", "mention"], "groupChat": ["slash", "mention"], "personal": ["mention"]}


def test_the_commonest_commands_are_offered_by_words_the_bot_understands(content: dict[str, object]) -> None:
    commands = discover()
    bots = content["bots"]
    assert isinstance(bots, list)
    for each in bots[0]["commandLists"]:
        offered = [commands.by_name[entry["title"]].name for entry in each["commands"]]
        assert offered == [one.name for one in commands.all if one.in_manifest]
        assert offered[:4] == ["consult", "reply", "close", "open"]
        assert "help" in offered


def test_permissions_to_read_are_explained_where_they_are_asked_for(package: Mapping[str, bytes]) -> None:
    asked = json.loads(package["manifest.json"])["authorization"]["permissions"]["resourceSpecific"]
    assert {entry["name"] for entry in asked} == {
        "ChannelMessage.Read.Group",
        "ChatMessage.Read.Chat",
        "ChatMessageReadReceipt.Read.Chat",
    }
    descriptions = [
        json.loads(package["manifest.json"])["description"]["full"],
        *(json.loads(package[name])["description.full"] for name in ("sv.json", "en.json")),
    ]
    assert not [text for text in descriptions for entry in asked if entry["name"] not in text]


def test_the_package_says_what_teams_knows_within_its_limits(package: Mapping[str, bytes]) -> None:
    MANIFEST.validate(json.loads(package["manifest.json"]))
    for name in ("sv.json", "en.json"):
        TRANSLATION.validate(json.loads(package[name]))


def test_swedish_and_english_have_every_text_that_the_finnish_manifest_has(package: Mapping[str, bytes]) -> None:
    lists = json.loads(package["manifest.json"])["bots"][0]["commandLists"]
    wanted = {"name.short", "name.full", "description.short", "description.full", "$schema"} | {
        f"bots[0].commandLists[{place}].commands[{number}].{part}"
        for place, each in enumerate(lists)
        for number, _ in enumerate(each["commands"])
        for part in ("title", "description")
    }
    assert all(set(json.loads(package[name])) == wanted for name in ("sv.json", "en.json"))


@pytest.mark.parametrize(("name", "side", "colour_type"), [("color.png", 192, 2), ("outline.png", 32, 6)])
def test_icons_have_teams_sizes(package: Mapping[str, bytes], name: str, side: int, colour_type: int) -> None:
    signature, width, height, _, colours = struct.unpack(">8s8xIIBB", package[name][:26])
    assert (signature, width, height, colours) == (b"\x89PNG\r\n\x1a\n", side, side, colour_type)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    build(APP_ID, DOMAIN, tmp_path / "a.zip")
    build(APP_ID, DOMAIN, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(
    "app_id", ["", "bot", "12345678-90ab-cdef-1234-567890abcdeg", APP_ID + "0", "{" + APP_ID + "}"]
)
def test_what_is_not_a_guid_is_refused_and_nothing_written(app_id: str, tmp_path: Path) -> None:
    with pytest.raises(Expected, match="app_id") as refusal:
        build(app_id, DOMAIN, tmp_path / "app.zip")
    assert len({refusal.value.sentence(texts(language)) for language in LANGUAGES}) == len(LANGUAGES)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "domain",
    [
        "", "localhost", "https://bot.example.fi", "bot.example.fi/x", "bot.example.fi:443", "10.0.0.1", "-a.fi",
        "a..fi", "*.example.fi", "ä.fi", "a." * 127 + "fi",
    ],
)  # fmt: skip
def test_what_is_not_a_host_name_is_refused_and_nothing_written(domain: str, tmp_path: Path) -> None:
    with pytest.raises(Expected, match="domain"):
        build(APP_ID, domain, tmp_path / "app.zip")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Expected, match="cannot_write") as refusal:
        build(APP_ID, DOMAIN, tmp_path / "missing" / "app.zip")
    assert str(tmp_path) in refusal.value.sentence(texts("en"))
