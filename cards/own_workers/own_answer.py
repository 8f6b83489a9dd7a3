"""The answer to who a client's own worker is: the person, that none is known, or that it may not be told."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement

from cards.asking.consult_view import ContactView
from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.person import person_rows, telephone
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class OwnAnswerView:
    """What may be told. The client is not named: the reader knows whom they asked about."""

    state: Literal["told", "not_known", "not_told"]
    county: str
    """The county's name, worded."""
    worker: ContactView | None = None
    until: str = ""
    """Worded last day, for the county's own workers only."""
    draft: str = ""
    """The consult form that the button opens; empty hides the button."""


def own_answer_card(view: OwnAnswerView, t: Translate) -> Card:
    """The answer. `not_known` and `not_told` say nothing of whether the client has an own worker."""
    title = _title(view, t)
    body: list[CardElement] = [note(view.county, "None"), heading(title, "None")]
    if view.worker is not None:
        below: list[CardElement] = [note(" · ".join(view.worker.reasons), "None")] if view.worker.reasons else []
        below += [telephone(one, t) for one in view.worker.phones]
        body.append(person_rows(view.worker.person, t, *below))
    body += [line(run(one)) for one in _sentences(view, t)]
    body.append(note(t("The question was written in the access log.")))
    return finished(body, _actions(view, t), title, t)


def _title(view: OwnAnswerView, t: Translate) -> str:
    if view.state == "told" and view.worker is not None:
        return t("Own worker: {name}", name=view.worker.person.name)
    if view.state == "not_known":
        return t("No own worker is known here")
    return t("The own worker cannot be told on this basis")


def _sentences(view: OwnAnswerView, t: Translate) -> list[str]:
    if view.state == "told":
        return [t("Remembered until {date}.", date=view.until)] if view.until else []
    if view.state == "not_known":
        return [t("The client may have one all the same: the county has not told it here.")]
    return [
        t("A question about the client can still be sent."),
        t("It goes to the own worker first, if one is known, and otherwise to the county's contact persons."),
    ]


def _actions(view: OwnAnswerView, t: Translate) -> list[Action]:
    if not view.draft:
        return []
    title = t("Ask this worker") if view.state == "told" else t("Ask the county")
    return [button(title, ChooseData(draft=view.draft, step="own"), filled=True)]
