"""Ids as Teams makes them: people `29:…`, chats `a:…`, channels `19:…@thread.tacv2`, messages epoch milliseconds."""

import hashlib
import uuid
from base64 import urlsafe_b64encode

from config.clock import Clock

THREAD = ";messageid="
_GROUPS = uuid.UUID("6f0c3a5e-0d0e-5b7e-9a55-2f1d7c6b8a10")


def teams_id(bot_id: str, aad_id: str) -> str:
    """The id under which this bot knows this person; another bot gets another one."""
    return f"29:1{_opaque('user', bot_id, aad_id)}"


def personal_chat_id(bot_id: str, aad_id: str) -> str:
    """The 1:1 conversation of the bot and a person."""
    return f"a:1{_opaque('chat', bot_id, aad_id)}"


def channel_id(team: str, name: str) -> str:
    """A channel's conversation."""
    return f"19:{hashlib.sha256(f'{team}/{name}'.encode()).hexdigest()[:32]}@thread.tacv2"


def group_id(team: str) -> str:
    """The directory id of a team's group."""
    return str(uuid.uuid5(_GROUPS, team))


def thread_id(conversation_id: str, root_id: str) -> str:
    """The conversation of one thread of a channel."""
    return f"{conversation_id}{THREAD}{root_id}"


def split_thread(conversation_id: str) -> tuple[str, str]:
    """The channel and the id of the thread's first message; the latter is empty outside threads."""
    base, _, root = conversation_id.partition(THREAD)
    return base, root


class MessageIds:
    """Gives strictly growing ids out of the time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """The next id."""
        self._last = max(self._last + 1, int(self._clock().timestamp() * 1000))
        return str(self._last)


def _opaque(*parts: str) -> str:
    return urlsafe_b64encode(hashlib.sha384("|".join(parts).encode()).digest()).decode()
