"""When an application can have come, and whether it still waits for a decision. No input or output here."""

from datetime import date, timedelta

from directory.people.contacts import Organisation
from directory.reference import KELA, Topic

FURTHEST = timedelta(days=92)
"""Longer away a date is a slip of the pen."""


def can_have_come(day: date, today: date) -> bool:
    """Whether an application for which a decision still waits can have come on this day."""
    return today - FURTHEST <= day <= today


def waits_for_decision(topic: Topic, asker: Organisation) -> bool:
    """Whether whoever asks about this may have an application to decide on, and is asked when it came."""
    return asker.code == KELA and topic.application
