"""The page's side of the HTTP: its files, what each person sees, and the stream of changes."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import orjson
from aiohttp import web

from bot.local_teams.people import views
from bot.local_teams.people.acts import Acting, NotPossible
from bot.local_teams.people.filing import Filing
from bot.local_teams.world.faults import Switchboard
from bot.local_teams.world.hub import heartbeats

WEB = Path(__file__).parent / "web"
HEARTBEAT_S = 15.0
LONGEST_WAIT_S = 30.0
_LIBRARIES = WEB / "node_modules"


class Page:
    """Serves the page and those who look."""

    def __init__(self, acting: Acting, filing: Filing, switchboard: Switchboard) -> None:
        self._acting = acting
        self._filing = filing
        self._world = acting.world
        self._switchboard = switchboard

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its files, and what it reads."""
        files: list[web.AbstractRouteDef] = [web.static("/web", WEB)] if WEB.is_dir() else []
        if _LIBRARIES.is_dir():
            files.append(web.static("/node_modules", _LIBRARIES))
        return [
            web.get("/", self._index),
            web.get("/api/world", self._whole),
            web.get("/api/people/{person}", self._overview),
            web.get("/api/people/{person}/chats/{chat}", self._chat),
            web.get("/api/people/{person}/messages", self._messages),
            web.get("/api/people/{person}/files/{file}", self._file),
            web.get("/api/people/{person}/events", self._events),
            web.get("/api/events", self._events),
            web.get("/api/wait", self._wait),
            *files,
        ]

    async def _index(self, _: web.Request) -> web.StreamResponse:
        index = WEB / "index.html"
        if not index.is_file():
            return web.Response(text="The page's files are not installed.", status=404)
        return web.FileResponse(index, headers={"Cache-Control": "no-cache"})

    async def _whole(self, _: web.Request) -> web.Response:
        people = [views.person(user) for user in self._world.users.values()]
        bot = {"id": self._world.bot_id, "name": self._world.bot_name}
        return web.json_response({"personas": people, "bot": bot, "faults": self._switchboard.shown()})

    async def _overview(self, request: web.Request) -> web.Response:
        try:
            user = self._acting.user(request.match_info["person"])
        except NotPossible as error:
            return web.json_response({"error": str(error)}, status=error.status)
        return web.json_response(views.overview(self._world, user))

    async def _chat(self, request: web.Request) -> web.Response:
        try:
            user = self._acting.user(request.match_info["person"])
            chat = self._acting.chat(user, request.match_info["chat"])
        except NotPossible as error:
            return web.json_response({"error": str(error)}, status=error.status)
        self._world.look(chat, user.aad_id)
        return web.json_response(views.chat(self._world, chat, user))

    async def _messages(self, request: web.Request) -> web.Response:
        """Everything a person sees, of one conversation or of all, oldest first."""
        conversation = request.query.get("conversation", "")
        try:
            user = self._acting.user(request.match_info["person"])
            chats = [self._acting.chat(user, conversation)] if conversation else self._world.chats_of(user.aad_id)
        except NotPossible as error:
            return web.json_response({"error": str(error)}, status=error.status)
        found = [one for chat in chats for one in self._world.messages(chat, user.aad_id)]
        if ";messageid=" in conversation:
            found = [one for one in found if one.conversation_id == conversation]
        found.sort(key=lambda one: int(one.id))
        shown = [views.message(self._world, one, user) for one in found]
        return web.json_response({"messages": shown, "version": self._world.hub.version})

    async def _file(self, request: web.Request) -> web.Response:
        """A file of the person's own, to be saved."""
        try:
            file = self._filing.open(self._acting.user(request.match_info["person"]), request.match_info["file"])
        except NotPossible as error:
            return web.json_response({"error": str(error)}, status=error.status)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
        return web.Response(body=BytesIO(file.content or b""), content_type="application/octet-stream", headers=headers)

    async def _wait(self, request: web.Request) -> web.Response:
        """Answers when something has changed since the version `after`, or when `seconds` are over."""
        try:
            after, seconds = int(request.query.get("after", "0")), float(request.query.get("seconds", "5"))
        except ValueError:
            return web.json_response({"error": "after and seconds are numbers"}, status=400)
        version = await self._world.hub.wait(after, min(max(seconds, 0.0), LONGEST_WAIT_S))
        return web.json_response({"version": version})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """The stream of one person, or of those in `people`: a browser keeps six connections to a host, so a page
        with several people must do with one of them."""
        named = request.match_info.get("person") or request.query.get("people", "")
        try:
            people = [self._acting.user(one).aad_id for one in named.split(",")]
        except NotPossible as error:
            return web.json_response({"error": str(error)}, status=error.status)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self._world.hub.listening(people) as queue, suppress(ConnectionResetError):
            await stream.prepare(request)
            await stream.write(b": ready\n\n")
            async for event in heartbeats(queue, HEARTBEAT_S):
                if event is None:
                    await stream.write(b": still here\n\n")
                else:
                    await stream.write(b"data: " + orjson.dumps(event) + b"\n\n")
        return stream
