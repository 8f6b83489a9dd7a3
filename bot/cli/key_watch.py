"""A running replica looks whether another one seals under a key that it does not have."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.cli.keys import lacks_a_key
from bot.privacy.secrets import Secrets
from config.database import Database

log = structlog.get_logger()


@dataclass
class Keys:
    """What a replica knows of its keys while it runs. Once one is lacking, only a restart with all of them helps."""

    database: Database
    secrets: Secrets
    stop_delivery: Callable[[], Awaitable[object]]
    """What it could not open would wait behind its tries, though others can send it."""
    lacking: bool = False

    async def look(self) -> None:
        """Stops delivering when a key is lacking; readiness tells it to whoever sends turns here."""
        if not self.lacking and await lacks_a_key(self.database, self.secrets):
            self.lacking = True
            log.error("sealing_key_lacking")
            await self.stop_delivery()
