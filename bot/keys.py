"""The sealing keys: what is sealed in this product, and putting all of it under the newest key."""

from sqlalchemy import Table

from bot.privacy import rotating
from bot.privacy.rotating import Rotated
from bot.privacy.sealed_texts import sealed_columns, sealed_tokens
from bot.privacy.sealing import Sealer
from bot.privacy.secrets import checked_secrets
from bot.tables import metadata
from config.database import Database
from config.settings import Settings


def sealed_tables() -> tuple[Table, ...]:
    """Every table that has something sealed in it."""
    return tuple(one for one in metadata().sorted_tables if sealed_columns(one) or sealed_tokens(one))


async def rotate_all(database: Database, settings: Settings) -> Rotated:
    """Reseals everything with the keys of the settings. Raises UnusableSecretError when they are missing or weak."""
    secrets = checked_secrets([key.get_secret_value() for key in settings.keys], settings.pepper.get_secret_value())
    return await rotating.rotate(database, Sealer(secrets.keys), sealed_tables())


async def seal_clear_texts(database: Database, sealer: Sealer) -> None:
    """Seals what an earlier version stored in clear, and leaves no trace of it; to be done before anybody reads."""
    if await rotating.seal_clear_texts(database, sealer, sealed_tables()):
        await database.rewrite()
