"""Which secrets the content of a database is under, so that a start with others is noticed before anything is served.

Kept are keyed fingerprints (HMAC-SHA256): who reads them learns nothing but whether two secrets are the same.
"""

import hmac
from base64 import urlsafe_b64decode
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.secrets import Secrets
from bot.privacy.tables import SecretInUse
from config.sql import insert_once, table

_KEY, _PEPPER, _SEALED, _GIVEN = "key", "pepper", "sealed", "given"
_CONTEXT = b"kuntayhteys/secret in use/1"
# Any number will do as long as nothing else in the product locks it.
_LOCK = 7_203_110_412


IN_USE = table(SecretInUse)


@dataclass(frozen=True, slots=True)
class InUse:
    """The fingerprints that the database has."""

    keys: frozenset[str] = field(repr=False)
    peppers: frozenset[str] = field(repr=False)
    given: frozenset[str] = field(default=frozenset(), repr=False)
    """Keys that replicas have had behind the one they seal with."""

    def __bool__(self) -> bool:
        """Whether any secret has been remembered yet."""
        return bool(self.keys or self.peppers)

    def has_key_not_among(self, keys: Collection[str]) -> bool:
        """Whether something may be sealed under a key that is not given."""
        return not self.keys <= {key_fingerprint(key) for key in keys}

    def has_not_met(self, key: str) -> bool:
        """Whether no replica has had the key yet."""
        return key_fingerprint(key) not in self.keys | self.given

    def has_pepper_other_than(self, pepper: str) -> bool:
        """Whether the pseudonyms were made under another pepper."""
        return not self.peppers <= {pepper_fingerprint(pepper)}


async def in_use(connection: AsyncConnection) -> InUse:
    """What the database remembers."""
    rows = (await connection.execute(select(IN_USE.c.kind, IN_USE.c.fingerprint))).all()
    return InUse(
        frozenset(row.fingerprint for row in rows if row.kind == _KEY),
        frozenset(row.fingerprint for row in rows if row.kind == _PEPPER),
        frozenset(row.fingerprint for row in rows if row.kind == _GIVEN),
    )


async def in_turn(connection: AsyncConnection) -> None:
    """Until the transaction ends, nobody else decides which secrets are in use."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


async def remember(connection: AsyncConnection, secrets: Secrets, keys: Collection[str]) -> None:
    """Adds these of the secrets' keys, and the pepper, where they are not remembered yet."""
    before = await in_use(connection)
    wanted = {(_KEY, key_fingerprint(key)) for key in keys} | {(_PEPPER, pepper_fingerprint(secrets.pepper))}
    there = {(_KEY, one) for one in before.keys} | {(_PEPPER, one) for one in before.peppers}
    new = [{"kind": kind, "fingerprint": fingerprint} for kind, fingerprint in sorted(wanted - there)]
    if new:
        await connection.execute(insert(IN_USE), new)


async def remember_given(connection: AsyncConnection, secrets: Secrets) -> None:
    """The keys behind the first one are known to this replica: one of them may become the first."""
    for key in secrets.keys[1:]:
        await insert_once(connection, IN_USE, {"kind": _GIVEN, "fingerprint": key_fingerprint(key)})


async def forget_older_keys(connection: AsyncConnection, secrets: Secrets) -> None:
    """After a rotation: only the newest key is in use."""
    older = IN_USE.c.kind.in_([_KEY, _GIVEN]) & (IN_USE.c.fingerprint != key_fingerprint(secrets.keys[0]))
    await connection.execute(delete(IN_USE).where(older))


async def is_all_sealed(connection: AsyncConnection) -> bool:
    """Whether nothing is left of what versions before sealing stored in clear."""
    return await connection.scalar(select(IN_USE.c.kind).where(IN_USE.c.kind == _SEALED)) is not None


async def mark_all_sealed(connection: AsyncConnection) -> None:
    """From now on nobody looks for texts in clear again: whatever is stored since is sealed."""
    await insert_once(connection, IN_USE, {"kind": _SEALED, "fingerprint": ""})


def key_fingerprint(key: str) -> str:
    """What is kept of a sealing key, in whatever way its bytes are written."""
    return _fingerprint(urlsafe_b64decode(key), _KEY)


def pepper_fingerprint(pepper: str) -> str:
    """What is kept of a pepper."""
    return _fingerprint(pepper.encode(), _PEPPER)


def _fingerprint(secret: bytes, kind: str) -> str:
    return hmac.digest(secret, b"/".join((_CONTEXT, kind.encode())), "sha256").hex()
