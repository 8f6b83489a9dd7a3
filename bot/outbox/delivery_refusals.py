"""Why Teams refuses a message for good, and how its answers are read. Source: Microsoft's list of bot error codes."""

from enum import StrEnum


class Refusal(StrEnum):
    """A reason after which trying again cannot help; kept on the post and told to the person it concerns."""

    NOT_INSTALLED = "not_installed"
    """The bot is not installed for this person or in this team."""
    BLOCKED_BY_USER = "blocked_by_user"
    DISABLED_BY_ADMIN = "disabled_by_admin"
    WRITES_BLOCKED = "writes_blocked"
    """Nobody may write in the conversation: an archived team or a moderated channel."""
    CONVERSATION_GONE = "conversation_gone"
    MESSAGE_GONE = "message_gone"
    """The message to be changed or deleted no longer exists."""
    PERSON_UNKNOWN = "person_unknown"
    """There is no such person in the tenant."""
    TOO_BIG = "too_big"
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    """The service address is not one to which the bot's token may be sent."""
    FORBIDDEN = "forbidden"
    REJECTED = "rejected"
    """Teams did not accept the message for another reason."""
    GAVE_UP = "gave_up"
    """Tried for a whole day without success."""


_BY_CODE = {
    "BotNotInConversationRoster": Refusal.NOT_INSTALLED,
    "ConversationBlockedByUser": Refusal.BLOCKED_BY_USER,
    "BotDisabledByAdmin": Refusal.DISABLED_BY_ADMIN,
    "MessageWritesBlocked": Refusal.WRITES_BLOCKED,
    "ConversationNotFound": Refusal.CONVERSATION_GONE,
    "ActivityNotFoundInConversation": Refusal.MESSAGE_GONE,
    "ActivityNotFound": Refusal.MESSAGE_GONE,
    "MessageSizeTooBig": Refusal.TOO_BIG,
}
_BY_STATUS = {403: Refusal.FORBIDDEN, 413: Refusal.TOO_BIG}
_WHEN_CREATING = {403: Refusal.NOT_INSTALLED, 404: Refusal.PERSON_UNKNOWN}


def teams_code(body: str) -> str:
    """The known Teams error code in an error answer, wherever in it (`code`, `subCode`, nested text), or nothing."""
    return next((code for code in _BY_CODE if code in body), "")


def refusal(status: int, code: str, *, creating: bool = False) -> Refusal:
    """What an error answer that must not be repeated means.

    `creating`: a 1:1 conversation was being created, where a bare 403 means that the bot is not installed.
    """
    if code in _BY_CODE:
        return _BY_CODE[code]
    if creating and status in _WHEN_CREATING:
        return _WHEN_CREATING[status]
    return _BY_STATUS.get(status, Refusal.REJECTED)
