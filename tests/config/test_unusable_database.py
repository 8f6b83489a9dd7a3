"""A database that cannot be used is told of in one sentence: no traceback, nothing stored or made, nothing shown."""

import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.databases import with_database

COMMANDS = {
    "serve": ["serve", "--insecure-local"],
    "keys rotate": ["keys", "rotate"],
    "own-workers import": ["own-workers", "import", "none.csv", "--organisation", "11"],
    "audit verify": ["audit", "verify"],
    "export": ["export"],
    "coordinator add": [
        *("coordinator", "add", "--organisation", "11", "--name", "Maija Esimerkki", "--email", "m@ekhva.example"),
        *("--aad-object-id", "00000000-0000-4000-8000-0000000000aa"),
    ],
}
KEY, PEPPER = "3q2-7wAAx9vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVw=", "q8Zr2vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVxCz"
NOTHING_LISTENS = "postgresql://bot:salasana@127.0.0.1:1/bot"


@pytest.fixture
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUNTAYHTEYS_KEYS", KEY)
    monkeypatch.setenv("KUNTAYHTEYS_PEPPER", PEPPER)
    monkeypatch.setenv("KUNTAYHTEYS_PORT", "0")
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_START_S", "0")
    monkeypatch.setattr("bot.__main__.set_up_logging", lambda _: None)
    (tmp_path / "text.db").write_text("This is no database, but a letter of some length.")
    (tmp_path / "text.db").chmod(0o600)
    return tmp_path


def said(
    command: str, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[object, str]:
    """How the command ended, and what stood on the screen."""
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", address)
    monkeypatch.setattr(sys, "argv", ["kuntayhteys", *COMMANDS[command]])
    with pytest.raises(SystemExit) as end:
        main()
    out, err = capsys.readouterr()
    return end.value.code, out + err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "address", ["sqlite:///text.db", "sqlite:///none/x.db", "sqlite:///.", NOTHING_LISTENS, "x", "mysql://a/b"]
)
def test_one_sentence_and_nothing_made(
    command: str,
    address: str,
    in_a_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = {one: one.read_bytes() for one in in_a_folder.iterdir()}
    code, words = said(command, address, monkeypatch, capsys)
    assert code == 2
    assert words.count("\n") == 1, words
    assert "database" in words
    assert not [one for one in (KEY, PEPPER, "salasana") if one in words]
    assert {one: one.read_bytes() for one in in_a_folder.iterdir()} == before


@pytest.mark.usefixtures("in_a_folder")
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_has_no_such_database(
    command: str, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, words = said(command, with_database(database_url, "nobody_has_made_it"), monkeypatch, capsys)
    assert (code, words.count("\n")) == (2, 1), words
