"""What askers corrected in readings: the matched words, what they were read as and what was meant. Nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.drafts import Draft
from bot.turns.work import Work
from config.sql import delete_some, table
from directory.reading.reader import Reader
from directory.reading.reading import Reading
from directory.reference import KELA
from directory.stored.tables import ReadingCorrectionRow
from directory.time.calendar import helsinki_date

CORRECTION = table(ReadingCorrectionRow)
KEPT_FOR = timedelta(days=365)
_MOST = 50


@dataclass(frozen=True, slots=True)
class Meaning:
    """A place or a topic, the other part empty; nothing at all when the bot had to ask."""

    area: str = ""
    municipality: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Words that were read as one thing and meant another."""

    words: str
    read: Meaning
    meant: Meaning
    times: int = 1


def words_worth_keeping(reader: Reader, words: Iterable[str]) -> str:
    """The matched words without numbers and names of people: what may be stored of a search."""
    return " ".join(word for matched in words for word in matched.split() if reader.says_nothing_of_anybody(word))


async def keep(work: Work, organisation: str, draft: Draft, read: Reading, meant: Reading) -> Draft:
    """Stores what of the form's reading was corrected, the place and the topic a row each, and each once.

    Gives the form without the words that are now kept.
    """
    before, after = Meaning(read.area, read.municipality), Meaning(meant.area, meant.municipality)
    asks_kela = meant.area == KELA and read.area == organisation  # read right: Kela is asked about one's own county
    if draft.place_words and after not in (before, Meaning()) and not asks_kela:
        await _store(work, organisation, Corrected(draft.place_words, before, after))
        draft = replace(draft, place_words="")
    topic = work.services.reference.topics.get(read.topic)
    if topic is not None and topic.elsewhere is not None and meant.topic in topic.elsewhere.instead:
        return replace(
            draft, topic_words=""
        )  # the words were read right, and another side of the matter is asked about
    if draft.topic_words and meant.topic not in (read.topic, ""):
        topics = Meaning(topic=read.topic), Meaning(topic=meant.topic)
        await _store(work, organisation, Corrected(draft.topic_words, *topics))
        draft = replace(draft, topic_words="")
    return draft


async def _store(work: Work, organisation: str, one: Corrected) -> None:
    await work.connection.execute(
        insert(CORRECTION).values(
            on=helsinki_date(work.now),
            organisation=organisation,
            words=one.words,
            read_area=one.read.area,
            read_municipality=one.read.municipality,
            read_topic=one.read.topic,
            meant_area=one.meant.area,
            meant_municipality=one.meant.municipality,
            meant_topic=one.meant.topic,
        )
    )


async def most_corrected(connection: AsyncConnection, today: date) -> tuple[Corrected, ...]:
    """The commonest corrections of the time they are kept, the commonest first."""
    found = CORRECTION.c
    columns = (
        found.words,
        *(found.read_area, found.read_municipality, found.read_topic),
        *(found.meant_area, found.meant_municipality, found.meant_topic),
    )
    times = func.count().label("times")
    query = select(*columns, times).where(found.on > today - KEPT_FOR).group_by(*columns)
    rows = await connection.execute(query.order_by(times.desc(), *columns).limit(_MOST))
    return tuple(Corrected(row[0], Meaning(*row[1:4]), Meaning(*row[4:7]), row[7]) for row in rows)


async def forget_old(connection: AsyncConnection, now: datetime) -> int:
    """Deletes what is older than its time."""
    return await delete_some(connection, CORRECTION, CORRECTION.c.on <= helsinki_date(now) - KEPT_FOR)
