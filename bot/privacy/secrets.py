"""The installation's secrets: checked for strength, or made once and kept in a file when the bot runs locally."""

import os
import secrets
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from cryptography.fernet import Fernet

from bot.privacy.weak_secrets import is_same, is_weak_key, is_weak_text
from config.database import async_url
from config.settings import Settings

KEYS, PEPPER = "KUNTAYHTEYS_KEYS", "KUNTAYHTEYS_PEPPER"
_NEW_KEY = "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
_NEW_PEPPER = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"


class UnusableSecretError(ValueError):
    """A secret is missing or weak. `setting` names it; the sentence says what to do and never shows the value."""

    def __init__(self, setting: str, sentence: str) -> None:
        super().__init__(sentence)
        self.setting = setting


@dataclass(frozen=True, slots=True)
class Secrets:
    """Sealing keys, newest first, and the pepper of the pseudonyms; both checked."""

    keys: tuple[str, ...] = field(repr=False)
    pepper: str = field(repr=False)


def secrets_in(settings: Settings) -> Secrets:
    """Those of the settings if they are fit for use and no other secret of theirs again. Raises UnusableSecretError."""
    others = {
        "KUNTAYHTEYS_APP_PASSWORD": settings.app_password.get_secret_value(),
        "the password in KUNTAYHTEYS_DATABASE_URL": async_url(settings.database_url).password or "",
    }
    return checked_secrets(
        [key.get_secret_value() for key in settings.keys], settings.pepper.get_secret_value(), others
    )


def checked_secrets(keys: Sequence[str], pepper: str, others: Mapping[str, str] = MappingProxyType({})) -> Secrets:
    """The given secrets if they are fit for use, and none of these others by name. Raises UnusableSecretError.

    Of the keys behind the first one only the form is checked: they open what was sealed, so that it can be resealed.
    """
    _check_keys(keys)
    _check_pepper(pepper)
    for key in keys:
        _check_apart(PEPPER, pepper, f"a key in {KEYS}", key)
    for name, other in others.items():
        _check_apart(PEPPER, pepper, name, other)
        for key in keys:
            _check_apart(KEYS, key, name, other)
    return Secrets(tuple(keys), pepper)


def _check_keys(keys: Sequence[str]) -> None:
    if not keys:
        raise UnusableSecretError(KEYS, f"{KEYS} is not set. Make a sealing key with: {_NEW_KEY}")
    if any(len(_bytes_of(key)) != 32 for key in keys):
        raise UnusableSecretError(
            KEYS, f"{KEYS} holds a key that is not 32 random bytes in base64. Make another with: {_NEW_KEY}"
        )
    if is_weak_key(_bytes_of(keys[0])):
        raise UnusableSecretError(
            KEYS,
            f"The first key in {KEYS} is not 32 random bytes: it can be guessed. Put another in front of it, then run "
            f"`kuntayhteys keys rotate`. Make one with: {_NEW_KEY}",
        )
    if len({_bytes_of(key) for key in keys}) < len(keys):
        raise UnusableSecretError(KEYS, f"{KEYS} holds the same key twice. Leave one of them out.")


def _check_pepper(pepper: str) -> None:
    if not pepper:
        raise UnusableSecretError(PEPPER, f"{PEPPER} is not set. Make one with: {_NEW_PEPPER}")
    if is_weak_text(pepper):
        raise UnusableSecretError(
            PEPPER,
            f"{PEPPER} is too easy to guess: it needs 32 random characters or more. Make one with: {_NEW_PEPPER}",
        )


def _check_apart(setting: str, value: str, name: str, other: str) -> None:
    if is_same(value, other):
        new = _NEW_KEY if setting == KEYS else _NEW_PEPPER
        raise UnusableSecretError(setting, f"{setting} is the same as {name}. Make another with: {new}")


def local_secrets(path: Path) -> Secrets:
    """Secrets for a machine where none are set: made at the first start and read from this file afterwards.

    The file is readable by its owner only and has the form of a `.env`. Of two processes that start at once, one
    makes it. Raises UnusableSecretError when the file is damaged or open to others, OSError when it cannot be written.
    """
    if not path.exists():
        _write_once(path, f"{KEYS}={Fernet.generate_key().decode()}\n{PEPPER}={secrets.token_urlsafe(48)}\n")
    if path.stat().st_mode & 0o077:
        raise UnusableSecretError(KEYS, f"Others can read the secrets in {path}. Run: chmod 600 {path}")
    try:
        content = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path) from error
    values = dict(line.partition("=")[::2] for line in content.splitlines())
    keys = tuple(part.strip() for part in values.get(KEYS, "").split(",") if part.strip())
    pepper = values.get(PEPPER, "").strip()
    if not keys or not pepper:
        raise _damaged(path)
    return checked_secrets(keys, pepper)


def _damaged(path: Path) -> UnusableSecretError:
    return UnusableSecretError(
        KEYS,
        f"{path} does not hold {KEYS} and {PEPPER} as text any more. Put it back from where it was kept. Where nothing "
        "has been stored under them yet, take the file away: others are made then. Nothing was changed.",
    )


def _bytes_of(key: str) -> bytes:
    """Empty for what is not base64."""
    try:
        return urlsafe_b64decode(key.encode())
    except (Base64Error, ValueError):
        return b""


def _write_once(path: Path, content: str) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()
