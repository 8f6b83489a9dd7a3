"""What is made to go wrong: throttling, refusals, slowness, lost answers, a dead Graph, everything delivered twice."""

from dataclasses import asdict, dataclass

from bot.local_teams.world.shapes import Json, Unreadable, count, flag, text

REFUSALS = {
    "BotNotInConversationRoster": (403, "The bot is not part of the conversation roster."),
    "ConversationBlockedByUser": (403, "User blocked the conversation with the bot."),
    "BotDisabledByAdmin": (403, "The tenant admin disabled this bot"),
    "MessageWritesBlocked": (403, "Thread is not accessible for writes."),
    "ConversationNotFound": (404, "Conversation not found."),
    "ActivityNotFoundInConversation": (404, "The message was not found in the conversation."),
    "MessageSizeTooBig": (413, "Message size too large."),
    "BadSyntax": (400, "The request is malformed."),
    "PreconditionFailed": (412, "Precondition failed, please retry."),
    "Throttled": (429, "API calls quota exceeded! maximum admitted 1 per 1s."),
    "ServiceError": (500, "Unknown"),
    "BadGateway": (502, "Service dependency issue."),
    "ServiceUnavailable": (503, "Service unavailable."),
    "GatewayTimeout": (504, "Gateway timeout."),
}
"""Codes with which the connector refuses: HTTP status and message (Microsoft, "Conversation messages")."""


@dataclass(slots=True)
class Faults:
    """The switches; those about Graph and redelivery count only where no conversation is named."""

    throttle: int = 0
    """The connector answers its next so many calls with 429."""
    retry_after_s: int = 1
    refuse: str = ""
    """A key of REFUSALS with which the connector answers every call."""
    slow_ms: int = 0
    """The connector and Graph take so much longer."""
    lose_answer: int = 0
    """The connector does what its next so many calls ask for, and then the connection breaks."""
    graph_down: bool = False
    graph_throttle: int = 0
    """Graph answers its next so many calls with 429."""
    files_down: bool = False
    """Files can be neither fetched nor stored."""
    redeliver: bool = False
    """Every activity reaches the bot twice."""


class Switchboard:
    """The switches for everything, and those for single conversations."""

    def __init__(self) -> None:
        self.general = Faults()
        self._conversations: dict[str, Faults] = {}

    def of(self, conversation_id: str) -> Faults:
        """The switches that count for a conversation: its own if it has some."""
        return self._conversations.get(conversation_id, self.general)

    def put(self, wanted: Json) -> None:
        """Changes the switches named, leaves the others; with `conversation`, for that one only. Raises Unreadable."""
        conversation_id = text(wanted, "conversation")
        old = self.of(conversation_id)
        new = Faults(
            throttle=count(wanted, "throttle", old.throttle),
            retry_after_s=count(wanted, "retry_after_s", old.retry_after_s),
            refuse=text(wanted, "refuse", old.refuse),
            slow_ms=count(wanted, "slow_ms", old.slow_ms),
            lose_answer=count(wanted, "lose_answer", old.lose_answer),
            graph_throttle=count(wanted, "graph_throttle", old.graph_throttle),
            graph_down=flag(wanted, "graph_down", default=old.graph_down),
            files_down=flag(wanted, "files_down", default=old.files_down),
            redeliver=flag(wanted, "redeliver", default=old.redeliver),
        )
        if new.refuse not in ("", *REFUSALS):
            raise Unreadable(f"refuse must be one of {', '.join(REFUSALS)}")
        if conversation_id:
            self._conversations[conversation_id] = new
        else:
            self.general = new

    def clear(self) -> None:
        """Everything works again."""
        self.general = Faults()
        self._conversations.clear()

    def shown(self) -> Json:
        """As JSON."""
        return {
            **asdict(self.general),
            "conversations": {one: asdict(faults) for one, faults in self._conversations.items()},
        }
