"""The cards about what waits: reminders, a coordinator's morning, a step that was late."""

from collections.abc import Callable

from cards.frame import Card
from cards.nudge import NudgeRowView, NudgeView, nudge_card
from cards.text import Translate

ONE = NudgeRowView(1042, 3, "asumismenot", "Lappeenranta", "Liisa Näyte", "ke 25.11. klo 16", taken=False)
MINE = NudgeRowView(
    1043, 2, "kuntouttava työtoiminta", "Keski-Uusimaa", "Veikko Vieras", "to 26.11. klo 16", taken=True
)
LONG = NudgeRowView(123456789, 9, "Ä" * 60, "Pohjois-Pohjanmaa", "Å" * 60, "ke 25.11. klo 16.30", taken=False)

SCENES: dict[str, Callable[[Translate], Card]] = {
    "W1-one": lambda t: nudge_card(NudgeView((ONE,)), t),
    "W1-taken": lambda t: nudge_card(NudgeView((MINE,)), t),
    "W1-several": lambda t: nudge_card(NudgeView((ONE, MINE)), t),
    "W1-many": lambda t: nudge_card(NudgeView((LONG,) * 50), t),
    "W1-after-a-press": lambda t: nudge_card(NudgeView((MINE,), "K-1042 on nyt minulla."), t),
    "W1-nothing": lambda t: nudge_card(NudgeView(()), t),
}
