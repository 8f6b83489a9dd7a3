"""What can be typed (/help), and the bot's first words when it is added to a place."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, Container

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button, type_command
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class CommandView:
    """A command, what it does, and an example."""

    command: str
    """As typed in the reader's language: "/consult"."""
    meaning: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class HelpView:
    """The commands this reader may use, in the order shown."""

    commands: tuple[CommandView, ...]
    example: str
    """ "/consult Lappeenranta asumismenot" """
    unread: bool = False
    """Shown because what was typed was not a command."""
    of_role: tuple[CommandView, ...] = ()
    """Further ones for the reader's role in the directory."""


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """The first card in a chat or channel."""

    example: str
    in_channel: bool = False
    reader_is_kela: bool = True
    """Words differ by direction."""


def help_card(view: HelpView, t: Translate) -> Card:
    """The commands with their meanings."""
    title = t("This was not recognised as a command") if view.unread else t("What can be typed")
    body: list[CardElement] = [heading(title)]
    body += _how_to_ask(view.example, t)
    for one in view.commands:
        body += _command(one, view.example)
    if view.of_role:
        title_of_role = line(run(t("For your role in the directory"), bold=True, subtle=True), gap="None")
        body.append(Container(items=[title_of_role], separator=True, spacing="Medium"))
    for one in view.of_role:
        body += _command(one, view.example)
    return finished(body, _buttons(t), f"{title}. {view.example}", t)


def welcome_card(view: WelcomeView, t: Translate) -> Card:
    """What the bot is for, in three sentences."""
    title = t("Kuntayhteys is here")
    what = (
        t("Reaches the right named person in a wellbeing services county. The answer comes back to this chat.")
        if view.reader_is_kela
        else t("Reaches Kela's named person for this area. Kela's questions also come to this chat.")
    )
    body: list[CardElement] = [
        heading(title),
        line(run(what), gap="None"),
        *_how_to_ask(view.example, t),
        note(t("No names or identity codes in messages. The client has a sealed field of their own.")),
    ]
    if view.in_channel:
        body.append(note(t("In this channel members see the questions and answers; the form only its writer."), "None"))
    return finished(body, _buttons(t), f"{title}. {view.example}", t)


def _command(one: CommandView, shown_before: str) -> list[CardElement]:
    words: list[CardElement] = [line(run(one.command, bold=True), run(f" · {one.meaning}"), gap="Default")]
    return words if one.example in {"", one.command, shown_before} else [*words, note(one.example, "None")]


def _how_to_ask(example: str, t: Translate) -> list[CardElement]:
    how = t("To ask, type the place and the topic in any order. For example:")
    return [line(run(how), gap="None"), line(run(example, bold=True), gap="None")]


def _buttons(t: Translate) -> list[Action]:
    return [
        button(t("Ask…"), ChooseData(step="start"), filled=True),
        type_command(t("Open questions"), t("/open")),
    ]
