"""The form for a client's own worker: who it is, to tell it, or to forget it (/own)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from microsoft_teams.cards import Action, CardElement, Choice, ChoiceSetInput, DateInput, QueryData, TextInput

from cards.buttons.own_worker_data import OwnWorkerFindData, OwnWorkerSaveData
from cards.client.basis_choice import BasisOption, basis_choice
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, note, notice
from cards.kit.place_and_topic import place_field, with_option
from cards.kit.template import Option
from cards.kit.text import Translate

Doing = Literal["find", "add", "remove"]
LISTED_AT_MOST = 60
"""Workers in the list of the form; in a larger county the others are found by typing."""


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """What the form holds. The identity code is never given back: it has to be typed again."""

    place: str = ""
    basis: str = ""
    consent: str = ""
    worker: str = ""
    municipality: str = ""
    until: str = ""
    """A day as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class OwnFormView:
    """Everything on the form, worded."""

    doing: Doing
    county: str = ""
    """Whose own workers are meant; empty while a Kela handler still has to say it."""
    places: tuple[Option, ...] = ()
    """Areas to choose from; only for a Kela handler."""
    bases: tuple[BasisOption, ...] = ()
    consents: tuple[Option, ...] = ()
    """Who consented and how."""
    workers: tuple[Option, ...] = ()
    """Who can be named; empty when the reader names only themselves."""
    municipalities: tuple[Option, ...] = ()
    latest: str = ""
    """The last day that may be chosen, YYYY-MM-DD."""
    answers: OwnAnswers = field(default_factory=OwnAnswers)
    problems: tuple[tuple[str, str], ...] = ()
    """What to correct: a title and what to do."""


def own_form_card(view: OwnFormView, t: Translate) -> Card:
    """The form. Nothing in it is stored or logged but what its note says."""
    title = _title(view, t)
    body: list[CardElement] = [heading(title)]
    body += [notice(one, text, style="attention") for one, text in view.problems]
    body.append(note(_what_happens(view, t), "None"))
    if view.places:
        body.append(place_field(with_option(view.places, view.answers.place), view.answers.place, t))
    body.append(
        TextInput(
            id="client",
            label=t("Client's identity code"),
            placeholder=t("Identity code, DDMMYY-NNNC"),
            max_length=20,
        )
    )
    body += _naming(view, t) if view.doing == "add" else []
    body += _ground(view, t)
    return finished(body, [_button(view, t)], title, t)


def _title(view: OwnFormView, t: Translate) -> str:
    return {
        "find": t("Who is the client's own worker?"),
        "add": t("Tell a client's own worker"),
        "remove": t("Forget a client's own worker"),
    }[view.doing]


def _what_happens(view: OwnFormView, t: Translate) -> str:
    code = t("The identity code is not stored and never shown in messages.")
    what = {
        "find": t("The question is written in the access log."),
        "add": t("Kela is told the own worker only on a legal basis that allows it; each question is logged."),
        "remove": t("The removal is written in the access log."),
    }[view.doing]
    return " ".join(part for part in (f"{view.county}." if view.county else "", code, what) if part)


def _naming(view: OwnFormView, t: Translate) -> list[CardElement]:
    answers = view.answers
    rows: list[CardElement] = []
    if view.workers:
        rows.append(
            ChoiceSetInput(
                id="worker",
                label=t("Own worker"),
                placeholder=t("Own worker: type or choose"),
                style="filtered",
                value=answers.worker or None,
                choices=_choices(view.workers[:LISTED_AT_MOST]),
                choices_data=QueryData(dataset="own_workers"),
            )
        )
    rows.append(
        DateInput(
            id="until",
            label=t("Remembered until"),
            placeholder=t("Remembered until"),
            value=answers.until or None,
            max=view.latest or None,
        )
    )
    if view.municipalities:
        rows.append(_list("municipality", t("Municipality (optional)"), answers.municipality, view.municipalities, t))
    return rows


def _ground(view: OwnFormView, t: Translate) -> list[CardElement]:
    consent = t("If the basis is consent: who gave it and how")
    return [
        *basis_choice(view.bases, t, chosen=view.answers.basis),
        _list("consent", consent, view.answers.consent, view.consents, t),
    ]


def _list(element_id: str, label: str, value: str, options: Sequence[Option], t: Translate) -> ChoiceSetInput:
    return ChoiceSetInput(
        id=element_id,
        label=label,
        style="compact",
        placeholder=t("Choose"),
        value=value or None,
        choices=_choices(options),
    )


def _choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(title=one.title, value=one.value) for one in options]


def _button(view: OwnFormView, t: Translate) -> Action:
    if view.doing == "find":
        return button(t("Find the own worker"), OwnWorkerFindData(step="find"), filled=True)
    title = t("Save") if view.doing == "add" else t("Remove")
    return button(title, OwnWorkerSaveData(step=view.doing), filled=True)
