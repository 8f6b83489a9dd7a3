"""The cards of areas' rules, made from the sample directory as a handler and as a coordinator see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.upkeep.areas.area_forms import form_view, lines_view, plan_form_view, plan_view
from bot.upkeep.areas.views import DraftRule, RuleReader, rule_view, simulation_view
from bot.upkeep.changes.model import Change, gist_of
from cards.areas.area_form import area_form_card, lines_form_card
from cards.areas.area_plan import area_plan_card, area_plan_form_card
from cards.areas.area_rule import area_rule_card
from cards.areas.area_simulation import area_simulation_card
from cards.contacts.change import ChangeView, FieldView, RowView, change_card
from cards.kit.frame import Card
from cards.kit.text import Translate, language_code
from config.texts import LANGUAGES
from directory.areas.areas import AreaRule
from directory.people.contacts import DirectoryId, directory_of
from directory.records.changes import Edit, put
from directory.records.diffing import Wordbook
from directory.routing.simulating import Case
from directory.time.hours import parse_hours
from tests.known import CONTENT, REFERENCE

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
CHRISTMAS_EVE = datetime(2026, 12, 24, 8, 0, tzinfo=UTC)
EKSOTE = next(rule for rule in CONTENT.areas if rule.area == "11")
COMING = replace(
    EKSOTE,
    valid_from=date(2026, 12, 1),
    state="agreed",
    who_may_ask="anyone",
    urgency="demanding_only",
    working_hours=parse_hours("ma-to 8-16; pe 8-14"),
    fall_backs=("advice", "kela_contact"),
)
DRAFT = Change(
    id=12,
    organisation="11",
    kind="area_rule",
    state="second",
    gist=gist_of((Edit("areas", None, COMING),)),
    why="",
    made_by=DirectoryId("t", "a"),
    made_by_name="Ritva Keksitty",
    made_at=NOW,
)


LONGEST = RowView("changed", "Ä" * 200, tuple(FieldView("Å" * 40, "Ä" * 200, "Ö" * 200) for _ in range(20)))
WAITING = DraftRule(DRAFT.edits, "M-12")


def _reader(t: Translate, coordinates: str = "", *rules: AreaRule) -> RuleReader:
    language = next(one for one in LANGUAGES if one == language_code(t))
    return RuleReader(directory_of(put(CONTENT, *rules)), REFERENCE, language, NOW, coordinates)


def _to_accept(t: Translate) -> Card:
    """The second coordinator's card of the draft."""
    reader = _reader(t)
    told = Wordbook(REFERENCE, {}, reader.language, t, reader.directory.rules).record(DRAFT.edits[0])
    row = RowView(told.how, told.title, tuple(FieldView(one.name, one.before, one.after) for one in told.fields))
    view = ChangeView(12, "Toimintatavat", "second", "second", "Ritva Keksitty", "24.11.2026 klo 9.12", (row,), 1)
    return change_card(view, t)


SCENES: dict[str, Callable[[Translate], Card]] = {
    "R1-rule": lambda t: area_rule_card(rule_view(_reader(t), "11", ()), t),
    "R1-rule-coordinator": lambda t: area_rule_card(rule_view(_reader(t, "11", COMING), "11", (DRAFT,)), t),
    "R1-rule-unknown": lambda t: area_rule_card(rule_view(_reader(t), "06", ()), t),
    "R1-rule-kela": lambda t: area_rule_card(rule_view(_reader(t, "KELA"), "KELA", ()), t),
    "R2-form": lambda t: area_form_card(
        form_view(_reader(t, "11", COMING), "11", "19:here", ("Kalle Malli", "Leena Ohjenuora")), t
    ),
    "R2-form-kela": lambda t: area_form_card(form_view(_reader(t, "KELA"), "KELA", "", ("Anna Luonnos",)), t),
    "R6-plan": lambda t: area_plan_card(plan_view(_reader(t, "11"), "11"), t),
    "R6-plan-form": lambda t: area_plan_form_card(plan_form_view(_reader(t, "11"), "11", ("Kalle Malli",)), t),
    "R3-lines": lambda t: lines_form_card(lines_view(_reader(t, "11"), "11"), t),
    "R4-trial": lambda t: area_simulation_card(
        simulation_view(_reader(t), Case("11", CHRISTMAS_EVE, "405", "asumismenot"), None, "24.12. klo 10"), t
    ),
    "R4-trial-draft": lambda t: area_simulation_card(
        simulation_view(_reader(t, "11"), Case("11", CHRISTMAS_EVE, topic="kiirehtiminen"), WAITING, "24.12. klo 10"), t
    ),
    "R5-change": _to_accept,
    "R5-change-longest": lambda t: change_card(
        ChangeView(12, "Ä" * 60, "second", "second", "Ö" * 60, "24.11.2026 klo 9.12", (LONGEST,), 1), t
    ),
    "R4-trial-no-contact": lambda t: area_simulation_card(
        simulation_view(_reader(t), Case("02", NOW, topic="vuokrarasti-haato"), None, ""), t
    ),
}
