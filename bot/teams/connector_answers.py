"""Reading the Bot Connector's answers. What may be repeated: Microsoft, "Conversation messages", status codes."""

from datetime import timedelta

import orjson

from bot.outbox.delivery_refusals import refusal, teams_code
from bot.outbox.sending import Delivered, Outcome, Refused, TryLater

AGAIN = frozenset({408, 412, 429, 502, 503, 504})
"""Worth repeating with growing pauses; 500 is not among them."""
NOT_LET_IN = 401
"""Our own token or registration is at fault, not the message: it waits until that has been put right."""


def outcome_of(status: int, body: bytes, retry_after: timedelta | None, *, creating: bool) -> Outcome:
    """What an HTTP answer means. `creating`: a 1:1 conversation was being created."""
    if 200 <= status < 300:
        activity_id, conversation_id = _ids(body)
        return Delivered(activity_id, conversation_id)
    code = teams_code(body.decode(errors="replace"))
    if status in AGAIN or status == NOT_LET_IN:
        return TryLater(str(status), retry_after)
    return Refused(refusal(status, code, creating=creating), f"{status} {code}".strip())


def _ids(body: bytes) -> tuple[str, str]:
    """The ids of the message and of its conversation; `id` is the conversation's where `activityId` is there too."""
    try:
        found = orjson.loads(body) if body else {}
    except orjson.JSONDecodeError:
        return "", ""
    if not isinstance(found, dict):
        return "", ""
    own, activity = (value if isinstance(value, str) else "" for value in (found.get("id"), found.get("activityId")))
    return (activity, own) if activity else (own, "")
