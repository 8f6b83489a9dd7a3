"""The cards about what waits: reminders, a coordinator's morning, a step that was late."""

from collections.abc import Callable
from dataclasses import replace

from cards.kit.frame import Card
from cards.kit.text import Translate
from cards.time.digest_card import DigestView, UnansweredRowView, digest_card
from cards.time.morning_card import MorningRowView, MorningView, morning_card
from cards.time.nudge import NudgeRowView, NudgeView, nudge_card

ONE = NudgeRowView(1042, 3, "asumismenot", "Lappeenranta", "Liisa Näyte", "ke 25.11. klo 16", taken=False)
MINE = NudgeRowView(
    1043, 2, "kuntouttava työtoiminta", "Keski-Uusimaa", "Veikko Vieras", "to 26.11. klo 16", taken=True
)
LONG = NudgeRowView(123456789, 9, "Ä" * 60, "Pohjois-Pohjanmaa", "Å" * 60, "ke 25.11. klo 16.30", taken=False)

LATE = MorningRowView("Lappeenranta", "Asumismenot", (1042, 1047, 1050), 2, "ma 23.11. klo 9.12")
OTHER = MorningRowView("Etelä-Karjala", "Kuntouttava työtoiminta", (1051,), 0, "ma 23.11. klo 13")
LATEST = MorningRowView("Ä" * 40, "Ö" * 60, tuple(range(100000, 100030)), 15, "ma 23.11. klo 9.12")

WEEK = DigestView(
    days="16.11.–22.11.2026",
    received=14,
    answered=12,
    median="3 työtunnissa",
    waited=2,
    asked=3,
    asked_answered=3,
    unanswered=(
        UnansweredRowView("Lappeenranta", "Asumismenot", (1031,)),
        UnansweredRowView("Imatra", "Vuokrarästi ja häätöuhka", (1038,)),
    ),
    to_check=2,
)
QUIET_WEEK = DigestView("16.11.–22.11.2026", 0, 0, "", 0, 0, 0, (), 1)
LONG_WEEK = replace(WEEK, unanswered=(UnansweredRowView("Ä" * 40, "Ö" * 60, tuple(range(100000, 100030))),) * 30)

SCENES: dict[str, Callable[[Translate], Card]] = {
    "W1-one": lambda t: nudge_card(NudgeView((ONE,)), t),
    "W1-taken": lambda t: nudge_card(NudgeView((MINE,)), t),
    "W1-several": lambda t: nudge_card(NudgeView((ONE, MINE)), t),
    "W1-many": lambda t: nudge_card(NudgeView((LONG,) * 50), t),
    "W1-after-a-press": lambda t: nudge_card(NudgeView((MINE,), "K-1042 on nyt minulla."), t),
    "W2-morning": lambda t: morning_card(MorningView((LATE, OTHER)), t),
    "W2-morning-long": lambda t: morning_card(MorningView((LATEST,) * 60), t),
    "W4-week": lambda t: digest_card(WEEK, t),
    "W4-week-quiet": lambda t: digest_card(QUIET_WEEK, t),
    "W4-week-long": lambda t: digest_card(LONG_WEEK, t),
    "W1-nothing": lambda t: nudge_card(NudgeView(()), t),
}
