"""Everything a turn may use, in one typed bundle built in bot.app. Nothing here is global."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.consultations.templates import Templates
from bot.privacy.bases import Bases
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import Sealer
from config.clock import Clock
from config.database import Database
from config.settings import Settings
from directory.contacts import Directory, DirectoryId
from directory.presence import PresenceReading
from directory.reading.reader import Reader
from directory.reference import Reference


class DirectorySource(Protocol):
    """Gives the newest committed directory."""

    @property
    def current(self) -> Directory:
        """The snapshot in force now."""


PresenceOf = Callable[[Iterable[DirectoryId]], Awaitable[Mapping[DirectoryId, PresenceReading]]]
"""Asks Graph for the presence of several people; never raises, unknown where Graph gives nothing."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that the composition root has put together."""

    settings: Settings
    database: Database
    clock: Clock
    reference: Reference
    reader: Reader
    directory: DirectorySource
    presence_of: PresenceOf
    sealer: Sealer
    pseudonymiser: Pseudonymiser
    bases: Bases
    templates: Templates
    wake_outbox: Callable[[], None]
