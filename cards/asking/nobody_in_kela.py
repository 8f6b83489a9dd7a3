"""A question within Kela for which nobody else is named: why, and the way on to the area itself."""

from dataclasses import dataclass

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import line, run, title_row
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class NobodyInKelaView:
    """What was asked about."""

    draft: str
    place: str
    topic: str
    reader_is_contact: bool
    """The reader is Kela's contact person for the area, and there is no other."""


def nobody_in_kela_card(view: NobodyInKelaView, t: Translate) -> Card:
    """Nothing has been sent; one press asks the area instead."""
    title = f"{view.place} · {view.topic}"
    why = (
        t("You are Kela's contact person for this area, and no other has been named.")
        if view.reader_is_contact
        else t("Kela has named no contact person for this area.")
    )
    correct = button(t("Correct"), ChooseData(draft=view.draft, step="correct"))
    county = button(t("Ask the area"), ChooseData(draft=view.draft, step="county"), filled=True)
    body = [title_row(title, correct), line(run(why)), line(run(t("Nothing was sent.")), gap="None")]
    return finished(body, [county], f"{title}. {why}", t)
