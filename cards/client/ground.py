"""On which legal basis a consultation stands: the consent behind it, what ended that, and choosing another."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, TextInput

from cards.buttons.client_data import BasisData
from cards.client.basis_choice import BasisOption, basis_choice
from cards.client.client_part import GENERAL
from cards.client.consent_part import ConsentPartView, consent_part
from cards.kit.actions import button, show
from cards.kit.frame import Card, finished, inner
from cards.kit.k_number import consultation_label
from cards.kit.pieces import fact_row, heading, note, notice
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class GroundView:
    """The basis, worded for one reader."""

    consultation: int
    topic: str
    place: str
    basis: str
    law: str = ""
    """The reference, with its reminder where it has not been checked; empty for a general question."""
    consent: str = ""
    """ "Asiakas suullisesti, 20.11.2026, koskee tätä asiaa" """
    ended: str = ""
    """What became of the consent, as a heading; empty while it holds."""
    ended_at: str = ""
    may_end: bool = False
    """The reader may tell that the consent has ended."""
    bases: tuple[BasisOption, ...] = ()
    """Those the reader may choose instead, without the general one; none for a reader who may not choose."""
    chooses: bool = False
    consents: ConsentPartView | None = None
    chosen: str = ""
    """The basis chosen before the form came back."""
    problem: tuple[str, str] = ("", "")
    """What has to be corrected: a title and what to do."""
    closed: bool = False
    """The matter is closed: nothing more is passed on in any case."""
    over_question: bool = False
    """Shown in the place of the question's own card, to which a button leads back."""


def ground_card(view: GroundView, t: Translate) -> Card:
    """What is known, and what the asking side can do about it."""
    title = view.ended or t("Legal basis: {basis}", basis=view.basis)
    body: list[CardElement] = [
        note(" · ".join((consultation_label(view.consultation), view.topic, view.place)), "None"),
        heading(title),
    ]
    if view.problem[0]:
        body.append(notice(*view.problem, style="attention"))
    if view.ended and view.closed:
        body.append(notice(destroyed_text(t)))
    elif view.ended:
        body.append(notice(t("Nothing is passed on"), ended_text(t)))
    if view.ended:
        body.append(fact_row(t("Legal basis"), view.basis))
        body.append(fact_row(t("Ended"), view.ended_at))
    if view.law:
        body.append(fact_row(t("Law"), view.law))
    if view.consent:
        body.append(fact_row(t("Consent"), view.consent))
    return finished(body, _actions(view, t), f"{consultation_label(view.consultation)}: {title}", t)


def ended_text(t: Translate) -> str:
    """What the end of a consent means, on every card that tells of it."""
    return t(
        "The client's identity code has been destroyed. Messages go on once the asker has "
        "chosen another legal basis, or goes on with a general question, without the client."
    )


def destroyed_text(t: Translate) -> str:
    """What the end of a consent means in a closed matter whose client was kept for a follow-up."""
    return t("The client's identity code has been destroyed.")


def in_general_text(t: Translate) -> str:
    """That a matter goes on without its client, on every card that tells of it."""
    return t("The consent has ended. The question goes on in general: do not write of the client any more.")


def _actions(view: GroundView, t: Translate) -> list[Action]:
    number = view.consultation
    actions: list[Action] = []
    if view.may_end:
        ends = [
            button(t("It was withdrawn"), BasisData(consultation=number, step="withdrawn"), inputs=False),
            button(t("It was narrowed"), BasisData(consultation=number, step="narrowed"), inputs=False),
        ]
        means = (
            t("Marking the consent as ended destroys the client's code at once.")
            if view.closed
            else t("Marking the consent as ended destroys the client's code and stops the messages.")
        )
        actions.append(show(t("The consent ended"), inner([note(means)], ends)))
    if view.chooses and view.consents is not None:
        change = button(t("Save"), BasisData(consultation=number, step="change"), filled=True)
        actions.append(show(t("Change the basis"), inner(_fields(view, t), [change]), filled=bool(view.ended)))
    if view.over_question:
        actions.append(button(t("Back"), BasisData(consultation=number, step="back"), inputs=False))
    return actions


def _fields(view: GroundView, t: Translate) -> list[CardElement]:
    general = Option(GENERAL, t("General question, no client"))
    consents = view.consents
    return [
        *basis_choice(view.bases, t, chosen=view.chosen, before=[general]),
        TextInput(
            id="client",
            label=t("Identity code, unless the question is general"),
            placeholder=t("Identity code, DDMMYY-NNNC"),
            max_length=20,
        ),
        *(consent_part(consents, t) if consents is not None else []),
    ]
