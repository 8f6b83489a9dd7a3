"""What the bot would do at a moment: the same answer as a question asked then, told row by row."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.texts import LANGUAGES, texts
from directory.areas.areas import (
    FALL_BACKS,
    PREFERENCES,
    THREAD_PLACES,
    URGENCIES,
    WHO_MAY_ASK,
    AreaRule,
    ServiceLine,
    in_force,
)
from directory.areas.rule_wording import rule_changes, rule_difference, rule_rows, since_words, trust_words
from directory.people.contacts import Directory, directory_of
from directory.reference import load_reference
from directory.routing.ranking import Situation
from directory.routing.routing import CountyFirst, NoNamedContact, PhoneOnly, Question, route
from directory.routing.simulating import Case, simulate
from directory.routing.simulation_wording import compared, simulation_rows
from directory.time.calendar import Open, Opens, helsinki_date
from directory.time.hours import parse_hours
from tests.directory.sample_people import EKHVA, KELA, TUESDAY_MORNING, contact, directory, kela_contact

REFERENCE = load_reference()
URGENT = "kiirehtiminen"
DAY = date(2026, 11, 24)
LINES = (
    ServiceLine("11", "advice", "05 000 0002", parse_hours("ma-pe 9-11")),
    ServiceLine("KELA", "authority", "020 000 0001"),
)
rules = st.builds(
    AreaRule,
    area=st.sampled_from(["11", "KELA"]),
    valid_from=st.one_of(st.just(date.min), st.dates(DAY - timedelta(20), DAY + timedelta(20))),
    who_may_ask=st.sampled_from(WHO_MAY_ASK),
    urgency=st.sampled_from(URGENCIES),
    prefers=st.sampled_from(PREFERENCES),
    place=st.sampled_from(THREAD_PLACES),
    fall_backs=st.permutations(FALL_BACKS).map(tuple),
)
dated = st.lists(rules, max_size=6, unique_by=lambda one: (one.area, one.valid_from))
moments = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001 - zoned


def a_directory(*of_areas: AreaRule) -> Directory:
    return directory(contact("maija"), kela_contact("anna", "11"), rules=of_areas, lines=LINES)


@given(of_areas=dated, moment=moments, topic=st.sampled_from(["", "asumismenot", URGENT]))
def test_a_trial_is_what_a_question_would_get_then(of_areas: list[AreaRule], moment: datetime, topic: str) -> None:
    known = a_directory(*of_areas)
    case = Case("11", moment, topic=topic)
    found = simulate(case, known, REFERENCE)
    assert found == simulate(case, known, REFERENCE)
    situation = Situation(moment)
    assert found.kela_asks == route(Question(KELA, "11", topic=topic, language=""), known, REFERENCE, situation)
    assert found.county_asks == route(Question(EKHVA, "KELA", topic=topic, language=""), known, REFERENCE, situation)


@given(of_areas=dated, moment=moments, topic=st.sampled_from(["asumismenot", URGENT]))
def test_only_the_rules_in_force_that_day_count(of_areas: list[AreaRule], moment: datetime, topic: str) -> None:
    day = helsinki_date(moment)
    alone = [rule for area in ("11", "KELA") if (rule := in_force([one for one in of_areas if one.area == area], day))]
    case = Case("11", moment, topic=topic)
    assert simulate(case, a_directory(*of_areas), REFERENCE) == simulate(case, a_directory(*alone), REFERENCE)


def test_hours_are_those_of_the_moment_tried() -> None:
    known = a_directory(AreaRule("11", working_hours=parse_hours("ma-pe 8-16")))
    at_work = simulate(Case("11", TUESDAY_MORNING), known, REFERENCE)
    assert isinstance(at_work.office, Open)
    eve = simulate(Case("11", datetime(2026, 12, 25, 8, tzinfo=UTC)), known, REFERENCE)
    assert eve.office == Opens(datetime(2026, 12, 28, 6, tzinfo=UTC))
    assert next((line.phone, type(state)) for line, state in eve.lines) == ("05 000 0002", Opens)


def test_a_county_s_urgent_topic_follows_the_rule_of_the_day() -> None:
    known = a_directory(AreaRule("11", urgency="excluded"), AreaRule("11", valid_from=DAY, urgency="allowed"))
    before = simulate(Case("11", TUESDAY_MORNING - timedelta(1), topic=URGENT), known, REFERENCE)
    after = simulate(Case("11", TUESDAY_MORNING, topic=URGENT), known, REFERENCE)
    assert isinstance(before.county_asks, PhoneOnly)
    assert not isinstance(after.county_asks, PhoneOnly)
    assert isinstance(before.kela_asks, CountyFirst)
    assert isinstance(after.kela_asks, CountyFirst)


@pytest.mark.parametrize("language", LANGUAGES)
def test_kela_s_urgent_topic_is_told_with_the_county_s_numbers_and_who_is_asked_all_the_same(language: str) -> None:
    t = texts(language)  # type: ignore[arg-type]  # one of LANGUAGES
    found = simulate(
        Case("11", TUESDAY_MORNING, topic=URGENT), a_directory(AreaRule("11", urgency="excluded")), REFERENCE
    )
    words = {row.label: row.words for row in simulation_rows(found, t)}
    assert "05 000 0002" in words[t("Kela asks the area")]
    assert "020 000 0001" not in words[t("Kela asks the area")]
    assert "Nimi maija" in words[t("Kela asks the area")]
    assert t("If nobody takes it") in words


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=30)
@given(rule=rules.filter(lambda one: one.area == "11"), draft=rules.filter(lambda one: one.area == "11"))
def test_a_draft_is_told_only_where_it_makes_a_difference(language: str, rule: AreaRule, draft: AreaRule) -> None:
    t = texts(language)  # type: ignore[arg-type]  # one of LANGUAGES
    rule, draft = replace(rule, valid_from=date.min), replace(draft, valid_from=date.min)
    case = Case("11", TUESDAY_MORNING, topic=URGENT)
    now = simulate(case, a_directory(rule), REFERENCE)
    with_draft = simulate(case, a_directory(draft), REFERENCE)
    rows = compared(now, with_draft, t)
    assert {row.label for row in rows if row.draft} >= rule_changes(rule, draft, t).keys()
    assert all(row.now and row.label for row in rows)
    if rule == draft:
        assert not any(row.draft for row in rows)
    assert [row.label for row in compared(now, None, t)] == [row.label for row in simulation_rows(now, t)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_remains_without_contacts_is_told_in_the_order_of_the_rule(language: str) -> None:
    t = texts(language)  # type: ignore[arg-type]  # one of LANGUAGES
    nobody = directory_of(replace(directory(kela_contact("anna", "11"), lines=LINES).content))
    ways = {}
    for order in (("advice", "kela_contact"), ("kela_contact", "advice")):
        rule = AreaRule("11", fall_backs=order)
        known = directory_of(replace(nobody.content, areas=(rule,)))
        found = simulate(Case("11", TUESDAY_MORNING), known, REFERENCE)
        assert isinstance(found.kela_asks, NoNamedContact)
        ways[order] = next(row.words for row in simulation_rows(found, t) if "Nimi anna" in row.words)
    first, second = ways.values()
    assert first != second
    assert first.index("Nimi anna") > second.index("Nimi anna")


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=50)
@given(before=rules, after=rules)
def test_every_rule_is_worded_and_a_change_tells_what_differs(language: str, before: AreaRule, after: AreaRule) -> None:
    t = texts(language)  # type: ignore[arg-type]  # one of LANGUAGES
    after = replace(after, area=before.area)
    assert all(name and words for name, words in rule_rows(before, t))
    assert trust_words(before, t)
    assert bool(since_words(before, t)) == (before.valid_from != date.min)
    told = {name for name, _, _ in rule_difference(before, after, t)}
    assert told >= rule_changes(before, after, t).keys()
    assert rule_difference(before, before, t) == ()
    assert len(rule_difference(None, after, t)) >= len(rule_rows(after, t))
