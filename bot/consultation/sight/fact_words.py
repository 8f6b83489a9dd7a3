"""What the receiver is told with a question, in words."""

from config.texts import Translate

REASON = "rule:reason"
"""Kept among the question's details: why a demanding case is asked about here. No topic's own field has a colon."""


NOT_NAMED = "rule:not_named"
"""Kept among the details: by the rule of their side the named contacts ask, and the asker is not one."""


def fact_words(name: str, value: str, t: Translate) -> tuple[str, str] | None:
    """The label and the words under which the receiver sees one of these; None for a topic's own field."""
    if name == REASON:
        return t("Why it is asked in Kuntayhteys"), value
    if name == NOT_NAMED:
        return t("Asker"), t("Not a named contact")
    return None
