"""The interface by which a page, a test or a script acts as a person: `/act/{directory id}/…` and `/faults`."""

from base64 import b64decode
from collections.abc import Awaitable, Callable

import orjson
from aiohttp import web

from bot.local_teams.microsoft.identity import Identity
from bot.local_teams.people import views
from bot.local_teams.people.acts import Acting, NotPossible, Writing
from bot.local_teams.people.filing import Filing
from bot.local_teams.people.pressing import Press, Pressing
from bot.local_teams.world.drive import LARGEST
from bot.local_teams.world.faults import Switchboard
from bot.local_teams.world.seed import UserSeed
from bot.local_teams.world.shapes import Json, Unreadable, flag, inner, needed_text, objects, text

Act = Callable[[UserSeed, Json], Awaitable[Json]]


class ActingWeb:
    """Serves those who act."""

    def __init__(self, acting: Acting, filing: Filing, switchboard: Switchboard, identity: Identity) -> None:
        self._acting = acting
        self._filing = filing
        self._pressing = Pressing(acting)
        self._switchboard = switchboard
        self._identity = identity

    def routes(self) -> list[web.RouteDef]:
        """One address per doing."""
        doings: dict[str, Act] = {
            "say": self._say,
            "edit": self._edit,
            "delete": self._delete,
            "undelete": self._undelete,
            "press": self._press,
            "search": self._search,
            "presence": self._presence,
            "read": self._read,
            "typing": self._typing,
            "install": self._install,
            "leave": self._leave,
            "answer-file": self._answer_file,
            "close-dialog": self._close_dialog,
        }
        return [
            *(web.post(f"/act/{{person}}/{name}", self._handler(act)) for name, act in doings.items()),
            web.get("/faults", self._faults),
            web.put("/faults", self._set_faults),
            web.delete("/faults", self._clear_faults),
            web.post("/keys/roll", self._roll_key),
        ]

    def _handler(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            try:
                user = self._acting.user(request.match_info["person"])
                return web.json_response(await act(user, await _body(request)))
            except NotPossible as error:
                return web.json_response({"error": str(error)}, status=error.status)
            except Unreadable as error:
                return web.json_response({"error": str(error)}, status=400)

        return handle

    async def _say(self, user: UserSeed, body: Json) -> Json:
        writing = Writing(
            text(body, "text"),
            page=text(body, "html"),
            files=tuple(_file(one) for one in objects(body.get("files"))),
            root_id=text(body, "thread"),
            slash=flag(body, "slash"),
            mention=flag(body, "mention"),
        )
        message = await self._acting.say(user, text(body, "conversation"), writing)
        return {"id": message.id, "conversation": message.conversation_id}

    async def _edit(self, user: UserSeed, body: Json) -> Json:
        await self._acting.edit(user, text(body, "conversation"), needed_text(body, "id"), text(body, "text"))
        return {}

    async def _delete(self, user: UserSeed, body: Json) -> Json:
        await self._acting.delete(user, text(body, "conversation"), needed_text(body, "id"))
        return {}

    async def _undelete(self, user: UserSeed, body: Json) -> Json:
        await self._acting.undelete(user, text(body, "conversation"), needed_text(body, "id"))
        return {}

    async def _press(self, user: UserSeed, body: Json) -> Json:
        press = Press(
            action=inner(body, "action"),
            inputs=inner(body, "inputs"),
            message_id=text(body, "id"),
            conversation_id=text(body, "conversation"),
            in_dialog=flag(body, "dialog", default=not text(body, "id")),
        )
        return views.press_answer(await self._pressing.press(user, press))

    async def _search(self, user: UserSeed, body: Json) -> Json:
        dataset = needed_text(body, "dataset")
        found = await self._pressing.search(user, text(body, "conversation"), dataset, text(body, "query"))
        return {"results": found}

    async def _presence(self, user: UserSeed, body: Json) -> Json:
        self._acting.set_presence(user, needed_text(body, "value"))
        return {}

    async def _read(self, user: UserSeed, body: Json) -> Json:
        await self._acting.read(user, text(body, "conversation"))
        return {}

    async def _typing(self, user: UserSeed, body: Json) -> Json:
        await self._acting.type_along(user, text(body, "conversation"))
        return {}

    async def _install(self, user: UserSeed, body: Json) -> Json:
        installed = flag(body, "installed", default=True)
        await self._acting.install(user, text(body, "conversation"), installed=installed)
        return {}

    async def _leave(self, user: UserSeed, _: Json) -> Json:
        self._acting.leave(user)
        return {}

    async def _answer_file(self, user: UserSeed, body: Json) -> Json:
        conversation, message_id = text(body, "conversation"), needed_text(body, "id")
        taken = await self._filing.answer(user, conversation, message_id, accept=flag(body, "accept"))
        return {"taken": taken}

    async def _close_dialog(self, user: UserSeed, _: Json) -> Json:
        self._pressing.close_dialog(user)
        return {}

    async def _faults(self, _: web.Request) -> web.Response:
        return web.json_response(self._switchboard.shown())

    async def _set_faults(self, request: web.Request) -> web.Response:
        try:
            self._switchboard.put(await _body(request))
        except Unreadable as error:
            return web.json_response({"error": str(error)}, status=400)
        self._acting.world.hub.publish_to_all({"kind": "faults"})
        return web.json_response(self._switchboard.shown())

    async def _clear_faults(self, _: web.Request) -> web.Response:
        self._switchboard.clear()
        self._acting.world.hub.publish_to_all({"kind": "faults"})
        return web.json_response(self._switchboard.shown())

    async def _roll_key(self, _: web.Request) -> web.Response:
        if self._identity.auth:
            self._identity.roll_key()
        return web.json_response({})


def _file(one: Json) -> tuple[str, bytes]:
    """Name and content of an attached file, whose content comes in base64. Raises Unreadable."""
    try:
        content = b64decode(text(one, "content"), validate=True)
    except ValueError as error:
        raise Unreadable("the content of a file must be base64") from error
    if len(content) > LARGEST:
        raise Unreadable("the file is too large for this Local Teams")
    return needed_text(one, "name"), content


async def _body(request: web.Request) -> Json:
    """The JSON object sent. Raises Unreadable; another content type is refused, so that no foreign page can act."""
    if request.content_type != "application/json":
        raise Unreadable("send application/json")
    try:
        found = orjson.loads(await request.read() or b"{}")
    except orjson.JSONDecodeError as error:
        raise Unreadable("this is not JSON") from error
    if not isinstance(found, dict):
        raise Unreadable("send a JSON object")
    return found
