"""Every card in every state and language: drawable, small enough, pressable everywhere, its buttons free of names."""

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.asking.consult_form import consult_form_card
from cards.client.basis_choice import BasisOption
from cards.consultation.asker_status import UndeliveredView, asker_status_card
from cards.consultation.receiver_question import receiver_question_card
from cards.consultation.relayed_message import RelayedMessageView, relayed_message_card
from cards.kit.person import PersonView, PhoneView
from cards.kit.text import Language
from cards.own_workers.own_answer import OwnAnswerView, own_answer_card
from config.texts import texts
from tests.cards.card_schema import Node
from tests.cards.check import faults, nodes
from tests.cards.scenes import ASKER, DRAFT, FORM, LANGUAGES, QUESTION, RECEIVER, SCENES

GOLDEN = Path(__file__).parent / "golden"
"""Kept as they were agreed; written anew by `python -m tests.cards.golden`."""
KEPT = ("A1-form", "A3-others", "C1-new", "D1-silent", "D4-answered", "E3-closed", "F1-no-contact", "W1-several")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_sound(language: Language) -> None:
    found = {name: faults(scene(texts(language)), language) for name, scene in SCENES.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", KEPT)
def test_card_is_as_agreed(name: str) -> None:
    agreed = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert SCENES[name](texts("fi")) == agreed


def test_buttons_carry_no_words_of_people() -> None:
    """Card data is echoed by every client and may be logged: codes only."""
    said = {QUESTION, "Maija Esimerkki", "Liisa Näyte", "••••••-••••"}
    for name, scene in SCENES.items():
        for node in nodes(scene(texts("fi"))):
            data = json.dumps(node.get("data", {}), ensure_ascii=False)
            assert not any(one in data for one in said), (name, data)


def test_every_number_of_a_contact_is_told() -> None:
    t, two = texts("fi"), (PhoneView("05 000 0001"), PhoneView("05 000 0002", hours="ma–pe 9–10"))
    contact = replace(FORM.contacts[0], phones=two)
    undelivered = UndeliveredView("Maija Esimerkki", "refused", two)
    for card in (
        consult_form_card(replace(FORM, contacts=(contact,)), t),
        own_answer_card(OwnAnswerView("told", "Etelä-Karjala", contact), t),
        asker_status_card(replace(ASKER, undelivered=(undelivered,)), t),
    ):
        shown = json.dumps(card, ensure_ascii=False)
        assert "05 000 0001" in shown
        assert "05 000 0002" in shown


@given(words=st.text(min_size=1, max_size=300))
def test_what_people_write_is_shown_as_written(words: str) -> None:
    """Teams reads TextBlocks as markdown, so a relayed line never goes into one: a link in it stays text."""
    t = texts("fi")
    line = RelayedMessageView(
        1042, 2, "asumismenot", "Maija Esimerkki", "Etelä-Karjala", f"{words}\n[x](http://y)", "9.41"
    )
    card = relayed_message_card(line, t)
    shown = [str(node["text"]) for node in nodes(card) if node["type"] == "TextRun"]
    assert "[x](http://y)" in shown
    assert not any("http" in str(node["text"]) for node in nodes(card) if node["type"] == "TextBlock")


@pytest.mark.parametrize("name", ["[Kela](https://example.fi)", "*Kela*", "<b>Kela</b>"])
def test_a_name_cannot_become_a_link_or_formatting(name: str) -> None:
    card = receiver_question_card(replace(RECEIVER, state="taken", taker=PersonView(name)), texts("fi"))
    blocks = "".join(str(node["text"]) for node in nodes(card) if node["type"] == "TextBlock")
    assert not set("[]*<>") & set(blocks)


def test_reopened_form_never_gives_the_identity_code_back() -> None:
    card = SCENES["A2-refused"](texts("fi"))
    client = next(node for node in nodes(card) if node.get("id") == "client")
    assert "value" not in client


def test_hidden_fields_of_the_form_only_open() -> None:
    """What is hidden again could be sent unseen, so no button of the form hides a field."""
    for name in ("A1-form", "A2-refused", "A5-channel-own-fields"):
        card = SCENES[name](texts("fi"))
        fields = {str(node["id"]) for node in nodes(card) if str(node["type"]).startswith("Input.")}
        hiders = {
            str(target["elementId"])
            for node in nodes(card)
            if node["type"] == "Action.ToggleVisibility"
            for target in cast("list[Node]", node["targetElements"])
            if not target["isVisible"]
        }
        named = [node for node in nodes(card) if "id" in node]
        holding = {str(node["id"]) for node in named if fields & {one.get("id") for one in nodes([node])}}
        assert not hiders & (fields | holding), name


def test_defaults_of_the_form_ask_a_general_question_of_whoever_is_first() -> None:
    values = {str(node["id"]): node.get("value") for node in nodes(SCENES["A1-form"](texts("fi"))) if "id" in node}
    assert values["basis"] is None, "nothing chosen is a general question; a basis is never chosen for the writer"
    assert values["receiver"] == "anyone"
    assert values["client"] is None
    assert values["question"] is None
    assert values["situation"] is None


@pytest.mark.parametrize("name", ["A1-form", "A2-refused", "O1-find-kela", "L1-holds"])
def test_the_criteria_of_each_basis_stand_where_it_is_chosen(name: str) -> None:
    """Whoever breaks secrecy without consent has to have read what the law asks for."""
    drawn = nodes(SCENES[name](texts("fi")))
    choice = next(node for node in drawn if node.get("id") == "basis")
    offered = {str(one["title"]) for one in cast("list[Node]", choice["choices"]) if one["value"] != "general"}
    shown = [str(node["text"]) for node in drawn if node["type"] == "TextRun"]
    assert any("ilmeisen kykenemätön" in one for one in shown)
    assert any("lapsen etu välttämättä vaatii" in one for one in shown)
    assert {one for one in offered if f"{one}: " not in shown} == set()


def test_a_long_list_of_bases_leaves_the_form_small_enough_for_teams() -> None:
    own = tuple(BasisOption(f"own_{number}", f"{number} {'Ä' * 86}", "ä" * 400) for number in range(10))
    card = consult_form_card(replace(FORM, bases=(*FORM.bases, *own)), texts("fi"))
    assert faults(card, "fi") == []
    shown = json.dumps(card, ensure_ascii=False)
    assert "lapsen etu välttämättä vaatii" in shown, "the first ones are told all the same"
    assert "/peruste" in shown


def test_an_empty_question_reaches_the_bot() -> None:
    """A required field would also hold back Correct and Find others; the bot answers with a sentence instead."""
    question = next(node for node in nodes(SCENES["A1-form"](texts("fi"))) if node.get("id") == "question")
    assert "isRequired" not in question


def test_held_text_is_not_in_the_card_that_asks_where_it_belongs() -> None:
    actions = [node for node in nodes(SCENES["M5-which"](texts("fi"))) if node["type"] == "Action.Execute"]
    assert [cast("Node", one["data"])["held"] for one in actions] == [DRAFT] * 3


def test_a_deleted_line_is_gone_from_its_card() -> None:
    card = json.dumps(SCENES["M3-deleted"](texts("fi")), ensure_ascii=False)
    assert "lausunnon" not in card
    assert "poisti" in card


def test_colleagues_see_no_client_once_somebody_has_taken_it() -> None:
    for name in ("D3-others", "D3-declined", "E3-closed", "E4-closed"):
        verbs = {cast("Node", node["data"]).get("verb") for node in nodes(SCENES[name](texts("fi"))) if "data" in node}
        assert "consultation.reveal" not in verbs, name


def test_taking_over_is_behind_the_question() -> None:
    card = SCENES["D3-others"](texts("fi"))
    assert [one["type"] for one in cast("list[Node]", card["actions"])] == ["Action.ShowCard"]
    takeover = next(node for node in nodes(card) if node.get("verb") == "consultation.claim")
    assert cast("Node", takeover["data"])["takeover"] is True


def test_undelivered_contact_is_told_with_number_and_hours() -> None:
    card = json.dumps(SCENES["A3-undelivered"](texts("fi")), ensure_ascii=False)
    assert "Viesti ei mennyt perille: Maija Esimerkki" in card
    assert "Soita 05 000 0001, puhelinaika ma–pe 9–10." in card
