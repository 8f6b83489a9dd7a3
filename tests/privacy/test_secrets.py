"""Sealing keys and pepper: strong ones are taken, others refused by name; local ones survive a restart."""

import secrets as standard_secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.privacy.secrets import Secrets, UnusableSecretError, checked_secrets, local_secrets

KEY = Fernet.generate_key().decode()
PEPPER = standard_secrets.token_urlsafe(48)


def test_random_keys_and_pepper_are_accepted() -> None:
    older = Fernet.generate_key().decode()
    assert checked_secrets([KEY, older], PEPPER) == Secrets((KEY, older), PEPPER)


def test_no_freshly_made_key_is_ever_refused() -> None:
    for _ in range(2_000):
        checked_secrets([Fernet.generate_key().decode()], standard_secrets.token_urlsafe(48))


@pytest.mark.parametrize(
    ("keys", "pepper", "setting"),  # numbered: fresh keys in the tests' names would differ from process to process
    [
        ([], PEPPER, "KUNTAYHTEYS_KEYS"),
        (["salasana"], PEPPER, "KUNTAYHTEYS_KEYS"),
        (["A" * 43 + "="], PEPPER, "KUNTAYHTEYS_KEYS"),
        (["dGhpcyBpcyBhIHBhc3N3b3JkIG9mIDMyIGJ5dGVzISE="], PEPPER, "KUNTAYHTEYS_KEYS"),
        ([KEY[:-4]], PEPPER, "KUNTAYHTEYS_KEYS"),
        ([KEY, "ä" * 44], PEPPER, "KUNTAYHTEYS_KEYS"),
        ([KEY, KEY], PEPPER, "KUNTAYHTEYS_KEYS"),
        ([KEY], "", "KUNTAYHTEYS_PEPPER"),
        ([KEY], "pippuri", "KUNTAYHTEYS_PEPPER"),
        ([KEY], "abcabc" * 10, "KUNTAYHTEYS_PEPPER"),
        ([KEY], KEY, "KUNTAYHTEYS_PEPPER"),
    ],
    ids=range(11),
)
def test_a_missing_or_weak_secret_is_refused_and_not_shown(keys: list[str], pepper: str, setting: str) -> None:
    with pytest.raises(UnusableSecretError) as refusal:
        checked_secrets(keys, pepper)
    assert refusal.value.setting == setting
    assert setting in str(refusal.value)
    assert not [value for value in [*keys, pepper] if value and value in str(refusal.value)]


def test_secrets_do_not_show() -> None:
    assert repr(checked_secrets([KEY], PEPPER)) == "Secrets()"


def test_local_secrets_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    file = tmp_path / "kuntayhteys.keys"
    first = local_secrets(file)
    assert local_secrets(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_processes_that_start_at_once_agree_on_the_secrets(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: local_secrets(tmp_path / "kuntayhteys.keys"), range(8)))) == 1


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kuntayhteys.keys"
    local_secrets(file)
    file.chmod(0o644)
    with pytest.raises(UnusableSecretError, match="chmod 600"):
        local_secrets(file)


def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "kuntayhteys.keys"
    file.touch(0o600)
    with pytest.raises(UnusableSecretError):
        local_secrets(file)
    assert file.read_text() == ""
