"""The decision time in its states."""

from collections.abc import Callable
from dataclasses import replace

from cards.kit.frame import Card
from cards.kit.text import Translate
from cards.time.decision import DecisionView, decision_card

COUNTED = DecisionView(
    consultation=1042,
    topic="asumismenot",
    place="Lappeenranta",
    due="ke 2.12.",
    left="4 työpäivää jäljellä",
    arrived="ma 23.11.",
)
SCENES: dict[str, Callable[[Translate], Card]] = {
    "T1-counted": lambda t: decision_card(COUNTED, t),
    "T1-awaited": lambda t: decision_card(replace(COUNTED, arrived="", asked_until="pe 4.12."), t),
    "T1-asked-when": lambda t: decision_card(DecisionView(1042, "asumismenot", "Lappeenranta"), t),
    "T1-closed": lambda t: decision_card(replace(COUNTED, closed=True), t),
}
