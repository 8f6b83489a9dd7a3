"""The fields that ask who consented, how and when: folded until somebody uses a consent as the basis."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, Container, DateInput, ToggleInput

from cards.actions import switch
from cards.pieces import fact_row, line, note, run
from cards.template import Option
from cards.text import Translate


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
    """What can be chosen, and whether the fields are shown at once."""

    options: tuple[Option, ...]
    """Who can have consented and how."""
    today: str
    answers: ConsentAnswers = field(default_factory=ConsentAnswers)
    opened: bool = False


def consent_part(view: ConsentPartView, t: Translate) -> list[CardElement]:
    """One row until it is needed; then the fields in its place."""
    fill = switch(t("Fill in"), shown=("consent_part",), hidden=("no_consent",))
    folded = fact_row(
        t("Consent"), t("If the basis is consent"), fill, element_id="no_consent", visible=not view.opened
    )
    fields = Container(
        id="consent_part",
        is_visible=None if view.opened else False,
        style="emphasis",
        spacing="Small",
        items=[line(run(t("Consent"), bold=True)), *consent_fields(view, t)],
    )
    return [folded, fields]


def consent_fields(view: ConsentPartView, t: Translate) -> list[CardElement]:
    """Not marked required: they count only when the basis is a consent, and the server checks them."""
    answers = view.answers
    return [
        ChoiceSetInput(
            id="consent",
            label=t("Who gave it and how"),
            style="compact",
            placeholder=t("Choose"),
            value=answers.code or None,
            choices=_choices(view.options),
        ),
        DateInput(
            id="consent_on", label=t("Given on"), placeholder=t("Given on"), value=answers.given_on or view.today
        ),
        note(t("An oral consent covers only this matter.")),
        DateInput(
            id="consent_until",
            label=t("Last day of a written consent"),
            placeholder=t("Last day of a written consent"),
            value=answers.until or None,
        ),
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
