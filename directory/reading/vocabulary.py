"""The words in force: the shipped facts and reader with the words and topics that coordinators have added."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from directory.reading.reader import Reader
from directory.reference import Names, Reference, Topic


@dataclass(frozen=True, slots=True)
class AddedWord:
    """A word or phrase that a coordinator has added for a topic."""

    phrase: str
    """In the reader's normal form, see `directory.reading.new_words.normal_form`."""
    topic: str
    organisation: str
    """Whose coordinator added it."""


@dataclass(frozen=True, slots=True)
class AddedTopic:
    """A topic that a coordinator has added to the shipped ones."""

    slug: str
    names: Names
    urgent: bool
    organisation: str

    def as_topic(self) -> Topic:
        """The topic as all others are: open in both directions, without a law of its own."""
        return Topic(self.slug, self.names, (), "both", "", self.urgent, "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One version of the words; it never changes."""

    reference: Reference
    """The shipped facts, their topics followed by the added ones."""
    reader: Reader
    words: tuple[AddedWord, ...] = ()
    """By phrase."""
    topics: tuple[AddedTopic, ...] = ()
    version: int = 0


def shipped_vocabulary(reference: Reference) -> Vocabulary:
    """The shipped facts alone. Building the reader takes a few tenths of a second."""
    return Vocabulary(reference, Reader(reference))


def with_added(
    shipped: Vocabulary, words: Iterable[AddedWord], topics: Iterable[AddedTopic], version: int
) -> Vocabulary:
    """The shipped vocabulary with what was added; quick, because the places are shared."""
    words, topics = tuple(words), tuple(topics)
    added = [one.as_topic() for one in topics]
    reference = with_topics(shipped.reference, topics)
    reader = shipped.reader.with_words(added, ((one.topic, one.phrase) for one in words)) if words or added else None
    return Vocabulary(reference, reader or shipped.reader, words, topics, version)


def with_topics(reference: Reference, topics: Iterable[AddedTopic]) -> Reference:
    """The facts with these topics after the shipped ones."""
    added = {one.slug: one.as_topic() for one in topics}
    return replace(reference, topics=MappingProxyType({**reference.topics, **added}))
