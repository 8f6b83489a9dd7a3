"""Each kind of invoke is answered in the shape that Teams understands."""

import pytest

from bot.teams.invoke_answers import invoke_body
from bot.turns.answers import Answer, CardAnswer, Choice, DialogAnswer, NoAnswer, SearchAnswer, SentenceAnswer

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}


def test_a_card_takes_the_place_of_the_pressed_one() -> None:
    assert invoke_body("adaptiveCard/action", CardAnswer(CARD)) == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": CARD,
    }


@pytest.mark.parametrize(("answer", "value"), [(SentenceAnswer("Sulje ensin."), "Sulje ensin."), (NoAnswer(), "")])
def test_a_sentence_is_shown_to_the_presser(answer: Answer, value: str) -> None:
    assert invoke_body("adaptiveCard/action", answer) == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": value,
    }


def test_what_belongs_in_a_dialog_never_becomes_a_card_in_the_chat() -> None:
    answer = invoke_body("adaptiveCard/action", DialogAnswer("Asiakas", {"text": "131052-308T"}))
    assert "131052" not in str(answer)


def test_a_dialog_is_opened() -> None:
    assert invoke_body("task/fetch", DialogAnswer("Asiakas", CARD)) == {
        "task": {
            "type": "continue",
            "value": {
                "title": "Asiakas",
                "height": "medium",
                "width": "medium",
                "card": {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD},
            },
        }
    }


def test_a_dialog_with_one_sentence_and_a_dialog_that_closes() -> None:
    assert invoke_body("task/submit", SentenceAnswer("Kiitos.")) == {"task": {"type": "message", "value": "Kiitos."}}
    assert invoke_body("task/submit", NoAnswer()) == {}


def test_typeahead_gets_its_choices() -> None:
    assert invoke_body("application/search", SearchAnswer((Choice("Lappeenranta", "405"),))) == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.search.searchResponse",
        "value": {"results": [{"title": "Lappeenranta", "value": "405"}]},
    }
    assert invoke_body("application/search", NoAnswer())["value"] == {"results": []}


def test_an_unknown_invoke_gets_an_empty_answer() -> None:
    assert invoke_body("composeExtension/query", SentenceAnswer("x")) == {}
