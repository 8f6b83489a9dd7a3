"""The Bot Connector's REST interface: the bot writes, changes and deletes messages and asks who is there."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypedDict

from aiohttp import web

from bot.local_teams.microsoft.connector_refusals import Refused, apply_connector_faults, connector_error, unauthorised
from bot.local_teams.microsoft.identity import CONNECTOR, Identity
from bot.local_teams.world.chat_messages import BOT, Message, card_of, file_of, mentioned_in
from bot.local_teams.world.faults import Switchboard
from bot.local_teams.world.ids import THREAD, split_thread
from bot.local_teams.world.seed import UserSeed
from bot.local_teams.world.shapes import Json, Unreadable, as_object, inner, needed_text, objects, text
from bot.local_teams.world.world import Chat, World

ROOT = "/connector"
LARGEST = 100 * 1024
"""Bytes of an activity counted as UTF-16 (Microsoft, "Agent message size limit")."""
_AT = re.compile(r"<at>([^<>]*)</at>")
_ONE = ROOT + "/v3/conversations/{conversation}"

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class _Spot:
    chat: Chat
    root_id: str


class _Content(TypedDict):
    text: str
    text_format: str
    card: Json | None
    file: Json | None


class Connector:
    """Answers as the Bot Connector does; every message it takes is at once in the world."""

    def __init__(self, world: World, identity: Identity, switchboard: Switchboard) -> None:
        self._world = world
        self._identity = identity
        self._switchboard = switchboard

    def routes(self) -> list[web.RouteDef]:
        """Conversations, activities and members."""
        return [
            web.post(ROOT + "/v3/conversations", self._guarded(self._create)),
            web.post(_ONE + "/activities", self._guarded(self._send)),
            web.post(_ONE + "/activities/{activity}", self._guarded(self._send)),
            web.put(_ONE + "/activities/{activity}", self._guarded(self._update)),
            web.delete(_ONE + "/activities/{activity}", self._guarded(self._delete)),
            web.get(_ONE + "/members", self._guarded(self._members)),
            web.get(_ONE + "/pagedmembers", self._guarded(self._paged_members)),
            web.get(_ONE + "/members/{member}", self._guarded(self._member)),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.Response:
            if self._identity.tenant_of(request, CONNECTOR) is None:
                return unauthorised()
            conversation_id = split_thread(request.match_info.get("conversation", ""))[0]
            await request.read()  # what has arrived counts, also when its sender dies while the connector is slow
            if refusal := await apply_connector_faults(self._switchboard, conversation_id):
                return refusal
            try:
                answer = await handler(request)
            except Refused as refused:
                return connector_error(refused)
            except (Unreadable, json.JSONDecodeError) as error:
                return connector_error(Refused("BadSyntax", str(error)))
            self._lose(request, conversation_id)
            return answer

        return guarded

    def _lose(self, request: web.Request, conversation_id: str) -> None:
        faults = self._switchboard.of(conversation_id)
        if faults.lose_answer and request.transport is not None:
            faults.lose_answer -= 1
            request.transport.abort()

    async def _create(self, request: web.Request) -> web.Response:
        body = as_object(await request.json(), "body")
        channel_id = text(inner(body, "channelData", "channel"), "id")
        if body.get("isGroup") is True or channel_id:
            return self._new_thread(channel_id, inner(body, "activity"))
        members = objects(body.get("members"))
        if len(members) != 1:
            raise Unreadable("members must hold one person")
        person = self._person(needed_text(members[0], "id"))
        tenant_id = text(inner(body, "channelData", "tenant"), "id") or text(body, "tenantId")
        if tenant_id.lower() != person.tenant_id.lower():
            raise Refused("BadSyntax", "Invalid user identity in provided tenant")
        chat = self._world.personal(person.aad_id)
        self._check_may_write(chat)
        answer = {"id": chat.id}
        if activity := inner(body, "activity"):
            answer["activityId"] = self._keep(_Spot(chat, ""), activity)
        return web.json_response(answer, status=201)

    def _new_thread(self, channel_id: str, activity: Json) -> web.Response:
        if not activity:
            raise Unreadable("activity is missing")
        spot = self._spot(channel_id)
        message_id = self._keep(_Spot(spot.chat, ""), activity)
        answer = {"id": f"{spot.chat.id}{THREAD}{message_id}", "activityId": message_id}
        return web.json_response(answer, status=201)

    async def _send(self, request: web.Request) -> web.Response:
        spot = self._spot(request.match_info["conversation"])
        activity = as_object(await request.json(), "body")
        if text(activity, "type", "message") == "typing":
            self._world.show_typing(spot.chat)
            return web.json_response({"id": self._world.next_id()}, status=201)
        targeted_at = ""
        if _is_targeted(request):
            if spot.chat.team is None:
                raise Refused("BadSyntax", "Targeted messages are not supported in one-on-one chats.")
            targeted_at = self._person(needed_text(inner(activity, "recipient"), "id")).aad_id
            if targeted_at not in spot.chat.members:
                raise Refused("BadSyntax", "The recipient is not a member of the conversation.")
        return web.json_response({"id": self._keep(spot, activity, targeted_at)}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        spot = self._spot(request.match_info["conversation"])
        activity = as_object(await request.json(), "body")
        if _is_targeted(request) and activity.get("recipient"):
            raise Refused("BadSyntax", "Recipient must not be set when a targeted activity is updated.")
        _check_size(activity)
        old = self._own_message(request, spot)
        self._world.put(replace(old, **_content(activity), edited=True, views={}))
        return web.json_response({"id": old.id})

    async def _delete(self, request: web.Request) -> web.Response:
        old = self._own_message(request, self._spot(request.match_info["conversation"]))
        self._world.put(replace(old, text="", card=None, deleted=True, views={}))
        return web.Response(status=200)

    async def _members(self, request: web.Request) -> web.Response:
        return web.json_response(self._roster(request))

    async def _paged_members(self, request: web.Request) -> web.Response:
        start = _number(request, "continuationToken", 0)
        end = start + _number(request, "pageSize", 500)
        roster = self._roster(request)
        more = {"continuationToken": str(end)} if end < len(roster) else {}
        return web.json_response({"members": roster[start:end], **more})

    async def _member(self, request: web.Request) -> web.Response:
        person = self._world.person(request.match_info["member"])
        found = [one for one in self._roster(request) if person and one["aadObjectId"] == person.aad_id]
        if not found:
            error = {"error": {"code": "MemberNotFoundInConversation", "message": "Member not found in conversation."}}
            return web.json_response(error, status=404)
        return web.json_response(found[0])

    def _roster(self, request: web.Request) -> list[dict[str, str]]:
        chat = self._spot(request.match_info["conversation"]).chat
        return [self._roster_entry(self._world.users[aad_id]) for aad_id in chat.members]

    def _roster_entry(self, user: UserSeed) -> dict[str, str]:
        return {
            "id": self._world.teams_id(user.aad_id),
            "aadObjectId": user.aad_id,
            "objectId": user.aad_id,
            "name": user.name,
            "givenName": user.name.partition(" ")[0],
            "surname": user.name.partition(" ")[2],
            "email": user.email,
            "userPrincipalName": user.email,
            "tenantId": user.tenant_id,
            "userRole": "user",
        }

    def _spot(self, conversation_id: str) -> _Spot:
        chat = self._world.chat(conversation_id)
        root_id = split_thread(conversation_id)[1]
        if chat is None or (root_id and self._world.message(chat.id, root_id) is None):
            raise Refused("ConversationNotFound")
        self._check_may_write(chat)
        return _Spot(chat, root_id)

    def _check_may_write(self, chat: Chat) -> None:
        if not self._world.is_installed(chat):
            raise Refused("BotNotInConversationRoster")

    def _person(self, any_id: str) -> UserSeed:
        person = self._world.person(any_id)
        if person is None:
            undecipherable = any_id.startswith("29:")
            message = "Failed to decrypt pairwise id" if undecipherable else "Invalid user identity in provided tenant"
            raise Refused("BadSyntax", message)
        return person

    def _own_message(self, request: web.Request, spot: _Spot) -> Message:
        message = self._world.message(spot.chat.id, request.match_info["activity"])
        if message is None or message.deleted or self._has_vanished(message):
            raise Refused("ActivityNotFoundInConversation")
        if bool(message.targeted_at) != _is_targeted(request):
            raise Refused("BadSyntax", "isTargetedActivity does not fit the message.")
        if message.sender != BOT:
            raise Refused("MessageWritesBlocked", "A bot can change only its own messages.")
        return message

    def _has_vanished(self, message: Message) -> bool:
        return bool(message.targeted_at) and not message.visible_to(message.targeted_at, self._world.clock())

    def _keep(self, spot: _Spot, activity: Json, targeted_at: str = "") -> str:
        _check_size(activity)
        content = _content(activity)
        if content["file"] is not None and spot.chat.team is not None:
            raise Refused("BadSyntax", "File cards are supported only in one-on-one chats.")
        message = Message(
            id=self._world.next_id(),
            chat_id=spot.chat.id,
            sender=BOT,
            at=self._world.clock(),
            root_id=spot.root_id,
            in_thread=spot.chat.team is not None,
            targeted_at=targeted_at,
        )
        if content["card"] is not None and content["text"]:
            # Teams splits such an activity in two and tells only one id.
            self._world.put(replace(message, text=content["text"], text_format=content["text_format"]))
            card = replace(message, id=self._world.next_id(), card=content["card"], root_id=spot.root_id or message.id)
            self._world.put(card)
        else:
            self._world.put(replace(message, **content))
        self._notify(spot.chat, activity, content["text"], targeted_at)
        return message.id

    def _notify(self, chat: Chat, activity: Json, words: str, targeted_at: str) -> None:
        """Every message of a 1:1 chat gives a notice; in a channel one that mentions a person or asks for attention."""
        alerts = inner(activity, "channelData", "notification").get("alert") is True
        mentioned = mentioned_in(activity)
        told = [one for one in chat.members if alerts or chat.team is None or self._world.teams_id(one) in mentioned]
        summary = text(activity, "summary") or words or self._world.bot_name
        title = chat.title if chat.team else self._world.bot_name
        self._world.toast([one for one in told if targeted_at in {"", one}], chat, title, summary)


def _content(activity: Json) -> _Content:
    return {
        "text": _AT.sub(r"@\1", text(activity, "text")),
        "text_format": text(activity, "textFormat", "markdown"),
        "card": card_of(activity),
        "file": file_of(activity),
    }


def _number(request: web.Request, key: str, default: int) -> int:
    value = request.query.get(key, "")
    return int(value) if value.isdecimal() else default


def _is_targeted(request: web.Request) -> bool:
    return request.query.get("isTargetedActivity", "").lower() == "true"


def _check_size(activity: Json) -> None:
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > LARGEST:
        raise Refused("MessageSizeTooBig")
