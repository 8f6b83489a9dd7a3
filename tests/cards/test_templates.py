"""The topics' forms and the outcomes: whole in every language, true to the directory's topics and the legal bases."""

import csv
from pathlib import Path

import pytest

import config
from bot.bases.bases import load_bases
from bot.consultation.rules import outcomes
from bot.turns.topic_templates import load_templates
from config.texts import LANGUAGES, Language, texts

TEMPLATES = load_templates()
TOPICS = Path(str(config.__path__[0])) / "data" / "topics.csv"


def _topics() -> dict[str, str]:
    with TOPICS.open(encoding="utf-8") as file:
        return {row["slug"]: row["direction"] for row in csv.DictReader(file)}


def test_the_most_used_topics_have_a_form_of_their_own() -> None:
    assert len(TEMPLATES.topics) >= 12
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
