"""What a person typed, out of what Teams makes of it: mentions, HTML entities and hard spaces removed. Pure."""

import html
import re

from bot.teams.json_shapes import Json

_MENTION_TAG = re.compile(r"</?at(?:\s[^<>]*)?>", re.IGNORECASE)
_HARD_SPACES = re.compile("[\u00a0\u202f\u2007]")
_NO_CHARACTER = re.compile(r"&#[0-9]{8,};?")
"""A number that is far beyond every character: making a number of thousands of digits fails, or takes long."""
MOST_MENTIONS = 50
"""So many mentions of the bot are taken out of one message; each is looked for in the whole text."""


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
    for mention in mentions[:MOST_MENTIONS]:
        if mention:
            text = text.replace(mention, " ", 1)
    return unescaped(_MENTION_TAG.sub("", text)).replace("\r\n", "\n").strip()


def unescaped(text: str) -> str:
    """The text with HTML entities as the characters they stand for, and every space a plain one."""
    return _HARD_SPACES.sub(" ", html.unescape(_NO_CHARACTER.sub("\ufffd", text)).replace("\x00", ""))
