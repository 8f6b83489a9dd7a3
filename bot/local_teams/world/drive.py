"""People's own files (OneDrive): what they attach goes there, and what the bot gives them after they have agreed.

As in Teams, the address of a file asks for a login; the links in an activity open without one for a short time.
"""

import re
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from secrets import token_urlsafe
from urllib.parse import quote

from aiohttp import web

from bot.local_teams.world.faults import Switchboard
from config.clock import Clock

ROOT = "/drive"
LARGEST = 8 * 1024 * 1024
LINK_GOOD_FOR = timedelta(minutes=10)
_RANGE = re.compile(r"bytes 0-(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class DriveFile:
    """A file, or the place made ready for one; `key` opens it until `key_good_until`."""

    id: str
    owner: str
    """A directory id."""
    name: str
    content: bytes | None
    key: str
    key_good_until: datetime

    @property
    def kind(self) -> str:
        """The ending of the name, without the dot."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""


class Drive:
    """All people's files, and the HTTP by which the bot gets at them."""

    def __init__(self, clock: Clock, switchboard: Switchboard, root_url: str) -> None:
        self._clock = clock
        self._switchboard = switchboard
        self._root_url = root_url
        self._files: dict[str, DriveFile] = {}

    def routes(self) -> list[web.RouteDef]:
        """Links with a key, and addresses that ask for a login."""
        return [
            web.get(ROOT + "/download.aspx", self._download),
            web.put(ROOT + "/uploadSession", self._upload),
            web.get(ROOT + "/personal/{owner}/Documents/Applications/{name}", self._closed),
        ]

    def add(self, owner: str, name: str, content: bytes | None) -> DriveFile:
        """Keeps a file, or with None a place for one; a name that is taken gets a number."""
        taken = {one.name for one in self._files.values() if one.owner == owner}
        stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
        number = 1
        free = name
        while free in taken:
            free, number = f"{stem} {number}{dot}{ending}", number + 1
        good_until = self._clock() + LINK_GOOD_FOR
        made = DriveFile(str(uuid.uuid4()).upper(), owner, free, content, token_urlsafe(24), good_until)
        self._files[made.id] = made
        return made

    def of(self, owner: str, file_id: str) -> DriveFile | None:
        """A stored file of this person."""
        found = self._files.get(file_id)
        return found if found and found.owner == owner and found.content is not None else None

    def content_url(self, file: DriveFile) -> str:
        """The file's own address."""
        return f"{self._root_url}{ROOT}/personal/{file.owner}/Documents/Applications/{quote(file.name)}"

    def download_url(self, file: DriveFile) -> str:
        """The link by which anybody can fetch it for some minutes."""
        return f"{self._root_url}{ROOT}/download.aspx?UniqueId={file.id}&tempauth={file.key}"

    def upload_url(self, file: DriveFile) -> str:
        """The link by which anybody can put the content there for some minutes."""
        return f"{self._root_url}{ROOT}/uploadSession?guid={file.id}&tempauth={file.key}"

    async def _download(self, request: web.Request) -> web.Response:
        file = self._opened(request, "UniqueId")
        if self._switchboard.general.files_down:
            return web.Response(status=503)
        if file is None or file.content is None:
            return web.Response(status=401)
        return web.Response(body=BytesIO(file.content), content_type="application/octet-stream")

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._opened(request, "guid")
        if self._switchboard.general.files_down:
            return web.Response(status=503)
        if file is None or file.content is not None:
            return _refused(404, "itemNotFound", "The upload session was not found.")
        content = await request.read()
        said = _RANGE.fullmatch(request.headers.get("Content-Range", ""))
        if said is None or (int(said[1]) + 1, int(said[2])) != (len(content), len(content)):
            return _refused(416, "invalidRange", "The Content-Range header does not fit the content.")
        self._files[file.id] = replace(file, content=content)
        return web.json_response({"id": file.id, "name": file.name, "size": len(content)}, status=201)

    async def _closed(self, _: web.Request) -> web.Response:
        return web.Response(status=401, text="Log in to OneDrive.")

    def _opened(self, request: web.Request, name: str) -> DriveFile | None:
        file = self._files.get(request.query.get(name, ""))
        if file is None or request.query.get("tempauth") != file.key or self._clock() > file.key_good_until:
            return None
        return file


def _refused(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)
