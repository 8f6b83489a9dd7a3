"""Choosing the language in which the bot writes to this person (/language)."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement

from cards.kit.actions import type_command
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, run
from cards.kit.text import Language, Translate

NAMES: tuple[tuple[Language, str, str], ...] = (
    ("fi", "Suomi", "/kieli suomi"),
    ("sv", "Svenska", "/språk svenska"),
    ("en", "English", "/language English"),
)
"""Each language by its own name, so that it is found in any language."""


@dataclass(frozen=True, slots=True)
class LanguageView:
    """The language used now."""

    current: Language


def language_card(view: LanguageView, t: Translate) -> Card:
    """The other languages as buttons."""
    title = t("Language of the bot's messages")
    name = next(name for code, name, _ in NAMES if code == view.current)
    body: list[CardElement] = [heading(title), line(run(t("Now: {language}", language=name)), gap="None")]
    actions: list[Action] = [type_command(name, command) for code, name, command in NAMES if code != view.current]
    return finished(body, actions, title, t)
