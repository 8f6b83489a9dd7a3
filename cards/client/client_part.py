"""The part of the form about a client: on which ground, who, and what the situation concerns."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, Container, TextInput

from cards.client.basis_choice import BasisOption, basis_choice
from cards.client.consent_part import ConsentPartView, consent_part
from cards.kit.actions import switch
from cards.kit.pieces import fact_row, line, note, run
from cards.kit.template import Option
from cards.kit.text import Translate, situation_name

GENERAL = "general"
SITUATIONS = ("income", "family", "health", "housing")
OwnWorker = Literal["", "first", "only"]
"""first: the client's own worker is asked before the contacts, if one is known. only: nobody else can be asked."""


@dataclass(frozen=True, slots=True)
class ClientPartView:
    """What the part offers and holds; the identity code is never given back."""

    bases: tuple[BasisOption, ...]
    """Legal bases, without the general one, in the order in which they are offered."""
    consent: ConsentPartView
    basis: str = GENERAL
    situation: tuple[str, ...] = ()
    opened: bool = False
    """Shown at once, because it holds something or something in it is wrong."""
    type_again: bool = False
    own_worker: OwnWorker = ""


def client_part(view: ClientPartView, t: Translate) -> list[CardElement]:
    """Revealing is one way: what is hidden again could be sent unseen. No basis is chosen for the writer: who adds a
    client has to think of one, and nothing chosen is a general question."""
    only = view.own_worker == "only"
    opened = view.opened or only
    general = [] if only else [Option(GENERAL, t("General question, no client"))]
    container = Container(
        id="client_part",
        is_visible=None if opened else False,
        separator=True,
        items=[
            line(run(t("Client"), bold=True)),
            *basis_choice(view.bases, t, chosen="" if view.basis == GENERAL else view.basis, before=general),
            *consent_part(view.consent, t),
            TextInput(
                id="client",
                label=t("Identity code"),
                placeholder=t("Identity code, DDMMYY-NNNC"),
                max_length=20,
            ),
            note(_sealing(view, t)),
            *_own_worker(view, t),
            _situation(view, t),
        ],
    )
    if only:
        return [container]
    add = switch(t("Add a client"), shown=("client_part",), hidden=("no_client",))
    default = fact_row(
        t("Client"), t("No client, a general question"), add, element_id="no_client", visible=not opened, separator=True
    )
    return [default, container]


def _sealing(view: ClientPartView, t: Translate) -> str:
    text = t(
        "Sealed at once and never shown in messages. "
        "A participant sees it by pressing Show the client. Each look is logged."
    )
    return f"{t('Type the identity code again.')} {text}" if view.type_again else text


def _own_worker(view: ClientPartView, t: Translate) -> list[CardElement]:
    if view.own_worker != "first":
        return []
    return [note(t("If the client's own worker is known, the question goes to them first."), "None")]


def _situation(view: ClientPartView, t: Translate) -> CardElement:
    return ChoiceSetInput(
        id="situation",
        label=t("What does the situation concern? Optional."),
        style="expanded",
        is_multi_select=True,
        wrap=True,
        value=",".join(view.situation) or None,
        choices=[Choice(title=situation_name(one, t), value=one) for one in SITUATIONS],
    )
