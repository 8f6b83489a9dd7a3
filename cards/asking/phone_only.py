"""An urgent matter goes to the telephone: what to do first, then why, and that nothing was sent (sketch F2)."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.person import PhoneView, telephone
from cards.kit.pieces import line, notice, run, title_row
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class CallView:
    """Who calls and where."""

    who: str
    """ "Työntekijä soittaa" """
    numbers: tuple[tuple[str, PhoneView], ...]
    """Label and number: ("Viranomaislinja", …)."""


@dataclass(frozen=True, slots=True)
class PhoneOnlyView:
    """The agreed way for urgent matters in this area."""

    draft: str
    place: str
    topic: str
    calls: tuple[CallView, ...]
    agreed: str = ""
    """ "Näin on sovittu Etelä-Karjalassa." """
    way_out: str = ""
    """Words of the button for a misreading or the area's exception; empty gives "The matter is not urgent"."""


def phone_only_card(view: PhoneOnlyView, t: Translate) -> Card:
    """Numbers instead of a thread."""
    title = f"{view.place} · {view.topic}"
    correct = button(t("Correct"), ChooseData(draft=view.draft, step="correct"))
    call = t("Call. Urgent matters are not asked about in Kuntayhteys.")
    sent = t("No question was opened and nothing was sent.")
    body: list[CardElement] = [title_row(title, correct), notice(call, f"{view.agreed} {sent}".strip())]
    for one in view.calls:
        body.append(line(run(one.who, bold=True), gap="Default"))
        body += [telephone(phone, t, label=label) for label, phone in one.numbers]
    way_out = view.way_out or t("The matter is not urgent")
    actions: list[Action] = [button(way_out, ChooseData(draft=view.draft, step="not_urgent"))]
    return finished(body, actions, f"{title}. {call}", t)
