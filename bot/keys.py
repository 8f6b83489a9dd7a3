"""Changing the sealing keys: what is sealed in this product, and putting all of it under the newest key."""

from bot.consultations.tables import ConsultationRow
from bot.privacy.rotating import Rotated, SealedColumn, rotate
from bot.privacy.sealing import Sealer
from bot.privacy.secrets import checked_secrets
from bot.sql import table
from config.database import Database
from config.settings import Settings

SEALED = (SealedColumn(table(ConsultationRow), "number", "client_sealed"),)


async def rotate_all(database: Database, settings: Settings) -> Rotated:
    """Reseals everything with the keys of the settings. Raises UnusableSecretError when they are missing or weak."""
    secrets = checked_secrets([key.get_secret_value() for key in settings.keys], settings.pepper.get_secret_value())
    return await rotate(database, Sealer(secrets.keys), SEALED)
