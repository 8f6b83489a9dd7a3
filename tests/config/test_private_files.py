"""What the bot writes to a disk is its own user's alone, whatever the user's usual mode for new files is."""

import asyncio
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.app import Mode, running
from config.private_files import keep_private
from config.settings import Settings
from tests.quick_start import quick_start

__all__ = ["quick_start"]


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """A machine on which everybody may read and write new files, if nothing else is said."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    return tmp_path


def modes(folder: Path) -> dict[str, int]:
    return {
        str(one.relative_to(folder)): stat.S_IMODE(one.stat().st_mode) for one in folder.rglob("*") if one.is_file()
    }


def start_and_look(folder: Path) -> dict[str, int]:
    """The modes of all files while the bot serves."""

    async def run() -> dict[str, int]:
        async with running(Settings(port=0, _env_file=None), Mode(insecure_local=True)):
            return modes(folder)

    return asyncio.run(run())


def test_the_database_and_the_secrets_are_the_owners_alone(folder: Path) -> None:
    found = start_and_look(folder)
    assert {"bot.db", "bot.db-wal", "bot.db-shm", "kuntayhteys-local-secrets.env"} <= found.keys()
    assert set(found.values()) == {0o600}


def test_a_database_that_was_open_to_others_is_taken_from_them_with_a_line_in_the_log(folder: Path) -> None:
    start_and_look(folder)
    (folder / "bot.db").chmod(0o664)
    with structlog.testing.capture_logs() as logged:
        found = start_and_look(folder)
    assert set(found.values()) == {0o600}
    assert [line["file"] for line in logged if line["event"] == "file_made_private"] == ["bot.db"]


@pytest.mark.parametrize("there_before", [False, True])
def test_what_the_command_line_writes_is_the_owners_alone(folder: Path, there_before: bool) -> None:
    if there_before:
        (folder / "directory.json").touch()
    for words in (
        ["export", "--sample-data", "--out", "directory.json"],
        ["export", "--format", "csv", "--out", "directory.csv"],
        ["audit", "verify", "--checkpoint", "checkpoints.jsonl"],
    ):
        assert CliRunner().invoke(cli, words).exit_code == 0
    found = modes(folder)
    assert {"bot.db", "directory.json", "directory.csv", "checkpoints.jsonl"} <= found.keys()
    assert set(found.values()) == {0o600}


def test_a_place_that_cannot_be_written_is_told(folder: Path) -> None:
    ended = CliRunner().invoke(cli, ["export", "--out", str(folder / "nowhere" / "directory.json")])
    assert ended.exit_code == 2
    assert "cannot be written" in ended.output


def test_a_file_of_somebody_elses_is_told_as_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    file = folder / "bot.db"
    file.touch(0o644)
    file.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", refused)
    with structlog.testing.capture_logs() as logged:
        keep_private(file)
    assert [line["event"] for line in logged] == ["file_open_to_others"]
