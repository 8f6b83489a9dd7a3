"""Where added words and topics are kept, and the snapshot of them that a process reads with."""

from datetime import date

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from config.database import Database
from directory.reading.vocabulary import AddedTopic, AddedWord, Vocabulary, with_added, with_topics
from directory.reference import Names, Reference
from directory.stored.tables import AddedTopicRow, TopicWordRow, WordsVersionRow


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel makes it at run time
    return table


_WORD, _TOPIC, _VERSION = _table(TopicWordRow), _table(AddedTopicRow), _table(WordsVersionRow)


class VocabularySnapshot:
    """The newest words this process has read. `refresh` reads them again when their version number has changed."""

    def __init__(self, shipped: Vocabulary) -> None:
        self._shipped = shipped
        self._current = shipped

    @property
    def current(self) -> Vocabulary:
        """The snapshot in force now."""
        return self._current

    async def refresh(self, database: Database) -> bool:
        """Whether there was something newer."""
        async with database.read() as connection:
            version = await words_version(connection)
            if version == self._current.version:
                return False
            words, topics = await added_words(connection), await added_topics(connection)
        self._current = with_added(self._shipped, words, topics, version)
        return True


async def words_version(connection: AsyncConnection) -> int:
    """The number of the last change of words; 0 before the first."""
    return int(await connection.scalar(select(_VERSION.c.number)) or 0)


async def added_words(connection: AsyncConnection) -> tuple[AddedWord, ...]:
    """All added words, by phrase."""
    found = (await connection.execute(select(_WORD).order_by(_WORD.c.phrase))).mappings()
    return tuple(AddedWord(row["phrase"], row["topic"], row["organisation"]) for row in found)


async def added_topics(connection: AsyncConnection) -> tuple[AddedTopic, ...]:
    """All added topics, by slug."""
    found = (await connection.execute(select(_TOPIC).order_by(_TOPIC.c.slug))).mappings()
    return tuple(
        AddedTopic(
            row["slug"], Names(row["name_fi"], row["name_sv"], row["name_en"]), row["urgent"], row["organisation"]
        )
        for row in found
    )


async def reference_in_force(connection: AsyncConnection, shipped: Reference) -> Reference:
    """The shipped facts with the added topics: what an import is checked against."""
    return with_topics(shipped, await added_topics(connection))


async def next_version(connection: AsyncConnection) -> int:
    """Takes the number of the change about to be made. First in a transaction: those who change words take turns."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(_VERSION).values(id=1, number=1)
    grown = first.on_conflict_do_update(index_elements=["id"], set_={"number": _VERSION.c.number + 1})
    await connection.execute(grown)
    return await words_version(connection)


async def add_word(connection: AsyncConnection, word: AddedWord, added_by: str, today: date) -> None:
    """Stores a word. The caller has made sure that it is new and taken a number with `next_version`."""
    row = {"phrase": word.phrase, "topic": word.topic, "organisation": word.organisation}
    await connection.execute(insert(_WORD).values(**row, added_by=added_by, added_on=today))


async def remove_word(connection: AsyncConnection, phrase: str) -> None:
    """Removes a word; see `next_version`."""
    await connection.execute(delete(_WORD).where(_WORD.c.phrase == phrase))


async def add_topic(connection: AsyncConnection, topic: AddedTopic, added_by: str, today: date) -> None:
    """Stores a topic. The caller has made sure that it is new; see `next_version`."""
    names = {"name_fi": topic.names.fi, "name_sv": topic.names.sv, "name_en": topic.names.en}
    row = {"slug": topic.slug, **names, "urgent": topic.urgent, "organisation": topic.organisation}
    await connection.execute(insert(_TOPIC).values(**row, added_by=added_by, added_on=today))


async def remove_topic(connection: AsyncConnection, slug: str) -> None:
    """Removes a topic with its words. The caller has made sure that nothing refers to it; see `next_version`."""
    await connection.execute(delete(_WORD).where(_WORD.c.topic == slug))
    await connection.execute(delete(_TOPIC).where(_TOPIC.c.slug == slug))
