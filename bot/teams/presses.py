"""A pressed button or a typeahead question, out of the `value` of a message or an invoke. Pure."""

from bot.teams.door_refusals import Malformed
from bot.teams.json_shapes import Json
from bot.turns.turn import FileAnswer, Press, Search, Upload

EXECUTE = "adaptiveCard/action"
DIALOG_OPEN = "task/fetch"
DIALOG_SUBMIT = "task/submit"
TYPEAHEAD = "application/search"
FILE_ANSWER = "fileConsent/invoke"
MOST_CHOICES = 50


def press_of_submit(value: object, card_activity_id: str) -> Press | None:
    """The press of an Action.Submit, which comes as a message; None when the message holds no card data."""
    if not isinstance(value, dict):
        return None
    return Press(_verb(value), value, "nothing", card_activity_id)


def press_of_invoke(name: str, value: object, card_activity_id: str) -> Press | None:
    """The press of an Action.Execute or of a button that opens or sends a dialog; None for any other invoke.

    Raises Malformed when the invoke lacks its action or data.
    """
    match name:
        case _ if name == EXECUTE:
            action = _object(value, "action")
            data = _object(action, "data", optional=True)
            return Press(_verb(action) or _verb(data), data, "card", card_activity_id)
        case _ if name in {DIALOG_OPEN, DIALOG_SUBMIT}:
            data = _object(value, "data", optional=True)
            return Press(_verb(data), data, "dialog", card_activity_id)
        case _:
            return None


def search_of(value: object) -> Search:
    """The question of a typeahead field. Raises Malformed."""
    if not isinstance(value, dict):
        raise Malformed("value")
    options = _object(value, "queryOptions", optional=True)
    return Search(
        dataset=_string(value, "dataset"),
        query=_string(value, "queryText"),
        skip=_count(options, "skip", 0, 10_000),
        top=_count(options, "top", 15, MOST_CHOICES),
    )


def file_answer_of(value: object, card_activity_id: str) -> FileAnswer:
    """The answer to an offered file. Raises Malformed."""
    if not isinstance(value, dict):
        raise Malformed("value")
    context = _object(value, "context", optional=True)
    match _string(value, "action"):
        case "accept":
            info = _object(value, "uploadInfo")
            upload = Upload(
                name=_string(info, "name"),
                url=_string(info, "uploadUrl"),
                content_url=_string(info, "contentUrl"),
                unique_id=_string(info, "uniqueId"),
                file_type=_string(info, "fileType"),
            )
            return FileAnswer(context, upload, card_activity_id)
        case "decline":
            return FileAnswer(context, None, card_activity_id)
        case _:
            raise Malformed("action")


def _verb(data: Json) -> str:
    return _string(data, "verb")


def _string(data: Json, key: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(key)
    return value


def _object(holder: object, key: str, *, optional: bool = False) -> Json:
    value = holder.get(key) if isinstance(holder, dict) else None
    if value is None and optional and isinstance(holder, dict):
        return {}
    if not isinstance(value, dict):
        raise Malformed(key)
    return value


def _count(options: Json, key: str, default: int, most: int) -> int:
    value = options.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Malformed(key)
    return max(0, min(value, most))
