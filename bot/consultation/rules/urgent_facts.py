"""What was told that makes a matter urgent or dangerous, as it is kept among its details. No input or output here."""

from collections.abc import Iterable

from bot.consultation.rules.model import Consultation
from directory.reference import Reference
from directory.urgency.dangers import Danger, dangers_named, dangers_of_topic
from directory.urgency.dangers_said import dangers_said_in
from directory.urgency.needs import Need, needs_named

NEEDS = "told:urgent"
"""Kept among the question's details: the urgent needs that were told while asking, as codes. No topic's own field has a
colon."""
DANGERS = "told:danger"
"""The same of the kinds of danger to life."""

NO_HURRY = "asked:no_hurry"
"""Kept among the details: the asker has said that the matter is not urgent, whatever its topic is."""


def told_details(needs: Iterable[Need], dangers: Iterable[Danger]) -> tuple[tuple[str, str], ...]:
    """How the needs and dangers are kept among the details; nothing for none."""
    told = ((NEEDS, " ".join(sorted(needs))), (DANGERS, " ".join(sorted(dangers))))
    return tuple((name, codes) for name, codes in told if codes)


def needs_of(case: Consultation) -> frozenset[Need]:
    """The urgent needs that were told while asking."""
    return needs_named(_kept(case, NEEDS))


def dangers_of(case: Consultation) -> frozenset[Danger]:
    """The dangers to life that have been told in a matter: while asking, by its topic, and in a line that stands."""
    texts = (case.question, *(line.text for line in case.lines if line.deleted_at is None))
    return dangers_named(_kept(case, DANGERS)).union(dangers_of_topic(case.topic), *map(dangers_said_in, texts))


def topic_hurries(case: Consultation, reference: Reference) -> bool:
    """Whether the topic itself is a request to hurry or an acute need, and the asker has not said otherwise."""
    topic = reference.topics.get(case.topic)
    return topic is not None and topic.urgent and NO_HURRY not in dict(case.details)


def tells_urgency(case: Consultation) -> bool:
    """Whether an urgent need or a danger to life was told."""
    return bool(needs_of(case) or dangers_of(case))


def _kept(case: Consultation, name: str) -> list[str]:
    return dict(case.details).get(name, "").split()
