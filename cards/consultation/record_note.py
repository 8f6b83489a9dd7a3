"""The offer of a closed matter's texts for the reader's own system, before they are wiped; and what is left of a card
afterwards."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement, TextInput

from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class RecordNoteView:
    """A closed matter's ready text."""

    consultation: int
    topic: str
    place: str
    removed_on: str
    """Worded date: "3.12.2026"."""
    record: str


def record_note_card(view: RecordNoteView, t: Translate) -> Card:
    """The text in a field, from which it can be copied whole."""
    title = t("Removed from Kuntayhteys on {date}", date=view.removed_on)
    body: list[CardElement] = [
        note(" · ".join((consultation_label(view.consultation), view.topic, view.place)), "None"),
        heading(title),
        line(run(t("Copy what is needed to your own client information system.")), gap="None"),
        TextInput(id="record", label=t("Ready text to copy"), is_multiline=True, value=view.record),
    ]
    return finished(body, [], f"{consultation_label(view.consultation)}: {title}", t)


def wiped_text(consultation: int, t: Translate) -> str:
    """What stands in the place of everything the bot has written in a wiped matter."""
    removed = t("The content has been removed because its retention period has ended.")
    return f"{consultation_label(consultation)}: {removed}"


def wiped_card(consultation: int, t: Translate) -> Card:
    """The same as a card."""
    text = wiped_text(consultation, t)
    return finished([note(text, "None")], [], text, t)
