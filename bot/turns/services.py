"""Everything a turn may use, in one typed bundle built in bot.bootstrap. Nothing here is global."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.bases.bases import Bases
from bot.bases.basis_lists import BasisLists
from bot.outbox.typing_delivery import TypingSigns
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import Sealer
from bot.turns.topic_templates import Templates
from bot.turns.turn import Attachment, Upload
from config.clock import Clock
from config.database import Database
from config.settings import Settings
from directory.graph.found_people import FoundPerson, NotFound
from directory.people.contacts import Directory, DirectoryId
from directory.people.presence import PresenceReading
from directory.reading.reader import Reader
from directory.reading.vocabulary import Vocabulary
from directory.reference import Reference
from directory.time.calendar import helsinki_date


class DirectorySource(Protocol):
    """Gives the newest committed directory."""

    @property
    def current(self) -> Directory:
        """The snapshot in force now."""

    def becomes(self, directory: Directory) -> None:
        """This process has committed a newer one."""

    async def refresh(self, database: Database) -> bool:
        """Reads the directory again when it has changed; whether it had."""

    async def as_of(self, connection: AsyncConnection, version: int | None = None) -> Directory:
        """The directory as a transaction sees it, which may be newer than the snapshot in force. `version`: its number,
        where the transaction has just read it."""


class VocabularySource(Protocol):
    """Gives the newest committed words and topics, with the reader that knows them."""

    @property
    def current(self) -> Vocabulary:
        """The words in force now."""

    async def refresh(self, database: Database) -> bool:
        """Reads the words again when they have changed; whether they had."""


class BasisSource(Protocol):
    """Gives the newest legal bases of every organisation."""

    @property
    def current(self) -> BasisLists:
        """The lists in force now."""

    async def refresh(self, database: Database) -> bool:
        """Reads the lists again when they have changed; whether they had."""


PresenceOf = Callable[[Iterable[DirectoryId]], Awaitable[Mapping[DirectoryId, PresenceReading]]]
"""Asks Graph for the presence of several people; never raises, unknown where Graph gives nothing."""


FetchFile = Callable[[Attachment], Awaitable[bytes]]
"""The content of a file that somebody sent. Raises Expected with a sentence when it cannot be had."""
StoreFile = Callable[[Upload, bytes], Awaitable[None]]
"""Puts a file where the person who accepted it gets it. Raises Expected when it cannot be put there."""
FindPerson = Callable[[str, str], Awaitable[FoundPerson | NotFound]]
"""(tenant id, e-mail address or directory id) -> the person in that tenant's directory, or why there is nobody.

Never raises.
"""
StillThere = Callable[[str, Iterable[str]], Awaitable[Mapping[str, bool]]]
"""(tenant id, directory ids) -> whether each is still in the tenant; left out where Graph gave no answer."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that bot.bootstrap has put together."""

    settings: Settings
    database: Database
    clock: Clock
    vocabulary: VocabularySource
    directory: DirectorySource
    presence_of: PresenceOf
    sealer: Sealer
    pseudonymiser: Pseudonymiser
    basis_lists: BasisSource
    templates: Templates
    fetch_file: FetchFile
    store_file: StoreFile
    find_person: FindPerson
    still_there: StillThere
    wake_outbox: Callable[[], None]
    claim_outbox: Callable[[AsyncConnection], Awaitable[Callable[[], None]]]
    """The same at the end of a transaction: what may go is claimed within it, and goes when what comes back is called
    at the commit."""
    typing_signs: TypingSigns

    def bases_of(self, organisation: str) -> Bases:
        """The legal bases that an organisation's people may choose today."""
        return self.basis_lists.current.of(organisation, helsinki_date(self.clock()))

    @property
    def reference(self) -> Reference:
        """The facts in force now: the shipped ones and the topics that coordinators have added."""
        return self.vocabulary.current.reference

    @property
    def reader(self) -> Reader:
        """The reader in force now."""
        return self.vocabulary.current.reader
