"""What was told that makes a matter urgent or dangerous, as it is kept among its details. No input or output here."""

import secrets
from collections.abc import Iterable
from hashlib import blake2b

from bot.consultation.rules.model import Consultation
from directory.reference import Reference
from directory.urgency.dangers import Danger, dangers_in, dangers_named, dangers_of_topic
from directory.urgency.needs import Need, needs_named

NEEDS = "told:urgent"
"""Kept among the question's details: the urgent needs that were told while asking, as codes. No topic's own field has a
colon."""
DANGERS = "told:danger"
"""The same of the kinds of danger to life."""

NO_HURRY = "asked:no_hurry"
"""Kept among the details: the asker has said that the matter is not urgent, whatever its topic is."""

REMEMBERED = 10_000
"""Texts of which it is remembered what they tell: some hundred bytes each."""


def told_details(needs: Iterable[Need], dangers: Iterable[Danger]) -> tuple[tuple[str, str], ...]:
    """How the needs and dangers are kept among the details; nothing for none."""
    told = ((NEEDS, " ".join(sorted(needs))), (DANGERS, " ".join(sorted(dangers))))
    return tuple((name, codes) for name, codes in told if codes)


def needs_of(case: Consultation) -> frozenset[Need]:
    """The urgent needs that were told while asking."""
    return needs_named(_kept(case, NEEDS))


class _Read:
    """What texts were found to tell: each card of a matter asks it of every line, and a line is read but once.

    Known by a digest that only this process can make, so nothing of a text stays when it is wiped.
    """

    def __init__(self) -> None:
        self._dangers: dict[bytes, frozenset[Danger]] = {}
        self._secret = secrets.token_bytes(16)

    def dangers_in(self, text: str) -> frozenset[Danger]:
        """As directory.urgency.dangers tells it."""
        key = blake2b(text.encode("utf-8", "surrogatepass"), key=self._secret, digest_size=16).digest()
        found = self._dangers.get(key)
        if found is None:
            found = dangers_in(text)
            if len(self._dangers) >= REMEMBERED:
                self._dangers.clear()
            self._dangers[key] = found
        return found


_READ = _Read()


def dangers_of(case: Consultation) -> frozenset[Danger]:
    """The dangers to life that have been told in a matter: while asking, by its topic, and in a line that stands."""
    texts = (case.question, *(line.text for line in case.lines if line.deleted_at is None))
    return dangers_named(_kept(case, DANGERS)).union(dangers_of_topic(case.topic), *map(dangers_said_in, texts))


def dangers_said_in(text: str) -> frozenset[Danger]:
    """The dangers to life that what somebody wrote in a matter tells of: the same for each who is shown it."""
    return _READ.dangers_in(text)


def topic_hurries(case: Consultation, reference: Reference) -> bool:
    """Whether the topic itself is a request to hurry or an acute need, and the asker has not said otherwise."""
    topic = reference.topics.get(case.topic)
    return topic is not None and topic.urgent and NO_HURRY not in dict(case.details)


def tells_urgency(case: Consultation) -> bool:
    """Whether an urgent need or a danger to life was told."""
    return bool(needs_of(case) or dangers_of(case))


def _kept(case: Consultation, name: str) -> list[str]:
    return dict(case.details).get(name, "").split()
