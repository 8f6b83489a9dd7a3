"""The fields that ask who consented, how and when, for whoever uses a consent as the basis."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, Container, DateInput, ToggleInput

from cards.kit.actions import switch
from cards.kit.pieces import fact_row, note
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class ConsentAnswers:
    """What the fields hold; days as YYYY-MM-DD."""

    code: str = ""
    """Who consented and how, as one of the offered values."""
    given_on: str = ""
    """Empty for today."""
    until: str = ""
    names_us: bool = False


@dataclass(frozen=True, slots=True)
class ConsentPartView:
    """What can be chosen, and whether the fields of a written consent are shown at once."""

    options: tuple[Option, ...]
    """Who can have consented and how."""
    today: str
    answers: ConsentAnswers = field(default_factory=ConsentAnswers)
    opened: bool = False


def consent_part(view: ConsentPartView, t: Translate) -> list[CardElement]:
    """Not marked required: the fields count only when the basis is a consent, and the server checks them.

    What only a written consent asks for is folded: most are oral.
    """
    answers = view.answers
    fill = switch(t("Fill in"), shown=("written_consent",), hidden=("no_written_consent",))
    folded = fact_row(
        t("Written consent"),
        t("Last day and scope"),
        fill,
        element_id="no_written_consent",
        visible=not view.opened,
    )
    given = ChoiceSetInput(
        id="consent",
        label=t("If the basis is consent: who gave it and how"),
        style="compact",
        placeholder=t("Choose"),
        value=answers.code or None,
        choices=_choices(view.options),
    )
    label = t("Consent given on")
    day = DateInput(id="consent_on", label=label, placeholder=label, value=answers.given_on or view.today)
    written = Container(
        id="written_consent",
        is_visible=None if view.opened else False,
        style="emphasis",
        spacing="Small",
        items=_written(answers, t),
    )
    return [given, day, note(t("An oral consent covers only this matter."), "None"), folded, written]


def _written(answers: ConsentAnswers, t: Translate) -> list[CardElement]:
    label = t("Last day of a written consent")
    return [
        DateInput(id="consent_until", label=label, placeholder=label, value=answers.until or None),
        ToggleInput(
            id="consent_names_us",
            title=t("The written consent names this recipient and this matter"),
            value="true" if answers.names_us else "false",
            value_on="true",
            value_off="false",
            wrap=True,
        ),
    ]


def _choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(title=one.title, value=one.value) for one in options]
