"""From the bytes of a request to an Activity: quick, and strict about every field the bot reads."""

import orjson

from bot.teams.activity import Account, Activity, ActivityAttachment, Conversation
from bot.teams.door_refusals import Malformed
from bot.teams.json_shapes import Json

DEEPEST = 24
"""Levels of nesting; a card's data with its inputs has about six."""
LONGEST_ID = 1024
"""Characters of an id, an address, a name or a kind."""


def parse(body: bytes) -> Json:
    """The request's body as a JSON object without NUL characters, which no database keeps. Raises Malformed."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed("json") from error
    if not isinstance(found, dict):
        raise Malformed("not_an_object")
    if body.count(b"{") + body.count(b"[") > DEEPEST:
        _check_depth(found)
    cleaned = _without_nul(found) if b"\\u0000" in body else found
    return cleaned if isinstance(cleaned, dict) else {}


def activity_of(found: Json) -> Activity:
    """The activity, each field that the bot reads of the right type. Raises Malformed."""
    kind = _id(found, "type")
    if not kind:
        raise Malformed("type")
    conversation = _object(found, "conversation")
    return Activity(
        type=kind,
        id=_id(found, "id"),
        timestamp=_id(found, "timestamp"),
        service_url=_id(found, "serviceUrl"),
        channel_id=_id(found, "channelId"),
        sender=_account(_object(found, "from")),
        recipient=_account(_object(found, "recipient")),
        conversation=Conversation(
            id=_id(conversation, "id"),
            conversation_type=_id(conversation, "conversationType"),
            is_group=conversation.get("isGroup") is True,
            tenant_id=_id(conversation, "tenantId"),
        ),
        locale=_id(found, "locale"),
        text=_text(found, "text"),
        name=_id(found, "name"),
        action=_id(found, "action"),
        reply_to_id=_id(found, "replyToId"),
        channel_data=_object(found, "channelData"),
        value=found.get("value"),
        attachments=tuple(_attachment(one) for one in _objects(found, "attachments")),
        entities=tuple(_entity(one) for one in _objects(found, "entities")),
        members_added=tuple(map(_account, _objects(found, "membersAdded"))),
        members_removed=tuple(map(_account, _objects(found, "membersRemoved"))),
    )


def _account(found: Json) -> Account:
    return Account(
        id=_id(found, "id"),
        name=_id(found, "name"),
        aad_object_id=_id(found, "aadObjectId"),
        role=_id(found, "role"),
        is_targeted=found.get("isTargeted") is True,
    )


def _attachment(found: Json) -> ActivityAttachment:
    content = found.get("content")
    return ActivityAttachment(
        content_type=_id(found, "contentType"),
        content_url=_text(found, "contentUrl"),
        name=_id(found, "name"),
        content=content if isinstance(content, dict | str) else {},
    )


def _entity(found: Json) -> Json:
    _id(found, "type")
    return found


def _text(found: Json, key: str) -> str:
    value = found.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(key)
    return value


def _id(found: Json, key: str) -> str:
    value = _text(found, key)
    if len(value) > LONGEST_ID:
        raise Malformed(key)
    return value


def _object(found: Json, key: str) -> Json:
    value = found.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Malformed(key)
    return value


def _objects(found: Json, key: str) -> list[Json]:
    value = found.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Malformed(key)
    return value


def _check_depth(found: object) -> None:
    level: list[object] = [found]
    for _ in range(DEEPEST):
        deeper: list[object] = []
        for one in level:
            if isinstance(one, dict):
                deeper.extend(one.values())
            elif isinstance(one, list):
                deeper.extend(one)
        if not deeper:
            return
        level = deeper
    raise Malformed("depth")


def _without_nul(value: object) -> object:
    match value:
        case str():
            return value.replace("\x00", "")
        case dict():
            return {str(_without_nul(key)): _without_nul(one) for key, one in value.items()}
        case list():
            return [_without_nul(one) for one in value]
        case _:
            return value
