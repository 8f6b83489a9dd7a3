"""The installation's secrets and its database: whether they belong together, and changing the sealing keys."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

from sqlalchemy import Table, inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.beside_database import secrets_file
from bot.client.revealing import client_place
from bot.consultation.stored.store import CONSULTATION
from bot.privacy import hetu, rotating
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.rotating import Rotated
from bot.privacy.sealed_texts import PLAIN, sealed_columns, sealed_token_in, sealed_tokens
from bot.privacy.sealing import CannotOpenError, Sealer
from bot.privacy.secrets import KEYS, PEPPER, Secrets, UnusableSecretError, local_secrets, secrets_in
from bot.privacy.secrets_in_use import (
    IN_USE,
    InUse,
    forget_older_keys,
    in_turn,
    in_use,
    is_all_sealed,
    mark_all_sealed,
    remember,
    remember_given,
)
from bot.tables import metadata
from config.connections import take_time
from config.database import Database, is_there
from config.migrate import Migrated, migrate_async, migrate_if_empty
from config.settings import Settings

_LOOKED_AT = 100
"""So many values of each column are tried: all are under the keys of the installation, but for a damaged few."""


def sealed_tables() -> tuple[Table, ...]:
    """Every table that has something sealed in it."""
    return tuple(one for one in metadata().sorted_tables if sealed_columns(one) or sealed_tokens(one))


async def secrets_of_this_machine(address: str, file: Path) -> Secrets:
    """Those in the file, made now if there is nothing yet to be opened with them. Raises UnusableSecretError."""
    # The database is asked first: another process may be making the file.
    return _in_file(file, may_be_made=not await _holds_something_sealed(address))


async def refuse_other_secrets(address: str, secrets: Secrets) -> None:
    """Raises UnusableSecretError when the database's content is under other secrets. Writes nothing, makes nothing."""
    if known := await _known(address):
        _compare(known, secrets, address)


async def refuse_other_pepper(address: str, pepper: str) -> None:
    """The same for whoever needs only the pepper."""
    known = await _known(address)
    if known and known.has_pepper_other_than(pepper):
        raise _other(PEPPER, address)


async def settle_secrets(database: Database, secrets: Secrets) -> None:
    """Remembers these secrets as those of the database, the first time and when a new key has come; raises as before.

    A database from before secrets were remembered takes those that open what is sealed in it.
    """
    address = database.url.render_as_string(hide_password=False)
    async with database.write() as connection:
        await take_time(connection)
        await in_turn(connection)
        newest, every = secrets.keys[:1], secrets.keys
        if known := await in_use(connection):
            _compare(known, secrets, address)
            if not database.is_sqlite and known.has_not_met(secrets.keys[0]):
                raise _too_early()
            await remember(connection, secrets, newest)
        elif tokens := [token async for token in _tokens(connection)]:
            sealer = Sealer(secrets.keys)
            if not any(map(sealer.opens, tokens)):
                raise _other(KEYS, address)
            if not await _gives_the_same_pseudonyms(connection, secrets):
                raise _other(PEPPER, address)
            await remember(connection, secrets, every)
        else:
            await remember(connection, secrets, newest)
        await remember_given(connection, secrets)


async def lacks_a_key(database: Database, secrets: Secrets) -> bool:
    """Whether another replica seals under a key that these secrets do not have: this one cannot read what it writes."""
    async with database.read() as connection:
        return (await in_use(connection)).has_key_not_among(secrets.keys)


async def rotate_all(settings: Settings) -> Rotated:
    """Reseals everything with the keys of the settings. Raises UnusableSecretError when they are missing, weak or not
    those of the database.
    """
    secrets = secrets_in(settings)
    await refuse_other_secrets(settings.database_url, secrets)
    await migrate_if_empty(settings.database_url)
    database = Database(settings.database_url)
    try:
        await settle_secrets(database, secrets)
        rotated = await rotating.rotate(database, Sealer(secrets.keys), sealed_tables())
        async with database.write() as connection:
            await take_time(connection)
            await in_turn(connection)
            await forget_older_keys(connection, secrets)
    finally:
        await database.close()
    return rotated


async def migrate_all(settings: Settings) -> Migrated:
    """Brings the tables to the newest version and, where there are keys in the settings, seals what lies in clear: of a
    large database that takes longer than a start may. Raises UnusableSecretError, CannotMigrate."""
    if not settings.keys:  # on a machine by itself the start has the keys, and does the rest
        return await migrate_async(settings.database_url)
    secrets = secrets_in(settings)
    await refuse_other_secrets(settings.database_url, secrets)
    migrated = await migrate_async(settings.database_url)
    database = Database(settings.database_url)
    try:
        await settle_secrets(database, secrets)
        await seal_once(database, Sealer(secrets.keys))
    finally:
        await database.close()
    return migrated


async def seal_once(database: Database, sealer: Sealer) -> None:
    """Seals what an earlier version stored in clear, unless that has been done. May be stopped and begun again."""
    async with database.read() as connection:
        if await is_all_sealed(connection):
            return
    await seal_clear_texts(database, sealer)
    async with database.write() as connection:
        await take_time(connection)
        await mark_all_sealed(connection)


async def seal_clear_texts(database: Database, sealer: Sealer) -> None:
    """Seals what an earlier version stored in clear, and leaves no trace of it; to be done before anybody reads."""
    if await rotating.seal_clear_texts(database, sealer, sealed_tables()):
        await database.rewrite()


def _in_file(file: Path, *, may_be_made: bool) -> Secrets:
    if not may_be_made and not file.exists():
        raise UnusableSecretError(
            KEYS,
            f"The keys and the pepper of this machine are gone: {file} is not there, but the database was filled under "
            "them. Put that file back from where it was kept, or begin with an empty database. Nothing was changed.",
        )
    return local_secrets(file)


def _compare(known: InUse, secrets: Secrets, address: str) -> None:
    if known.has_key_not_among(secrets.keys):
        raise _other(KEYS, address, f" {PEPPER} is another one too." * known.has_pepper_other_than(secrets.pepper))
    if known.has_pepper_other_than(secrets.pepper):
        raise _other(PEPPER, address)


def _too_early() -> UnusableSecretError:
    return UnusableSecretError(
        KEYS,
        f"The first key in {KEYS} is one that no replica has had yet: the others could not read what this one seals. "
        "First put it behind the key in use, for every replica; when all have been restarted, put it in front. Nothing "
        "was changed.",
    )


def _other(setting: str, address: str, more: str = "") -> UnusableSecretError:
    where = f"where none were set, they are in {secrets_file(address)}"
    if setting == KEYS:
        return UnusableSecretError(
            KEYS,
            f"{KEYS} lacks a key under which this database was sealed. Give the keys that were in use ({where}). To "
            "change keys, give the new one behind it first, then in front, and keep the others behind it until "
            f"`kuntayhteys keys rotate` says that they are no longer needed.{more} Nothing was changed.",
        )
    return UnusableSecretError(
        PEPPER,
        f"{PEPPER} is not the pepper under which this database was filled. Give the one that was in use ({where}): "
        "under another one no client would be found again. Nothing was changed.",
    )


async def _known(address: str) -> InUse | None:
    """What the database remembers; None when there is none, or one of an earlier version."""
    if not is_there(address):
        return None
    database = Database(address)
    try:
        async with database.read() as connection:
            there = await connection.run_sync(lambda sync: inspect(sync).has_table(IN_USE.name))
            return (await in_use(connection) or None) if there else None
    finally:
        await database.close()


async def _holds_something_sealed(address: str) -> bool:
    if await _known(address):
        return True
    if not is_there(address):
        return False
    database = Database(address)
    try:
        async with database.read() as connection:
            async for _ in _tokens(connection):
                return True
            return False
    finally:
        await database.close()


async def _tokens(connection: AsyncConnection) -> AsyncIterator[bytes]:
    """Something of everything sealed that is there, whichever version made the tables."""
    columns = await connection.run_sync(
        lambda sync: {
            one.name: {column["name"] for column in inspect(sync).get_columns(one.name)}
            for one in sealed_tables()
            if inspect(sync).has_table(one.name)
        }
    )
    for table in sealed_tables():
        for name in (*sealed_columns(table), *sealed_tokens(table)):
            if name in columns.get(table.name, ()):
                column = table.c[name]
                holds = column.like(PLAIN) if name in sealed_columns(table) else column.is_not(None)
                for stored in (await connection.execute(select(column).where(holds).limit(_LOOKED_AT))).scalars():
                    yield sealed_token_in(stored)


async def _gives_the_same_pseudonyms(connection: AsyncConnection, secrets: Secrets) -> bool:
    """Whether the clients whose codes are sealed here have the pseudonyms that this pepper gives them."""
    sealer, pseudonymiser = Sealer(secrets.keys), Pseudonymiser(secrets.pepper)
    clients = select(CONSULTATION).where(CONSULTATION.c.client_sealed.is_not(None)).limit(_LOOKED_AT)
    checked = []
    for row in (await connection.execute(clients)).mappings():
        try:
            code = hetu.parse(sealer.open(row["client_sealed"], client_place(row["draft"])), date.max)
        except CannotOpenError:
            continue
        made = pseudonymiser.pseudonym(code, row["asking_organisation"], row["receiving_organisation"])
        checked.append(made == row["client_pseudonym"])
    return any(checked) or not checked
