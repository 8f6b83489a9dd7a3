"""An urgent matter: whom to call first, then why, and that nothing was sent (sketch F2)."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import CardElement

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.person import PhoneView, telephone
from cards.kit.pieces import line, notice, run, title_row
from cards.kit.text import Translate

WayOn = Literal["urgent", "not_urgent"]
URGENT: WayOn = "urgent"
NOT_URGENT: WayOn = "not_urgent"


@dataclass(frozen=True, slots=True)
class CallView:
    """Who calls and where."""

    who: str
    """ "Työntekijä soittaa" """
    numbers: tuple[tuple[str, PhoneView], ...]
    """Label and number: ("Viranomaislinja", …)."""


@dataclass(frozen=True, slots=True)
class UrgentView:
    """Whom to call before anything is asked, or instead."""

    draft: str
    place: str
    topic: str
    calls: tuple[CallView, ...]
    first: str
    """What to do first, as a heading: "Soita. Kiireellisiä asioita ei kysytä Kuntayhteydessä." """
    why: str
    """What was read as urgent or has been agreed, and that nothing was sent."""
    ways: tuple[tuple[str, WayOn], ...]
    """How the matter can be asked about all the same: a button's words and what it says of the matter."""


def urgent_card(view: UrgentView, t: Translate) -> Card:
    """Numbers instead of a thread."""
    title = f"{view.place} · {view.topic}"
    correct = button(t("Correct"), ChooseData(draft=view.draft, step="correct"))
    body: list[CardElement] = [title_row(title, correct), notice(view.first, view.why)]
    for one in view.calls:
        body.append(line(run(one.who, bold=True), gap="Default"))
        body += [telephone(phone, t, label=label) for label, phone in one.numbers]
    ways = [button(words, ChooseData(draft=view.draft, step=step)) for words, step in view.ways]
    body += [row(one) for one in ways[:-1]]  # their words are long: side by side they do not fit a telephone
    return finished(body, ways[-1:], f"{title}. {view.first}", t)
