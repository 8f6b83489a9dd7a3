"""Giving a file to a person: offered in the chat, made and stored when it is accepted.

Teams gives the place for a file only after the person has agreed, so the content is made twice: once to tell its size,
once to store it. The second may be newer than the first.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.errors import Expected
from bot.outbox.file_cards import FileOffer, file_activity, offer_activity
from bot.outbox.posting import About, post, post_shown_as, post_under_way, take_away
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.press_data import read_data
from bot.turns.services import Services
from bot.turns.speaking import place_of
from bot.turns.turn import FileAnswer, Turn
from bot.turns.work import Work, begin
from cards.kit.button_data import FileData
from config.texts import Translate

OFFER = "file_offer"
FileT = TypeVar("FileT", bound=FileData)


@dataclass(frozen=True, slots=True)
class OfferedFile(Generic[FileT]):
    """The files with one verb: what their offers carry, and what makes one.

    What the offer carried comes back from the client: `make` must check it, and whether this person may have the file.
    It raises Expected.
    """

    data: type[FileT]
    make: Callable[[Services, Turn, FileT], Awaitable[bytes]]

    async def __call__(self, services: Services, turn: Turn, context: Mapping[str, object]) -> bytes:
        """The content for what the offer said."""
        return await self.make(services, turn, read_data(self.data, context))


MakeFile = Callable[[Services, Turn, Mapping[str, object]], Awaitable[bytes]]
"""Makes an offered file from what came back with the answer."""


async def offer_file(work: Work, turn: Turn, offer: FileOffer) -> None:
    """Offers a file to whoever sent the turn. Raises Expected outside a 1:1 chat, where Teams moves no files."""
    if turn.place.kind != "personal":
        raise Expected(_only_personal, code="file_elsewhere")
    about = About(OFFER, await known_writers.language(work, turn))
    await post(work, place_of(turn), about, offer_activity(offer))


async def answered(services: Services, turn: Turn, answer: FileAnswer, make: MakeFile) -> Answer:
    """Stores the file and shows it in place of its offer; a declined offer only disappears. Raises Expected."""
    upload = answer.upload
    async with services.database.read() as connection:
        place = place_of(turn)
        under_way = await post_under_way(connection, place, OFFER)  # first: it may have arrived by the next look
        offer = await post_shown_as(connection, place, answer.card_activity_id) or under_way
    if offer is not None and offer.state == "deleted":
        raise Expected(_used, code="offer_used")
    if upload is not None:
        await services.store_file(upload, await make(services, turn, answer.context))
    async with begin(services, turn) as work:
        if offer is not None:
            await take_away(work, offer)
        if upload is not None:
            about = About("file", await known_writers.language(work, turn))
            shown = file_activity(upload.name, upload.content_url, upload.unique_id, upload.file_type)
            await post(work, place_of(turn), about, shown)
    return NoAnswer()


def _only_personal(t: Translate) -> str:
    return t("Files are given only in the 1:1 chat with Kuntayhteys. Type the same command there.")


def _used(t: Translate) -> str:
    return t("This file has been given already. Ask for it again.")
