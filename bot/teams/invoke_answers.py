"""The body with which each kind of invoke is answered. Teams shows nothing when its shape is not the expected one."""

from bot.teams.presses import DIALOG_OPEN, DIALOG_SUBMIT, EXECUTE, TYPEAHEAD
from bot.turns.answers import Answer, CardAnswer, CardJson, DialogAnswer, NoAnswer, SearchAnswer, SentenceAnswer

CARD = "application/vnd.microsoft.card.adaptive"
SENTENCE = "application/vnd.microsoft.activity.message"
SEARCH_RESULT = "application/vnd.microsoft.search.searchResponse"

Body = dict[str, object]


def invoke_body(name: str, answer: Answer) -> Body:
    """The body for an invoke of this name, always sent with HTTP 200. An invoke the bot does not know gets none."""
    if name == EXECUTE:
        return _for_execute(answer)
    if name in {DIALOG_OPEN, DIALOG_SUBMIT}:
        return _for_dialog(answer)
    return _for_search(answer) if name == TYPEAHEAD else {}


def _for_execute(answer: Answer) -> Body:
    match answer:
        case CardAnswer(card):
            return {"statusCode": 200, "type": CARD, "value": card}
        case SentenceAnswer(text):
            return {"statusCode": 200, "type": SENTENCE, "value": text}
        case DialogAnswer() | SearchAnswer() | NoAnswer():
            # A dialog is never turned into a card: a card stays in the chat, and what a dialog shows must not.
            return {"statusCode": 200, "type": SENTENCE, "value": ""}


def _for_dialog(answer: Answer) -> Body:
    match answer:
        case DialogAnswer(title, card):
            return _dialog(title, card)
        case CardAnswer(card):
            return _dialog("", card)
        case SentenceAnswer(text):
            return {"task": {"type": "message", "value": text}}
        case SearchAnswer() | NoAnswer():
            return {}


def _dialog(title: str, card: CardJson) -> Body:
    shown = {"contentType": CARD, "content": card}
    value = {"title": title, "height": "medium", "width": "medium", "card": shown}
    return {"task": {"type": "continue", "value": value}}


def _for_search(answer: Answer) -> Body:
    choices = answer.choices if isinstance(answer, SearchAnswer) else ()
    results = [{"title": choice.title, "value": choice.value} for choice in choices]
    return {"statusCode": 200, "type": SEARCH_RESULT, "value": {"results": results}}
