"""What the buttons carry of reminders, follow-ups, decision times and periods."""

from typing import Literal

from cards.kit.button_data import ButtonData, Chosen, Code, Number, NumberOrNone


class NudgeClaimData(ButtonData, verb="nudge.claim"):
    """*Otan tämän* on a reminder."""

    consultation: Number
    version: NumberOrNone = None


class SnoozeData(ButtonData, verb="nudge.snooze"):
    """A reminder put off."""

    step: Literal["hours", "tomorrow"]


class FollowupData(ButtonData, verb="consultation.followup"):
    """A follow-up handled, moved by a week, gone on with, or shown."""

    consultation: Number
    seen: Code = ""
    """The day that the card shows."""
    step: Literal["ask", "done", "week", "card"]


class DecisionData(ButtonData, verb="consultation.decision"):
    """The application came, more information was asked for, or it came."""

    consultation: Number
    version: NumberOrNone = None
    step: Literal["start", "arrived", "asked"]
    day: Chosen = ""


class RetentionData(ButtonData, verb="retention.save"):
    """For how many days closed questions are kept."""

    days: NumberOrNone = None
