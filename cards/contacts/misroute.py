"""A question came to the wrong person: whether the coordinator corrects the directory."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement, Choice, ChoiceSetInput

from cards.buttons.contact_data import ContactSaveData, MisrouteData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import around, heading, line, note, top_row
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class MisrouteView:
    """One wrong turn. Names, places and times are worded by the caller."""

    misroute: int
    state: Literal["open", "corrected", "left"]
    when: str
    """When it was told, or decided."""
    place: str
    topic: str
    refuser: str
    refuser_id: str
    """The contact's code: whose details the editing button opens."""
    named: str = ""
    """The right person or unit; empty when nobody was named."""
    count: int = 1
    """How often the same has happened in 90 days."""
    repairs: tuple[Option, ...] = ()
    """What could be corrected, the likeliest first."""
    change: str = ""
    """ "M-12", when it has been corrected."""


def misroute_card(view: MisrouteView, t: Translate) -> Card:
    """The question to the coordinator, or what was decided."""
    title = {
        "open": t("Should the directory be corrected?"),
        "corrected": t("The directory was corrected"),
        "left": t("The directory was left as it is"),
    }[view.state]
    matter = f"{view.place} · {view.topic}"
    body: list[CardElement] = [top_row(matter, view.when, calls=view.state == "open"), heading(title)]
    said = t("{name} says this is not theirs.", name=view.refuser)
    right = t("The right one: {name}.", name=view.named) if view.named else t("Nobody else was named.")
    body += [line(*around(said, view.refuser), gap="None"), line(*around(right, view.named), gap="None")]
    if view.count > 1:
        again = t(
            "The same has happened once in 90 days.",
            plural="The same has happened {count} times in 90 days.",
            count=view.count,
        )
        body.append(note(again))
    if view.state == "corrected":
        body.append(note(t("Change {label}. It is undone with /undo {label}.", label=view.change)))
    if view.state == "open":
        body += _choice(view, t)
    return finished(body, _actions(view, t) if view.state == "open" else [], f"{title} {matter}", t)


def _choice(view: MisrouteView, t: Translate) -> list[CardElement]:
    if not view.repairs:
        return [note(t("Nothing here can be corrected with one press. The details can be edited."))]
    if len(view.repairs) == 1:
        return [note(t("Correction: {repair}", repair=view.repairs[0].title))]
    choices = [Choice(title=one.title, value=one.value) for one in view.repairs]
    return [
        ChoiceSetInput(
            id="repair", label=t("Correction"), style="expanded", wrap=True, value=choices[0].value, choices=choices
        )
    ]


def _actions(view: MisrouteView, t: Translate) -> list[Action]:
    left = button(t("No change"), MisrouteData(misroute=view.misroute, step="leave"), inputs=False)
    if not view.repairs:
        edit = ContactSaveData(contact=view.refuser_id, step="open")
        return [button(t("Edit the details"), edit, filled=True, inputs=False), left]
    return [button(t("Correct the directory"), MisrouteData(misroute=view.misroute, step="fix"), filled=True), left]
