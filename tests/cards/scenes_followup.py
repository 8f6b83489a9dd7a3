"""The follow-up card in its states, and the list."""

from collections.abc import Callable
from dataclasses import replace

from cards.kit.frame import Card
from cards.kit.text import Translate
from cards.time.followup import FollowupListView, FollowupRowView, FollowupView, followup_card, followup_list_card

OPEN = FollowupView(
    consultation=1042,
    topic="asumismenot",
    place="Lappeenranta",
    people="Liisa Näyte, Kela · Maija Esimerkki, Etelä-Karjala",
    day="ke 9.12.",
    seen="2026-12-09",
    note="Tarkistetaan, onko vuokranantaja saanut maksun.",
)
ROW = FollowupRowView(1042, "asumismenot", "Lappeenranta", "ke 9.12.", "2026-12-09")
LONG = FollowupRowView(123456789, "Ä" * 60, "Pohjois-Pohjanmaa", "ke 9.12.", "2026-12-09")
LEFT = replace(ROW, consultation=1040, can_open=False)

SCENES: dict[str, Callable[[Translate], Card]] = {
    "W3-followup": lambda t: followup_card(OPEN, t),
    "W3-came-back": lambda t: followup_card(replace(OPEN, came_back=True, note=""), t),
    "W3-deputy": lambda t: followup_card(replace(OPEN, away="Maija Esimerkki"), t),
    "W3-asker-absent": lambda t: followup_card(replace(OPEN, absent=("Liisa Näyte on poissa pe 18.12. asti.",)), t),
    "W3-client": lambda t: followup_card(replace(OPEN, basis="ilmeinen tuen tarve (SHL 35 §)"), t),
    "W3-left": lambda t: followup_card(replace(OPEN, came_back=True, state="left"), t),
    "W3-handled": lambda t: followup_card(replace(OPEN, came_back=True, state="done"), t),
    "W3-list": lambda t: followup_list_card(FollowupListView((ROW, replace(ROW, consultation=1051))), t),
    "W3-list-coordinator": lambda t: followup_list_card(FollowupListView((ROW,), (LEFT,)), t),
    "W3-list-long": lambda t: followup_list_card(FollowupListView((LONG,) * 40), t),
    "W3-list-empty": lambda t: followup_list_card(FollowupListView(()), t),
}
