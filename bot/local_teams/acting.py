"""The HTTP interface by which the page, a script or a test acts as a person (docs/local-teams.md)."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from aiohttp import web

from bot.local_teams.faults import Switchboard
from bot.local_teams.hub import heartbeats
from bot.local_teams.identity import Identity
from bot.local_teams.ids import split_thread
from bot.local_teams.people import People, Wish
from bot.local_teams.pressing import NotPossible
from bot.local_teams.seed import PRESENCES, UserSeed
from bot.local_teams.shapes import Json, Unreadable, as_object, count, flag, inner, needed_text, text
from bot.local_teams.views import chats_view, dialog_view, messages_view, person_view, toasts_view
from bot.local_teams.world import Chat, World

LONGEST_WAIT_S = 30.0
_HEARTBEAT_S = 15.0

Act = Callable[[UserSeed, Json], Awaitable[object]]


class Acting:
    """Routes under /act/{person}, and those that concern everybody."""

    def __init__(self, world: World, people: People, switchboard: Switchboard, identity: Identity) -> None:
        self._world = world
        self._people = people
        self._switchboard = switchboard
        self._identity = identity

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        acts: dict[str, Act] = {
            "say": self._say,
            "edit": self._edit,
            "delete": self._delete,
            "press": self._press,
            "dialog": self._dialog,
            "search": self._search,
            "presence": self._presence,
            "install": self._install,
            "look": self._look,
        }
        return [
            *(web.post(f"/act/{{person}}/{name}", self._as_person(act)) for name, act in acts.items()),
            web.get("/act/{person}", self._person),
            web.get("/act/{person}/messages", self._messages),
            web.get("/act/{person}/wait", self._wait),
            web.get("/people", self._everybody),
            web.get("/events", self._events),
            web.get("/faults", self._faults),
            web.put("/faults", self._set_faults),
            web.delete("/faults", self._clear_faults),
            web.post("/keys", self._roll_key),
        ]

    def _as_person(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            try:
                content = await request.read()
                body = as_object(json.loads(content or b"{}"), "body")
                return web.json_response(await act(self._who(request), body))
            except NotPossible as error:
                return web.json_response({"error": str(error)}, status=409)
            except (Unreadable, ValueError) as error:
                return web.json_response({"error": str(error)}, status=400)

        return handle

    async def _say(self, who: UserSeed, body: Json) -> object:
        mention = None if body.get("mention") is None else flag(body, "mention")
        message = await self._people.say(
            who.aad_id, needed_text(body, "text"), text(body, "conversation"), mention=mention
        )
        return {"activity_id": message.id, "conversation": message.conversation_id}

    async def _edit(self, who: UserSeed, body: Json) -> object:
        await self._people.edit(who.aad_id, needed_text(body, "activity_id"), needed_text(body, "text"))
        return {}

    async def _delete(self, who: UserSeed, body: Json) -> object:
        await self._people.delete(who.aad_id, needed_text(body, "activity_id"))
        return {}

    async def _press(self, who: UserSeed, body: Json) -> object:
        return asdict(await self._people.press(who.aad_id, needed_text(body, "activity_id"), _wish(body)))

    async def _dialog(self, who: UserSeed, body: Json) -> object:
        if flag(body, "close"):
            self._people.close_dialog(who.aad_id)
            return {}
        return asdict(await self._people.press_in_dialog(who.aad_id, _wish(body)))

    async def _search(self, who: UserSeed, body: Json) -> object:
        found = await self._people.search(
            who.aad_id,
            needed_text(body, "dataset"),
            text(body, "query"),
            needed_text(body, "activity_id"),
            count(body, "top", 15),
        )
        return [asdict(choice) for choice in found]

    async def _presence(self, who: UserSeed, body: Json) -> object:
        presence = needed_text(body, "presence")
        if presence not in PRESENCES:
            raise Unreadable(f"presence must be one of {', '.join(PRESENCES)}")
        self._world.set_presence(who.aad_id, presence)
        return {}

    async def _install(self, who: UserSeed, body: Json) -> object:
        installed = flag(body, "installed", default=True)
        await self._people.install(who.aad_id, text(body, "conversation"), installed=installed)
        return {}

    async def _look(self, who: UserSeed, body: Json) -> object:
        self._world.look(self._chat(who, needed_text(body, "conversation")), who.aad_id)
        return {}

    async def _person(self, request: web.Request) -> web.Response:
        who = self._who(request)
        return web.json_response(
            {
                "version": self._world.hub.version,
                "person": person_view(who),
                "bot": {"name": self._world.bot_name, "id": self._world.bot_id},
                "conversations": chats_view(self._world, who.aad_id),
                "dialog": dialog_view(self._world, who.aad_id),
                "toasts": toasts_view(self._world, who.aad_id),
            }
        )

    async def _messages(self, request: web.Request) -> web.Response:
        who = self._who(request)
        version = self._world.hub.version
        conversation_id = request.query.get("conversation", "")
        chat = self._chat(who, conversation_id) if conversation_id else self._world.personal(who.aad_id)
        root_id = split_thread(conversation_id)[1]
        return web.json_response(
            {"version": version, "messages": messages_view(self._world, chat, who.aad_id, root_id)}
        )

    async def _wait(self, request: web.Request) -> web.Response:
        self._who(request)
        try:
            after, seconds = int(request.query["after"]), float(request.query.get("timeout", "10"))
        except (KeyError, ValueError):
            raise web.HTTPBadRequest(text="after must be a version, timeout seconds") from None
        version = await self._world.hub.wait(after, min(seconds, LONGEST_WAIT_S))
        return web.json_response({"version": version})

    async def _everybody(self, _: web.Request) -> web.Response:
        return web.json_response([person_view(user) for user in self._world.users.values()])

    async def _events(self, request: web.Request) -> web.StreamResponse:
        people = [one for one in request.query.get("people", "").split(",") if one in self._world.users]
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self._world.hub.listening(people) as queue:
            await response.prepare(request)
            await response.write(b": hello\n\n")
            try:
                async for event in heartbeats(queue, _HEARTBEAT_S):
                    line = f"data: {json.dumps(event)}\n\n" if event else ": still here\n\n"
                    await response.write(line.encode())
            except ConnectionError:
                pass
        return response

    async def _faults(self, _: web.Request) -> web.Response:
        return web.json_response(self._switchboard.shown())

    async def _set_faults(self, request: web.Request) -> web.Response:
        try:
            self._switchboard.put(as_object(await request.json(), "body"))
        except (Unreadable, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return self._told_faults()

    async def _clear_faults(self, _: web.Request) -> web.Response:
        self._switchboard.clear()
        return self._told_faults()

    def _told_faults(self) -> web.Response:
        shown = self._switchboard.shown()
        self._world.hub.publish_to_all({"kind": "faults", "faults": shown})
        return web.json_response(shown)

    async def _roll_key(self, _: web.Request) -> web.Response:
        self._identity.roll_key()
        return web.json_response({})

    def _who(self, request: web.Request) -> UserSeed:
        user = self._world.users.get(request.match_info["person"].lower())
        if user is None:
            raise web.HTTPNotFound(text="there is no such person")
        return user

    def _chat(self, who: UserSeed, conversation_id: str) -> Chat:
        chat = self._world.chat(conversation_id)
        if chat is None or who.aad_id not in chat.members:
            raise web.HTTPNotFound(text="there is no such conversation for this person")
        return chat


def _wish(body: Json) -> Wish:
    kind = text(body, "as", "execute")
    if kind not in {"execute", "submit"}:
        raise Unreadable("as must be execute or submit")
    return Wish(
        verb=text(body, "verb"),
        title=text(body, "title"),
        inputs={name: str(value) for name, value in inner(body, "inputs").items()},
        kind="submit" if kind == "submit" else "execute",
        checked=not flag(body, "unchecked"),
        action=inner(body, "action") or None,
    )
