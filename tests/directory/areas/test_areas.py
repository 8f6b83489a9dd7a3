"""Rules of areas are dated: which one is in force, which comes next, and that files and tables keep them."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from config.database import Database
from directory.areas.areas import FALL_BACKS, AreaRule, in_force, next_change
from directory.exchange.directory_file import read_file, write_file
from directory.records.merging import plan_import
from directory.records.records import Record, to_records
from directory.reference import load_reference
from directory.stored.store import load_content, save_content
from tests.directory.sample_people import directory

DAY = date(2026, 11, 24)
REFERENCE = load_reference()
days = st.dates(DAY - timedelta(30), DAY + timedelta(30))


def rules_from(starts: list[date]) -> tuple[AreaRule, ...]:
    return tuple(AreaRule("11", valid_from=start, source=start.isoformat()) for start in starts)


@given(starts=st.lists(st.one_of(days, st.just(date.min)), unique=True, max_size=8), day=days)
def test_the_rule_in_force_is_that_of_the_latest_day_passed(starts: list[date], day: date) -> None:
    rules = rules_from(starts)
    by_hand: AreaRule | None = None
    for one in sorted(starts):
        if one <= day:
            by_hand = next(rule for rule in rules if rule.valid_from == one)
    assert in_force(rules, day) == by_hand
    assert directory(rules=rules).rule_on("11", day) == (by_hand or AreaRule("11"))
    assert next_change(rules, day) == next(
        (rule for one in sorted(starts) for rule in rules if rule.valid_from == one > day), None
    )


@given(starts=st.lists(days, unique=True, min_size=1, max_size=8), day=days)
def test_a_rule_stays_in_force_until_the_next_begins(starts: list[date], day: date) -> None:
    rules = rules_from(starts)
    coming = next_change(rules, day)
    eve = coming.valid_from - timedelta(1) if coming else day + timedelta(100)
    assert in_force(rules, eve) == in_force(rules, day)


DATED = (
    AreaRule("11", urgency="excluded"),
    AreaRule("11", valid_from=date(2027, 1, 1), urgency="allowed", fall_backs=("advice", "kela_contact")),
    AreaRule("KELA", state="agreed", who_may_ask="named"),
)


async def test_dated_rules_are_stored_and_read_back(database: Database) -> None:
    content = directory(rules=DATED).content
    async with database.write() as connection:
        await save_content(connection, content)
        assert (await load_content(connection)).areas == DATED
        changed = replace(content, areas=(DATED[0], replace(DATED[1], urgency="excluded"), DATED[2]))
        await save_content(connection, changed)
        assert (await load_content(connection)).areas == changed.areas
        await save_content(connection, replace(content, areas=DATED[:1]))
        assert (await load_content(connection)).areas == DATED[:1]


def test_dated_rules_go_round_in_every_format() -> None:
    content = directory(rules=DATED).content
    for file_format in ("json", "csv", "xlsx"):
        records = read_file(write_file(to_records(content), file_format), file_format)
        plan = plan_import(records, directory().content, REFERENCE)
        assert (plan.problems, plan.content.areas) == ((), DATED), file_format


def test_a_file_from_before_rules_were_dated_still_imports() -> None:
    record = Record("areas", 1, {"area": "11", "state": "agreed", "who_may_ask": "anyone"})
    plan = plan_import([record], directory().content, REFERENCE)
    assert plan.content.areas == (AreaRule("11", state="agreed", who_may_ask="anyone", fall_backs=FALL_BACKS),)


def test_two_rules_of_one_day_and_unknown_fall_backs_are_told() -> None:
    records = [Record("areas", row, {"area": "11", "valid_from": "1.1.2027"}) for row in (1, 2)]
    assert [one.fault for one in plan_import(records, directory().content, REFERENCE).problems] == ["duplicate_key"]
    wrong = Record("areas", 1, {"area": "11", "fall_backs": "fax"})
    assert [one.fault for one in plan_import([wrong], directory().content, REFERENCE).problems] == ["unknown_word"]
