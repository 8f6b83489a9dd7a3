"""What the receiver is told with a question, in words."""

from collections.abc import Iterable

from bot.consultation.rules.model import Consultation
from config.texts import Translate
from directory.urgency.dangers import Danger, dangers_in, dangers_named, dangers_of_topic

REASON = "rule:reason"
"""Kept among the question's details: why a demanding case is asked about here. No topic's own field has a colon."""


NOT_NAMED = "rule:not_named"
"""Kept among the details: by the rule of their side the named contacts ask, and the asker is not one."""

DANGER = "told:danger"
"""Kept among the details: the kinds of danger to life that the asker told while asking, as codes."""


def danger_detail(dangers: Iterable[Danger]) -> tuple[tuple[str, str], ...]:
    """How the dangers are kept among the details; nothing for none."""
    codes = " ".join(sorted(dangers))
    return ((DANGER, codes),) if codes else ()


def dangers_of(case: Consultation) -> frozenset[Danger]:
    """The dangers to life that have been told in a matter: while asking, by its topic, and in a line that stands."""
    kept = dangers_named(dict(case.details).get(DANGER, "").split())
    texts = (case.question, *(line.text for line in case.lines if line.deleted_at is None))
    return kept.union(dangers_of_topic(case.topic), *map(dangers_in, texts))


def fact_words(name: str, value: str, t: Translate) -> tuple[str, str] | None:
    """The label and the words under which the receiver sees one of these; None for a topic's own field."""
    if name == REASON:
        return t("Why it is asked in Kuntayhteys"), value
    if name == NOT_NAMED:
        return t("Asker"), t("Not a named contact")
    return None
