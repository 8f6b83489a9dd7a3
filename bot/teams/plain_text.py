"""What a person typed, out of what Teams makes of it: mentions, HTML entities and hard spaces removed. Pure."""

import html
import re

from bot.teams.json_shapes import Json

_MENTION_TAG = re.compile(r"</?at(?:\s[^<>]*)?>", re.IGNORECASE)
_HARD_SPACES = re.compile("[\u00a0\u202f\u2007]")


def mentions_of(entities: list[Json], account_id: str) -> list[str]:
    """The texts with which this account (the bot) is mentioned, as they stand in the message."""
    found = []
    for entity in entities:
        mentioned = entity.get("mentioned")
        text = entity.get("text")
        if entity.get("type") == "mention" and isinstance(mentioned, dict) and mentioned.get("id") == account_id:
            found.append(text if isinstance(text, str) else "")
    return found


def plain(text: str, mentions: list[str]) -> str:
    """The text without the mentions of the bot; other people's mentions stay as their names."""
    for mention in mentions:
        if mention:
            text = text.replace(mention, " ", 1)
    unescaped = html.unescape(_MENTION_TAG.sub("", text)).replace("\x00", "")
    return _HARD_SPACES.sub(" ", unescaped).replace("\r\n", "\n").strip()
