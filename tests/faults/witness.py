"""The model: what each person must have been told, what nobody else may read, and what a run has made of it."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, fields
from itertools import pairwise

from sqlalchemy import select

from bot.access_log.log_checking import verify
from bot.tables import metadata
from tests.faults.failing_teams import Sent
from tests.faults.mortal_office import Installation
from tests.turns.consents import CODE
from tests.turns.office import Person, Shown


@dataclass
class Verdict:
    """Counts of one run or of many, named as the last line of `bench/faults.py`."""

    runs: int = 0
    """Faults that happened."""
    lost: int = 0
    doubled: int = 0
    reordered: int = 0
    leaked: int = 0
    sent_again: int = 0
    """Messages that came twice because nobody could tell the bot that Teams had taken them; not a fault of the bot."""
    told: list[str] = field(default_factory=list)
    """What is wrong, in words."""

    def add(self, other: "Verdict") -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def counts(self) -> dict[str, int]:
        return {name: value for name, value in vars(self).items() if name != "told"}

    @property
    def is_whole(self) -> bool:
        return not (self.told or self.lost or self.doubled or self.reordered or self.leaked)


@dataclass
class Witness:
    """Knows what was said to whom. Words are told apart by a sign that stands in no other ones."""

    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By conversation: the words that come in it as messages of their own, in this order, each once."""
    readers: dict[str, set[str]] = field(default_factory=dict)
    """By words: the conversations in which they may be read."""

    def expect(self, words: str, *people: Person) -> None:
        """These people get a message with these words, after all that they were to get before."""
        for person in people:
            self.told[person.chat].append(words)

    def only_for(self, words: str, *people: Person) -> None:
        """Nobody else reads these words, in whatever message."""
        self.readers[words] = {person.chat for person in people}

    stands: dict[tuple[str, int], str] = field(default_factory=dict)
    """By conversation and number of a question: what its card says in the end."""

    shows: dict[tuple[str, str], bool] = field(default_factory=dict)
    """By conversation and words: whether these can be read in it in the end."""

    async def judge(self, office: Installation) -> Verdict:
        """Of an installation in which nothing is left to do."""
        verdict = Verdict()
        new = [one for one in office.teams.sent if one.id]
        for conversation, expected in self.told.items():
            there = [one for one in new if one.conversation == conversation]
            unheard = [one for one in office.teams.unheard if one.conversation == conversation]
            _judge_conversation(verdict, expected, there, unheard)
        for words, readers in self.readers.items():
            found = {one.conversation for one in office.teams.sent if words in one.content}
            _note(verdict, "leaked", len(found - readers), words)
        for (conversation, number), words in self.stands.items():
            cards = [one.words for one in office.teams.teams.shown if one.conversation == conversation]
            stands = any(f"K-{number} " in one and words in one for one in cards)
            _note(verdict, "lost", not stands, f"K-{number}: {words}")
        for (conversation, words), may in self.shows.items():
            stands = any(words in one.words for one in office.teams.teams.shown if one.conversation == conversation)
            _note(verdict, "leaked" if stands else "lost", stands != may, words)
        shown = sum(CODE in one.content for one in office.teams.sent)
        _note(verdict, "leaked", shown + (CODE in await _stored(office)), "the client's code")
        async with office.looking.read() as connection:
            problems = await verify(connection, signer=office.pseudonymiser)
        _note(verdict, "lost", len(problems), f"log: {problems}")
        return verdict


def _judge_conversation(verdict: Verdict, expected: list[str], there: list[Sent], unheard: list[Sent]) -> None:
    first: list[int] = []
    for words in expected:
        at = [number for number, one in enumerate(there) if words in one.content]
        if not at:
            _note(verdict, "lost", 1, words)
            continue
        first.append(at[0])
        again = min(len(at) - 1, sum(words in one.content for one in unheard))
        verdict.sent_again += again
        _note(verdict, "doubled", len(at) - 1 - again, words)
    _note(verdict, "reordered", sum(one > other for one, other in pairwise(first)), str(expected))


async def _stored(office: Installation) -> str:
    """All that the database holds, as it lies there."""
    async with office.looking.read() as connection:
        found = [(await connection.execute(select(one))).all() for one in metadata().tables.values()]
    return str(found)


def _note(verdict: Verdict, what: str, count: int, words: str) -> None:
    if count:
        setattr(verdict, what, getattr(verdict, what) + count)
        verdict.told.append(f"{what}: {words}")


def number_on(shown: Shown) -> int:
    """Of the question whose card this is."""
    found = re.search(r"K-(\d+)", shown.words)
    assert found is not None, shown.words
    return int(found[1])
