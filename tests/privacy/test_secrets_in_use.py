"""A start with other keys or another pepper than the database's is refused before anything is written or served."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import aiohttp
import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import text
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.app import Mode, running
from bot.cli.beside_database import secrets_file
from bot.cli.keys import refuse_other_secrets, rotate_all, secrets_of_this_machine, settle_secrets
from bot.client.revealing import client_place
from bot.consultation.rules.model import Consultation, Someone
from bot.consultation.stored import store
from bot.privacy import hetu
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealed_texts import SEALER
from bot.privacy.sealing import Sealer
from bot.privacy.secrets import KEYS, PEPPER, Secrets, UnusableSecretError
from bot.privacy.secrets_in_use import InUse, key_fingerprint, pepper_fingerprint
from bot.tables import metadata
from config.database import Database
from config.settings import Settings
from tests.databases import KINDS, Console
from tests.quick_start import quick_start

__all__ = ["quick_start"]

OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
FIRST = "q8Zr2vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVxCz"
SECOND = "Lw4YtQ9mXc2VbN7aSd5FgH1jKe8RzUoPi3TyWxEr"
OURS = Secrets((OLD,), FIRST)
CODE = "010594Y9032"
WRONG = {
    "another key": (Secrets((OTHER,), FIRST), KEYS),
    "a new key alone": (Secrets((NEW,), FIRST), KEYS),
    "another pepper": (Secrets((OLD,), SECOND), PEPPER),
    "both": (Secrets((OTHER,), SECOND), KEYS),
}


def settings_with(url: str, secrets: Secrets) -> Settings:
    return Settings(
        database_url=url,
        port=0,
        app_id="11111111-2222-3333-4444-555555555555",
        app_password=SecretStr("a-secret-of-the-test"),
        keys=tuple(map(SecretStr, secrets.keys)),
        pepper=SecretStr(secrets.pepper),
        _env_file=None,
    )


@asynccontextmanager
async def opened(url: str, secrets: Secrets = OURS) -> AsyncIterator[Database]:
    database = Database(url, {SEALER: Sealer(secrets.keys)})
    try:
        yield database
    finally:
        await database.close()


async def settle(url: str, secrets: Secrets) -> None:
    async with opened(url, secrets) as database:
        await settle_secrets(database, secrets)


async def everything(url: str) -> dict[str, list[str]]:
    """All rows of all tables."""
    async with opened(url) as database, database.read() as connection:
        return {
            name: sorted(map(str, (await connection.execute(text(f'SELECT * FROM "{name}"'))).all()))  # noqa: S608
            for name in metadata().tables
        }


async def a_matter_with_a_client(url: str, secrets: Secrets = OURS) -> None:
    """One question about a client, sealed under the newest of these keys."""
    now = datetime(2026, 11, 24, tzinfo=UTC)
    case = Consultation(
        number=0,
        state="waiting",
        version=1,
        asking_organisation="KELA",
        receiving_organisation="11",
        area="11",
        municipality="",
        topic="asumismenot",
        audience="anyone",
        question="Voiko alue auttaa?",
        basis="consent",
        answer_by=now,
        asker=Someone("t", "a", "n"),
        created_at=now,
    )
    pseudonym = Pseudonymiser(secrets.pepper).pseudonym(hetu.parse(CODE, date(2026, 11, 24)), "KELA", "11")
    async with opened(url, secrets) as database, database.write() as connection:
        sealed = Sealer(secrets.keys).seal(CODE, client_place("draft"))
        await store.create(connection, case, "draft", store.SealedClient("draft", pseudonym, sealed))


async def from_before_secrets_were_remembered(url: str) -> None:
    async with opened(url) as database, database.write() as connection:
        await connection.execute(text("DELETE FROM secret_in_use"))


@pytest.mark.parametrize("what", WRONG)
async def test_a_start_with_other_secrets_says_which_and_changes_nothing(database_url: str, what: str) -> None:
    await settle(database_url, OURS)
    before, (secrets, setting) = await everything(database_url), WRONG[what]
    with pytest.raises(UnusableSecretError) as refusal:
        async with running(settings_with(database_url, secrets), Mode()):
            pytest.fail("it serves")
    assert refusal.value.setting == setting
    said = str(refusal.value)
    assert said.startswith(setting)
    assert (PEPPER in said) == ("pepper" in what or what == "both")
    assert "Give the" in said
    assert not [one for one in (*secrets.keys, secrets.pepper, *OURS.keys, OURS.pepper) if one in said]
    assert await everything(database_url) == before


async def test_a_start_with_the_same_secrets_serves_again(database_url: str) -> None:
    for _ in range(2):
        async with running(settings_with(database_url, OURS), Mode()):
            pass


async def test_keys_are_changed_in_the_order_that_is_documented(database_url: str) -> None:
    await settle(database_url, OURS)
    await a_matter_with_a_client(database_url)
    behind, both, new = (replace(OURS, keys=keys) for keys in ((OLD, NEW), (NEW, OLD), (NEW,)))
    await settle(database_url, behind)
    await refuse_other_secrets(database_url, OURS)  # nothing is sealed under the new key yet
    await settle(database_url, both)
    for alone in (new, OURS):  # the bot may have sealed under either
        with pytest.raises(UnusableSecretError):
            await refuse_other_secrets(database_url, alone)
    assert (await rotate_all(settings_with(database_url, both))).unopened == 0
    await settle(database_url, both)
    await settle(database_url, new)
    with pytest.raises(UnusableSecretError):
        await settle(database_url, OURS)


async def test_a_new_key_is_not_sealed_with_before_the_other_replicas_can_have_it(postgres_url: str) -> None:
    await settle(postgres_url, OURS)
    before = await everything(postgres_url)
    with pytest.raises(UnusableSecretError, match="one that no replica has had yet"):
        async with running(settings_with(postgres_url, replace(OURS, keys=(NEW, OLD))), Mode()):
            pytest.fail("it serves")
    assert await everything(postgres_url) == before


async def test_a_bot_that_is_alone_may_put_a_new_key_in_front_at_once(sqlite_url: str) -> None:
    await settle(sqlite_url, OURS)
    await settle(sqlite_url, replace(OURS, keys=(NEW, OLD)))


async def test_a_replica_that_runs_without_a_key_in_use_stops_delivering_and_is_not_ready(postgres_url: str) -> None:
    for keys in ((OLD,), (OLD, NEW)):  # one replica is restarted with both, and one is forgotten
        await settle(postgres_url, replace(OURS, keys=keys))
    async with running(settings_with(postgres_url, OURS), Mode()) as forgotten:
        await forgotten.ticker.tick("keys")
        assert await _ready_at(forgotten.port) == 200
        await settle(postgres_url, replace(OURS, keys=(NEW, OLD)))
        await forgotten.ticker.tick("keys")
        assert await _ready_at(forgotten.port) == 503


async def _ready_at(port: int) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as answer:
        return answer.status


async def test_a_rotation_that_was_stopped_leaves_the_old_key_needed(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await settle(database_url, replace(OURS, keys=(OLD, NEW)))

    async def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.keys.rotating.rotate", stopped)
    with pytest.raises(KeyboardInterrupt):
        await rotate_all(settings_with(database_url, replace(OURS, keys=(NEW, OLD))))
    with pytest.raises(UnusableSecretError):
        await refuse_other_secrets(database_url, replace(OURS, keys=(NEW,)))
    await refuse_other_secrets(database_url, replace(OURS, keys=(NEW, OLD)))


@pytest.mark.parametrize("what", WRONG)
async def test_a_database_from_before_takes_only_secrets_that_fit_what_is_sealed_in_it(
    database_url: str, what: str
) -> None:
    await a_matter_with_a_client(database_url)
    before, (secrets, setting) = await everything(database_url), WRONG[what]
    with pytest.raises(UnusableSecretError) as refusal:
        await settle(database_url, secrets)
    assert refusal.value.setting == setting
    assert await everything(database_url) == before
    await settle(database_url, OURS)
    with pytest.raises(UnusableSecretError):
        await settle(database_url, secrets)


async def test_a_database_from_before_that_was_being_rotated_still_needs_all_its_keys(database_url: str) -> None:
    await a_matter_with_a_client(database_url)
    await settle(database_url, replace(OURS, keys=(NEW, OLD)))
    for alone in (NEW, OLD):
        with pytest.raises(UnusableSecretError):
            await settle(database_url, replace(OURS, keys=(alone,)))


async def test_a_database_in_which_nothing_is_sealed_takes_the_first_secrets_that_come(database_url: str) -> None:
    await settle(database_url, replace(OURS, keys=(NEW, OLD)))
    await settle(database_url, replace(OURS, keys=(NEW,)))  # nothing was ever sealed under the other


async def test_of_replicas_that_start_at_once_with_the_same_secrets_all_start(database_url: str) -> None:
    await asyncio.gather(*(settle(database_url, OURS) for _ in range(4)))
    assert len((await everything(database_url))["secret_in_use"]) == 2


@pytest.mark.parametrize("other", [Secrets((OTHER,), FIRST), Secrets((OLD,), SECOND)], ids=["keys", "pepper"])
async def test_of_replicas_that_start_at_once_with_different_secrets_one_starts(
    database_url: str, other: Secrets
) -> None:
    ended = await asyncio.gather(*(settle(database_url, one) for one in (OURS, other)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["NoneType", "UnusableSecretError"]
    assert len((await everything(database_url))["secret_in_use"]) == 2


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bot.db'}"
        return
    console: Console = request.getfixturevalue("postgres_console")
    with console.copied("template1") as url:
        yield url


async def test_replicas_that_start_at_once_on_an_empty_database_make_its_tables_once(empty_url: str) -> None:
    async def start(url: str) -> None:
        async with running(settings_with(url, OURS), Mode()):
            pass

    await asyncio.gather(*(start(empty_url) for _ in range(3)))
    assert len((await everything(empty_url))["secret_in_use"]) == 3, "a key, a pepper, and that all is sealed"


@pytest.mark.parametrize("remembered", [True, False])
async def test_secrets_of_this_machine_that_were_lost_are_not_made_anew(
    database_url: str, remembered: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bare = Settings(database_url=database_url, port=0, _env_file=None)
    file = secrets_file(database_url)
    made = await secrets_of_this_machine(database_url, file)
    await settle(database_url, made)
    await a_matter_with_a_client(database_url, made)
    if not remembered:
        await from_before_secrets_were_remembered(database_url)
    kept, before = file.read_bytes(), await everything(database_url)
    file.unlink()
    with pytest.raises(UnusableSecretError, match=file.name):
        async with running(bare, Mode(insecure_local=True)):
            pytest.fail("it serves")
    assert not file.exists()
    assert await everything(database_url) == before
    file.touch(0o600)
    file.write_bytes(kept)
    await settle(database_url, await secrets_of_this_machine(database_url, file))


@pytest.fixture
def command_line(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The database as the commands find it, filled under our secrets."""
    asyncio.run(settle(database_url, OURS))
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", database_url)
    (tmp_path / "own.csv").write_text(f"hetu;työntekijä;kunta\n{CODE};11-01;Imatra\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return database_url


COMMANDS = (
    ["serve"],
    ["demo", "--port", "0"],
    ["keys", "rotate"],
    ["own-workers", "import", "own.csv", "--organisation", "11"],
)
REFUSALS = [(command, what) for command in COMMANDS for what in WRONG] + [(["audit", "verify"], "another pepper")]


@pytest.mark.parametrize(("command", "what"), REFUSALS)
def test_every_command_that_seals_or_makes_pseudonyms_refuses_them_too(
    command_line: str, command: list[str], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets, _ = WRONG[what]
    monkeypatch.setenv("KUNTAYHTEYS_APP_ID", "11111111-2222-3333-4444-555555555555")
    monkeypatch.setenv("KUNTAYHTEYS_PORT", "0")
    monkeypatch.setenv("KUNTAYHTEYS_KEYS", ",".join(secrets.keys))
    monkeypatch.setenv("KUNTAYHTEYS_PEPPER", secrets.pepper)
    before = asyncio.run(everything(command_line))
    ended = CliRunner().invoke(cli, command)
    assert ended.exit_code == 2
    assert "this database was" in ended.output
    assert "Traceback" not in ended.output
    assert not [one for one in (*secrets.keys, secrets.pepper) if one in ended.output]
    assert asyncio.run(everything(command_line)) == before


some_keys = st.lists(st.sampled_from([OLD, NEW, OTHER]), unique=True)


@given(some_keys, some_keys)
def test_all_keys_in_use_must_be_given_in_any_order_and_more_may_be(in_use: list[str], given_: list[str]) -> None:
    known = InUse(frozenset(map(key_fingerprint, in_use)), frozenset({pepper_fingerprint(FIRST)}))
    assert known.has_key_not_among(given_) == bool(set(in_use) - set(given_))


def test_what_is_kept_of_them_shows_nothing() -> None:
    known = InUse(frozenset({key_fingerprint(OLD)}), frozenset({pepper_fingerprint(FIRST)}))
    assert repr(known) == "InUse()"
    assert key_fingerprint(OLD) != key_fingerprint(NEW)
    assert pepper_fingerprint(FIRST) != pepper_fingerprint(SECOND)
