"""What makes a question urgent by what was told, as it is kept among its details. No input or output here."""

from collections.abc import Iterable

from bot.consultation.rules.model import Consultation
from directory.urgency.dangers import dangers_in, dangers_of_topic
from directory.urgency.needs import Need, needs_named

TOLD = "told:"
"""What a fact's name begins with when the fact itself makes the question urgent."""
URGENT = "told:urgent"
"""Kept among the question's details: the urgent needs that were told while asking, as codes."""


def urgent_detail(needs: Iterable[Need]) -> tuple[tuple[str, str], ...]:
    """How the needs are kept among the details; nothing for none."""
    codes = " ".join(sorted(needs))
    return ((URGENT, codes),) if codes else ()


def needs_of(case: Consultation) -> frozenset[Need]:
    """The urgent needs that were told while asking."""
    return needs_named(dict(case.details).get(URGENT, "").split())


def tells_urgency(case: Consultation) -> bool:
    """Whether an urgent need or a danger to life was told: while asking, by the topic, or in a line that stands."""
    if dangers_of_topic(case.topic) or any(name.startswith(TOLD) for name, _ in case.details):
        return True
    texts = (case.question, *(line.text for line in case.lines if line.deleted_at is None))
    return any(map(dangers_in, texts))
