"""The installation's secrets: checked for strength, or made once and kept in a file when the bot runs locally."""

import os
import secrets
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet

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


def checked_secrets(keys: Sequence[str], pepper: str) -> Secrets:
    """The given secrets if they are fit for use. Raises UnusableSecretError."""
    if not keys:
        raise UnusableSecretError(KEYS, f"{KEYS} is not set. Make a sealing key with: {_NEW_KEY}")
    for key in keys:
        if not _is_strong_key(key):
            raise UnusableSecretError(
                KEYS, f"{KEYS} holds a key that is not 32 random bytes in base64. Make another with: {_NEW_KEY}"
            )
    if len(set(keys)) < len(keys):
        raise UnusableSecretError(KEYS, f"{KEYS} holds the same key twice. Leave one of them out.")
    if not pepper:
        raise UnusableSecretError(PEPPER, f"{PEPPER} is not set. Make one with: {_NEW_PEPPER}")
    if len(pepper.encode()) < 32 or len(set(pepper)) < 16:
        raise UnusableSecretError(
            PEPPER,
            f"{PEPPER} is too easy to guess: it needs 32 random characters or more. Make one with: {_NEW_PEPPER}",
        )
    if pepper in keys:
        raise UnusableSecretError(PEPPER, f"{PEPPER} is the same as a key in {KEYS}. Make another with: {_NEW_PEPPER}")
    return Secrets(tuple(keys), pepper)


def local_secrets(path: Path) -> Secrets:
    """Secrets for a machine where none are set: made at the first start and read from this file afterwards.

    The file is readable by its owner only and has the form of a `.env`. Of two processes that start at once, one
    makes it. Raises UnusableSecretError when the file is damaged or open to others, OSError when it cannot be written.
    """
    if not path.exists():
        _write_once(path, f"{KEYS}={Fernet.generate_key().decode()}\n{PEPPER}={secrets.token_urlsafe(48)}\n")
    if path.stat().st_mode & 0o077:
        raise UnusableSecretError(KEYS, f"Others can read the secrets in {path}. Run: chmod 600 {path}")
    values = dict(line.partition("=")[::2] for line in path.read_text("utf-8").splitlines())
    keys = tuple(part.strip() for part in values.get(KEYS, "").split(",") if part.strip())
    return checked_secrets(keys, values.get(PEPPER, "").strip())


def _is_strong_key(key: str) -> bool:
    try:
        raw = urlsafe_b64decode(key.encode())
    except (Base64Error, ValueError):
        return False
    # Thirty-two random bytes hold about thirty different ones; a typed or repeated pattern holds few.
    return len(raw) == 32 and len(set(raw)) >= 20 and not all(32 <= byte < 127 for byte in raw)


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
