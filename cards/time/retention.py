"""For how long closed matters are kept: the organisation's own period, shown and changed."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement, NumberInput

from cards.buttons.time_data import RetentionData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class RetentionView:
    """The period of the reader's organisation, in days after closing."""

    organisation: str
    days: int
    """The period in force."""
    wanted: int
    """What the field begins with."""
    shortest: int
    longest: int
    offered_before: int
    """Working days before the removal on which the texts are offered for copying."""
    saved: bool = False
    """The period has just been changed."""


def retention_card(view: RetentionView, t: Translate) -> Card:
    """The period and what it means, with a field for another one."""
    title = (
        t("Saved: {count} day", plural="Saved: {count} days", count=view.days)
        if view.saved
        else t("Retention of closed questions")
    )
    body: list[CardElement] = [
        heading(title),
        line(run(view.organisation, bold=True), gap="None"),
        line(
            run(
                t(
                    "Messages and names are removed {count} day after closing, from Teams too.",
                    plural="Messages and names are removed {count} days after closing, from Teams too.",
                    count=view.days,
                )
            )
        ),
        note(
            t(
                "{count} working day before, both sides get the text to copy. If the other organisation has a "
                "shorter period, that one holds. Statistics are kept without people.",
                plural="{count} working days before, both sides get the text to copy. If the other organisation has a "
                "shorter period, that one holds. Statistics are kept without people.",
                count=view.offered_before,
            )
        ),
        NumberInput(
            id="days",
            label=t("Days after closing ({shortest}–{longest})", shortest=view.shortest, longest=view.longest),
            min=view.shortest,
            max=view.longest,
            value=view.wanted,
            is_required=True,
            error_message=t(
                "Give a number from {shortest} to {longest}.", shortest=view.shortest, longest=view.longest
            ),
        ),
        note(t("The change applies to questions closed from now on.")),
    ]
    return finished(body, [button(t("Save"), RetentionData(), filled=True)], title, t)
