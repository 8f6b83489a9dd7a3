"""The topics' forms and the outcomes: whole in every language, true to the directory's topics and the legal bases."""

import csv
import re
from pathlib import Path

import pytest

import config
from bot.bases.bases import load_bases
from bot.consultation.rules import outcomes
from bot.turns.topic_templates import load_templates
from cards.kit.template import Template
from config.texts import LANGUAGES, Language, texts
from directory.reference import load_reference
from tests.cards.check import faults, nodes
from tests.cards.scenes_templates import template_form

TEMPLATES = load_templates()
ELSEWHERE = {slug for slug, topic in load_reference().topics.items() if topic.elsewhere is not None}
TOPICS = Path(str(config.__path__[0])) / "data" / "topics.csv"


def _of(language: Language) -> list[Template]:
    return [one for (_, _, known), one in TEMPLATES.by_key.items() if known == language]


def _topics() -> dict[str, str]:
    with TOPICS.open(encoding="utf-8") as file:
        return {row["slug"]: row["direction"] for row in csv.DictReader(file) if row["slug"] not in ELSEWHERE}


def test_every_topic_has_a_form_of_its_own_for_whoever_usually_asks_about_it() -> None:
    lacking = [
        (slug, direction)
        for slug, usual in _topics().items()
        for direction, other in (("kela_to_county", "municipality_to_kela"), ("county_to_kela", "kela_to_municipality"))
        if usual != other and (slug, direction, "fi") not in TEMPLATES.by_key
    ]
    assert lacking == []
    assert TEMPLATES.topics <= _topics().keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("from_kela", [True, False])
def test_every_topic_has_an_example_question(from_kela: bool, language: Language) -> None:
    for topic in _topics():
        assert TEMPLATES.of(topic, from_kela=from_kela, language=language).example.endswith("?")


def test_suggested_basis_can_be_chosen_in_that_direction() -> None:
    bases = load_bases()
    for (topic, direction, _), template in TEMPLATES.by_key.items():
        offered = {one.code for one in bases.offered(direction)}
        assert not template.basis or template.basis in offered, (topic, direction)


def test_forms_ask_for_choices_dates_and_numbers_never_for_words() -> None:
    for template in TEMPLATES.by_key.values():
        for field in template.fields:
            assert field.kind in {"choice", "date", "number"}
            assert bool(field.options) == (field.kind == "choice"), (template.topic, field.id)


URGENT_DATES = {
    "vuokrarasti-haato": "eviction_on",
    "sahkolasku": "cut_on",
    "laakkeet-maksusitoumus": "runs_out",
    "asunnottomuus": "roofless_on",
    "akuutti-ruoka": "food_until",
}


@pytest.mark.parametrize("from_kela", [True, False])
@pytest.mark.parametrize("topic", URGENT_DATES)
def test_what_may_be_urgent_asks_for_its_date_in_both_directions(topic: str, from_kela: bool) -> None:
    dates = {one.id for one in TEMPLATES.of(topic, from_kela=from_kela, language="fi").fields if one.kind == "date"}
    assert URGENT_DATES[topic] in dates


PROHIBITION = re.compile(r"(?:^|, )(?:ei|älä|inte|inga|skriv inte|not|no|do not)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_every_topic_can_be_drawn_and_sent(language: Language) -> None:
    t = texts(language)
    for topic, direction, _ in {key for key in TEMPLATES.by_key if key[0] != "general" and key[2] == language}:
        card = template_form(topic, t, from_kela=direction == "kela_to_county")
        assert faults(card, language) == [], (topic, direction)


def test_what_has_to_be_done_besides_asking_is_not_in_the_pale_print_of_hints() -> None:
    template = TEMPLATES.of("tarkistuspyynto", from_kela=False, language="fi")
    drawn = nodes(template_form("tarkistuspyynto", texts("fi"), from_kela=False))
    [reminder] = [one for one in drawn if one.get("text") == template.reminder]
    assert "isSubtle" not in reminder


def test_no_hint_is_a_prohibition() -> None:
    """Hints are read after "Hyvä kertoa:": what may not be written there would be asked for."""
    hints = [(one.topic, hint) for one in TEMPLATES.by_key.values() for hint in one.hints]
    assert [(topic, hint) for topic, hint in hints if PROHIBITION.search(hint)] == []


NOTICE = {
    "fi": ("Kelmu-ilmoitus", "asiakkaan suostumuksella, ilman suostumusta vain SHL 35 §:n edellytyksin"),
    "sv": ("Kelmu-anmälan", "klientens samtycke, utan samtycke bara enligt villkoren i socialvårdslagen 35 §"),
    "en": ("Kelmu notice", "client's consent, without it only on the conditions of the Social Welfare Act, section 35"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_told_to_make_a_notice_is_told_on_which_conditions(language: Language) -> None:
    notice, conditions = NOTICE[language]
    telling = [one for one in _of(language) if notice in one.reminder]
    assert {one.topic for one in telling} == {
        "huoli-asiakkaasta",
        "sosiaalityon-tarpeen-ilmoitus",
        "vuokrarasti-haato",
    }
    assert [one.topic for one in telling if conditions not in one.reminder] == []


MARKS: dict[Language, tuple[str, ...]] = {
    "fi": ("tarkista",),
    "sv": ("kontrollera",),
    "en": ("check the law", "to be checked", "check the time"),
}
DATED = re.compile(
    r"1\.[24]\.20\d\d|(?:February|April) 20\d\d|\b2026\b|37 (?:päivän|dagar|days)|\b\d+ ?%|7 [ab] §|14 a §"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_that_may_have_changed_say_that_they_have_to_be_checked(language: Language) -> None:
    dated = [one for one in _of(language) if DATED.search(one.reminder)]
    assert len(dated) >= 10
    unmarked = [one for one in dated if not any(mark in one.reminder for mark in MARKS[language])]
    assert [one.topic for one in unmarked] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", ("ei ole määräaikaa", "37 päivän kuluessa päätöksen postituksesta", "kirjallisesti", "ei pidennä")),
        ("sv", ("ingen tidsfrist", "inom 37 dagar från att beslutet postades", "skriftligt", "förlänger inte")),
        ("en", ("no time limit", "within 37 days of the posting", "in writing", "does not extend")),
    ],
)
def test_a_check_has_no_time_limit_and_a_claim_for_revision_has(language: Language, told: tuple[str, ...]) -> None:
    reminder = TEMPLATES.of("tarkistuspyynto", from_kela=False, language=language).reminder
    assert [one for one in told if one not in reminder] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_may_be_given_in_kelmu_or_shortly_by_word(language: Language) -> None:
    statement = TEMPLATES.of("lausunto", from_kela=False, language=language)
    ways = next(one for one in statement.fields if one.id == "way")
    assert [one.value for one in ways.options] == ["kelmu", "phone", "thread"]
    for from_kela in (True, False):
        reminder = TEMPLATES.of("lausunto", from_kela=from_kela, language=language).reminder
        assert {"fi": "kahdella tavalla", "sv": "på två sätt", "en": "in two ways"}[language] in reminder
        assert "Kelmu" in reminder


@pytest.mark.parametrize("language", LANGUAGES)
def test_kela_decides_on_a_move_and_the_county_helps_it_to_consider(language: Language) -> None:
    """Moving costs and deposits belong to basic social assistance: neither side asks whose they are."""
    asked, asking = (TEMPLATES.of("muuttotilanne", from_kela=kela, language=language) for kela in (True, False))
    assert asked.example != asking.example
    assert asked.reminder != asking.reminder
    assert all("7 b" in one.reminder for one in (asked, asking))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_said_to_be_told_to_move(language: Language) -> None:
    """Since 1.4.2024 a client is guided to look for a cheaper home; Kela makes nobody move (release 22.4.2024)."""
    words = ("muuttokehotus", "uppmanats att flytta", "told to look", "enimmäismäärä", "maximibelopp")
    texts_of = [" ".join((one.example, *one.hints, *(field.label for field in one.fields))) for one in _of(language)]
    assert [text for text in texts_of if any(word in text for word in words)] == []


def test_topics_of_concern_preset_a_notice_still_to_be_made() -> None:
    concern = TEMPLATES.of("huoli-asiakkaasta", from_kela=True, language="fi")
    assert concern.kelmu == "to_be_done"
    assert "Kelmu" in concern.reminder


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_outcome_is_worded(language: Language) -> None:
    codes = {*outcomes.GENERAL, *outcomes.KELA_ASKED, *outcomes.COUNTY_ASKED, outcomes.WITHDRAWN}
    titles = {outcomes.title(code, texts(language)) for code in codes}
    assert len(titles) == len(codes)
    assert not titles & {outcomes.title(code, texts("en")) for code in codes}
