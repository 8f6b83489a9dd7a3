"""What an activity is to the bot: an Activity in, a Turn out, or None for what the bot does not heed."""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.teams.activity import Activity, ActivityAttachment
from bot.teams.door_refusals import Malformed, NotAllowed
from bot.teams.file_transfer import TEAMS_FILE
from bot.teams.json_shapes import Json
from bot.teams.pasted_tables import table_of
from bot.teams.plain_text import mentions_of, plain
from bot.teams.presses import (
    FILE_ANSWER,
    TYPEAHEAD,
    file_answer_of,
    press_of_invoke,
    press_of_submit,
    search_of,
)
from bot.turns.turn import (
    Actor,
    Attachment,
    Deleted,
    Doing,
    Edited,
    Installed,
    Message,
    Place,
    PlaceKind,
    Read,
    Turn,
    Typing,
)

_KINDS: Mapping[str, PlaceKind] = {"personal": "personal", "channel": "channel", "groupChat": "group"}
_PAGE = "text/html"
READ_RECEIPT = "application/vnd.microsoft.readReceipt"
_MESSAGE_ID = re.compile(r"[0-9]{1,20}", re.ASCII)
_DIRECTORY_ID = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}", re.ASCII)
"""A GUID at Microsoft, a short word in an emulator; nothing else may get into the access log."""
_EDITS = frozenset({"", "editMessage", "undeleteMessage"})


def turn_of(activity: Activity, received_at: datetime, *, local: bool) -> Turn | None:
    """The turn. `local`: an emulator may leave out the tenant and the directory id.

    Raises Malformed when something the turn needs is missing or of a wrong type, NotAllowed when there is no tenant.
    """
    doing = _doing(activity)
    if doing is None or _is_from_a_bot(activity):
        return None
    for field in (activity.id, activity.service_url, activity.conversation.id, activity.sender.id):
        if not field:
            raise Malformed("id_missing")
    tenant_id = _tenant(activity, local=local)
    return Turn(
        activity_id=activity.id,
        activity_type=f"{activity.type}/{activity.name}" if activity.type == "invoke" else activity.type,
        timestamp=activity.timestamp,
        received_at=received_at,
        actor=_actor(activity, tenant_id, local=local),
        place=_place(activity, tenant_id),
        locale=activity.locale or _client_locale(activity),
        doing=doing,
    )


def _doing(activity: Activity) -> Doing | None:
    match activity.type:
        case "message":
            return press_of_submit(activity.value, activity.reply_to_id) or _message(activity)
        case "invoke":
            return _invoke(activity)
        case "messageUpdate" if _event_type(activity) in _EDITS:
            return Edited(plain(activity.text, _own_mentions(activity)))
        case "messageDelete":
            return Deleted()
        case "installationUpdate" if activity.action.startswith(("add", "remove")):
            return Installed(added=activity.action.startswith("add"))
        case "conversationUpdate":
            return _membership(activity)
        case "event" if activity.name == READ_RECEIPT and _kind(activity) == "personal":
            return _read(activity)
        case "typing" if _kind(activity) == "personal":
            return Typing()
        case _:
            return None


def _message(activity: Activity) -> Message:
    mentions = _own_mentions(activity)
    targeted = activity.recipient.is_targeted
    files = (one for one in activity.attachments if one.content_type and one.content_type != _PAGE)
    pages = [one.content for one in activity.attachments if one.content_type == _PAGE and isinstance(one.content, str)]
    return Message(
        text=plain(activity.text, mentions),
        attachments=tuple(Attachment(one.name, one.content_type, _link(one)) for one in files),
        targeted=targeted,
        addressed=targeted or bool(mentions) or _kind(activity) == "personal",
        table=table_of(pages, activity.text),
    )


def _invoke(activity: Activity) -> Doing | None:
    if activity.name == TYPEAHEAD:
        return search_of(activity.value)
    if activity.name == FILE_ANSWER:
        return file_answer_of(activity.value, activity.reply_to_id)
    return press_of_invoke(activity.name, activity.value, activity.reply_to_id)


def _event_type(activity: Activity) -> str:
    stated = activity.channel_data.get("eventType", "")
    if not isinstance(stated, str):
        raise Malformed("eventType")
    return stated


def _membership(activity: Activity) -> Installed | None:
    own = activity.recipient.id
    if any(member.id == own for member in activity.members_added):
        return Installed(added=True)
    if any(member.id == own for member in activity.members_removed):
        return Installed(added=False)
    return None


def _read(activity: Activity) -> Read | None:
    last_read = activity.value.get("lastReadMessageId") if isinstance(activity.value, dict) else None
    return Read(last_read) if isinstance(last_read, str) and _MESSAGE_ID.fullmatch(last_read) else None


def _is_from_a_bot(activity: Activity) -> bool:
    sender = activity.sender
    own = bool(sender.id) and sender.id == activity.recipient.id
    return own or sender.role == "bot" or str(sender.id).startswith("28:")


def _tenant(activity: Activity, *, local: bool) -> str:
    tenant = activity.channel_data.get("tenant")
    stated = tenant.get("id") if isinstance(tenant, dict) else None
    if stated is not None and not isinstance(stated, str):
        raise Malformed("tenant")
    of_conversation = str(activity.conversation.tenant_id)
    if stated and of_conversation and stated.lower() != of_conversation.lower():
        raise NotAllowed("two_tenants")
    found = (stated or of_conversation).lower()
    if not found and not local:
        raise NotAllowed("no_tenant")
    return found


def _actor(activity: Activity, tenant_id: str, *, local: bool) -> Actor:
    sender = activity.sender
    aad_object_id = sender.aad_object_id or (sender.id if local else "")
    if not _DIRECTORY_ID.fullmatch(aad_object_id):
        raise Malformed("directory_id")
    return Actor(tenant_id, aad_object_id.lower(), sender.id, sender.name)


def _place(activity: Activity, tenant_id: str) -> Place:
    kind = _kind(activity)
    data = activity.channel_data
    channel_id = _inner_id(data, "channel") or _string(data.get("teamsChannelId"))
    if not channel_id and isinstance(settings := data.get("settings"), dict):
        channel_id = _inner_id(settings, "selectedChannel")
    if not channel_id:
        channel_id = activity.conversation.id.partition(";")[0]
    return Place(
        tenant_id=tenant_id,
        service_url=activity.service_url,
        conversation_id=activity.conversation.id,
        kind=kind,
        bot_id=activity.recipient.id,
        channel_id=channel_id if kind == "channel" else "",
        team_id=(_inner_id(data, "team") or _string(data.get("teamsTeamId"))) if kind == "channel" else "",
    )


def _kind(activity: Activity) -> PlaceKind:
    stated = activity.conversation.conversation_type
    if stated in _KINDS:
        return _KINDS[stated]
    if _inner_id(activity.channel_data, "channel") or _inner_id(activity.channel_data, "team"):
        return "channel"
    return "group" if activity.conversation.is_group else "personal"


def _own_mentions(activity: Activity) -> list[str]:
    return mentions_of(activity.entities, activity.recipient.id)


def _client_locale(activity: Activity) -> str:
    for entity in activity.entities:
        if entity.get("type") == "clientInfo":
            return _string(entity.get("locale"))
    return ""


def _link(file: ActivityAttachment) -> str:
    """Where a file can be fetched: for a file sent in Teams its content holds a ready link, good for a short time."""
    ready = file.content.get("downloadUrl") if isinstance(file.content, dict) else None
    return _string(ready) if file.content_type == TEAMS_FILE else file.content_url


def _inner_id(data: Json, key: str) -> str:
    inner = data.get(key)
    return _string(inner.get("id")) if isinstance(inner, dict) else ""


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
