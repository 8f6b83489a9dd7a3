"""What was probably meant by a line that was not understood, as one button that types it."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.kit.actions import type_command
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, quote, run, words
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class MeantView:
    """The command line that the button types, in the reader's words: "/konsultoi Eksote asumismenot"."""

    command: str


def meant_card(view: MeantView, t: Translate) -> Card:
    """Nothing was done; one press does what was meant."""
    title = t("Did you mean this?")
    body: list[CardElement] = [
        heading(title),
        line(run(t("The line was not understood, so nothing was done. All commands: /help")), gap="None"),
        quote(words(view.command)),
    ]
    return finished(body, [type_command(t("Yes, do this"), view.command)], f"{title} {view.command}", t)
