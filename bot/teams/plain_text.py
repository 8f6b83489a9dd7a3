"""What a person typed, out of what Teams makes of it: mentions, HTML entities and hard spaces removed. Pure."""

import html
import re
from collections.abc import Sequence

from bot.teams.json_shapes import Json

_MENTION = re.compile(r"<at(?:\s[^<>]*)?>([^<>]*)</at>", re.IGNORECASE)
_MENTION_TAG = re.compile(r"</?at(?:\s[^<>]*)?>", re.IGNORECASE)
_HARD_SPACES = re.compile("[\u00a0\u202f\u2007]")
_NO_CHARACTER = re.compile(r"&#[0-9]{8,};?")
"""A number that is far beyond every character: making a number of thousands of digits fails, or takes long."""
MOST_MENTIONS = 50
"""So many mentions of the bot are taken out of one message; each is looked for in the whole text."""


def mentions_of(entities: Sequence[Json], account_id: str) -> list[str]:
    """The texts with which this account (the bot) is mentioned; empty where Teams tells the account alone."""
    found = []
    for entity in entities:
        mentioned = entity.get("mentioned")
        if entity.get("type") == "mention" and isinstance(mentioned, dict) and mentioned.get("id") == account_id:
            said = (entity.get("text"), mentioned.get("name"))
            found.append(next((one for one in said if isinstance(one, str) and one), ""))
    return found


def plain(text: str, mentions: list[str]) -> str:
    """The text without the mentions of the bot; other people's mentions stay as their names."""
    for mention in mentions[:MOST_MENTIONS]:
        text = _without(text, mention)
    return unescaped(_MENTION_TAG.sub("", text)).replace("\r\n", "\n").strip()


def _without(text: str, mention: str) -> str:
    """The text without the first place where this mention stands: as it is given, in its own tag however the name in it
    is written, or, of one whose name is not told, in the first tag of all.
    """
    if mention and mention in text:
        return text.replace(mention, " ", 1)
    name = _written(mention)
    tags = (found for found in _MENTION.finditer(text) if not name or _written(found[1]) == name)
    tag = next(tags, None)
    return text if tag is None else f"{text[: tag.start()]} {text[tag.end() :]}"


def _written(name: str) -> str:
    """A name for comparing: as people see it, in any case."""
    return " ".join(unescaped(_MENTION_TAG.sub("", name)).split()).casefold()


def unescaped(text: str) -> str:
    """The text with HTML entities as the characters they stand for, and every space a plain one."""
    return _HARD_SPACES.sub(" ", html.unescape(_NO_CHARACTER.sub("\ufffd", text)).replace("\x00", ""))
