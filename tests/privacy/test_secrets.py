"""Sealing keys and pepper: strong ones are taken, others refused by name; local ones survive a restart."""

import secrets as standard_secrets
import stat
from base64 import b32encode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2s, sha256, sha512
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy.engine import URL

from bot.privacy.secrets import Secrets, UnusableSecretError, checked_secrets, local_secrets, secrets_in
from bot.privacy.weak_secrets import is_weak_text
from config.settings import Settings

KEY, _OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PEPPER = standard_secrets.token_urlsafe(48)


def test_random_keys_and_pepper_are_accepted() -> None:
    older = Fernet.generate_key().decode()
    assert checked_secrets([KEY, older], PEPPER) == Secrets((KEY, older), PEPPER)


def test_no_freshly_made_key_is_ever_refused() -> None:
    for _ in range(2_000):
        checked_secrets([Fernet.generate_key().decode()], standard_secrets.token_urlsafe(48))
        checked_secrets([Fernet.generate_key().decode()], standard_secrets.token_urlsafe(32))


WRITINGS: Mapping[str, Callable[[bytes], str]] = {
    "hexadecimal": bytes.hex,
    "capital hexadecimal": lambda raw: raw.hex().upper(),
    "base64": lambda raw: b64encode(raw).decode(),
    "base64 for addresses": lambda raw: urlsafe_b64encode(raw).decode(),
    "base64 without its end": lambda raw: urlsafe_b64encode(raw).decode().rstrip("="),
    "base32": lambda raw: b32encode(raw).decode(),
}


@pytest.mark.parametrize("written", WRITINGS.values(), ids=WRITINGS)
def test_random_bytes_are_a_pepper_in_whatever_way_they_are_written(written: Callable[[bytes], str]) -> None:
    weak = [text for text in (written(standard_secrets.token_bytes(32)) for _ in range(1_000)) if is_weak_text(text)]
    assert not weak


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


def _key(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()


WEAK_KEYS = {
    "counting up": bytes(range(32)),
    "counting down": bytes(range(255, 223, -1)),
    "every seventh": bytes(7 * n % 256 for n in range(32)),
    "squares": bytes(n * n % 256 for n in range(32)),
    "eight bytes four times": bytes.fromhex("00ff13a7c2559e41") * 4,
    "a word's SHA-256": sha256(b"salasana").digest(),
    "the same with a line end": sha256(b"Salasana123\n").digest(),
    "the beginning of a word's SHA-512": sha512(b"kuntayhteys").digest()[:32],
    "a word's BLAKE2": blake2s(b"secret").digest(),
}
WEAK_PEPPERS = {
    "the alphabet": "abcdefghijklmnopqrstuvwxyz0123456789",
    "the alphabet backwards": "zyxwvutsrqponmlkjihgfedcba9876543210",
    "the keyboard": "QWERTYUIOPASDFGHJKLZXCVBNM1234567890",
    "one piece twice": "Kissa-Koira-7391-Xyz" * 2,
    "one piece not quite twice": "Kissa-Koira-7391-Xyz!Kissa-Koira-7391-X",
    "a word's SHA-256 in hexadecimal": sha256(b"pippuri").hexdigest(),
    "a word's SHA-512 in base64": b64encode(sha512(b"Pepper1").digest()).decode(),
    "a weak key": _key(bytes(range(32))),
    "blanks make no length": " " * 30 + "aB3dE5gH7jK9mN1p",
}


@pytest.mark.parametrize("raw", WEAK_KEYS.values(), ids=WEAK_KEYS)
def test_a_key_that_only_looks_random_is_refused_as_the_first_and_opens_behind_a_good_one(raw: bytes) -> None:
    with pytest.raises(UnusableSecretError, match="keys rotate"):
        checked_secrets([_key(raw)], PEPPER)
    assert checked_secrets([KEY, _key(raw)], PEPPER).keys == (KEY, _key(raw))


@pytest.mark.parametrize("pepper", WEAK_PEPPERS.values(), ids=WEAK_PEPPERS)
def test_a_pepper_that_only_looks_random_is_refused(pepper: str) -> None:
    with pytest.raises(UnusableSecretError, match="easy to guess"):
        checked_secrets([KEY], pepper)


RAW = urlsafe_b64decode(KEY)
DRESSES = {
    "a blank behind": f"{KEY} ",
    "blanks around": f"\t{KEY}\n",
    "without its end": KEY.rstrip("="),
    "in capitals": KEY.upper(),
    "in hexadecimal": RAW.hex(),
    "in capital hexadecimal": RAW.hex().upper(),
    "in the other base64": b64encode(RAW).decode(),
    "in base64 once more": b64encode(KEY.encode()).decode(),
    "backwards": KEY[::-1],
    "with something behind": f"{KEY}-pippuri",
    "behind something": f"pippuri-{KEY}",
}


@pytest.mark.parametrize("dress", DRESSES)
def test_the_pepper_is_no_key_in_another_dress(dress: str) -> None:
    for keys in ([KEY], [Fernet.generate_key().decode(), KEY]):
        with pytest.raises(UnusableSecretError) as refusal:
            checked_secrets(keys, DRESSES[dress])
        assert refusal.value.setting == "KUNTAYHTEYS_PEPPER"
        assert not [one for one in (*keys, DRESSES[dress].strip()) if one in str(refusal.value)]


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("where", ["KUNTAYHTEYS_APP_PASSWORD", "KUNTAYHTEYS_DATABASE_URL"])
def test_no_other_secret_is_key_or_pepper_too(dress: str, where: str) -> None:
    for same, secrets in (("KUNTAYHTEYS_KEYS", ([KEY], PEPPER)), ("KUNTAYHTEYS_PEPPER", ([_OTHER], KEY))):
        password = DRESSES[dress]
        database = URL.create("postgresql", "bot", password if "URL" in where else "x", "db", 5432, "bot")
        settings = Settings(
            keys=tuple(map(SecretStr, secrets[0])),
            pepper=SecretStr(secrets[1]),
            app_password=SecretStr(password if "APP" in where else "x"),
            database_url=database.render_as_string(hide_password=False),
            _env_file=None,
        )
        with pytest.raises(UnusableSecretError, match=where) as refusal:
            secrets_in(settings)
        assert refusal.value.setting == same


def test_a_key_written_in_two_ways_is_given_twice() -> None:
    with pytest.raises(UnusableSecretError, match="twice"):
        checked_secrets([KEY, f"{KEY}===="], PEPPER)


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


_WHOLE = f"KUNTAYHTEYS_KEYS={KEY}\nKUNTAYHTEYS_PEPPER={PEPPER}\n"
DAMAGED = {
    "empty": b"",
    "cut off": _WHOLE.partition("\n")[0].encode(),
    "no text": b"\xb6\xff\x00\x01",
    "another writing": _WHOLE.encode("utf-16"),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "kuntayhteys.keys"
    file.touch(0o600)
    file.write_bytes(content)
    with pytest.raises(UnusableSecretError, match="Put it back") as refusal:
        local_secrets(file)
    assert KEY not in str(refusal.value)
    assert file.read_bytes() == content


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kuntayhteys.keys").mkdir(0o700)
    with pytest.raises(UnusableSecretError, match="Put it back"):
        local_secrets(tmp_path / "kuntayhteys.keys")


@pytest.mark.parametrize("content", [_WHOLE.replace("\n", "\r\n"), f"\ufeff{_WHOLE}", f"\n{_WHOLE}\n"])
def test_another_editor_s_line_ends_and_marks_do_no_harm(tmp_path: Path, content: str) -> None:
    file = tmp_path / "kuntayhteys.keys"
    file.touch(0o600)
    file.write_bytes(content.encode())
    assert local_secrets(file) == Secrets((KEY,), PEPPER)
