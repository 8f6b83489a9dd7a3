"""Fetching what people attach and storing what they accept: known hosts only, bounded, no redirects followed."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.errors import Expected
from bot.teams.file_transfer import LARGEST_FILE, TEAMS_FILE, Files
from bot.teams.service_addresses import ServiceAddresses
from bot.turns.turn import Attachment, Upload


class Shelf:
    """A server with files of some kinds, which keeps what is stored."""

    def __init__(self) -> None:
        self.url = ""
        self.stored: list[tuple[str, bytes]] = []
        self.asked: list[str] = []
        self.put_status = 201

    async def get(self, request: web.Request) -> web.Response:
        self.asked.append(request.headers.get("Authorization", ""))
        match request.match_info["kind"]:
            case "small":
                return web.Response(body=b"rows")
            case "big":
                return web.Response(body=b"x" * (LARGEST_FILE + 1))
            case "page":
                return web.Response(text="<!DOCTYPE html>", content_type="text/html")
            case "moved":
                raise web.HTTPFound(f"{self.url}/small?key=1")
            case _:
                return web.Response(status=404)

    async def put(self, request: web.Request) -> web.Response:
        self.stored.append((request.headers["Content-Range"], await request.read()))
        return web.Response(status=self.put_status)


@pytest.fixture
async def shelf() -> AsyncIterator[Shelf]:
    shelf = Shelf()
    app = web.Application(client_max_size=LARGEST_FILE * 2)
    app.add_routes([web.get("/{kind}", shelf.get), web.put("/{kind}", shelf.put)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    shelf.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield shelf
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def files(shelf: Shelf, session: aiohttp.ClientSession) -> Files:
    host = shelf.url.removeprefix("http://")
    return Files(session, ServiceAddresses((host, "*.sharepoint.com"), any_loopback=False))


def attached(url: str, kind: str = TEAMS_FILE) -> Attachment:
    return Attachment("list.xlsx", kind, url)


def place(url: str) -> Upload:
    return Upload("list.xlsx", url, "https://contoso.sharepoint.com/list.xlsx", "ID", "xlsx")


async def code_of(files: Files, attachment: Attachment) -> str:
    with pytest.raises(Expected) as refusal:
        await files.fetch(attachment)
    return refusal.value.code


async def test_a_file_is_fetched_by_its_link_without_the_bots_token(files: Files, shelf: Shelf) -> None:
    assert await files.fetch(attached(f"{shelf.url}/small?tempauth=key")) == b"rows"
    assert shelf.asked == [""]


async def test_a_file_that_is_too_big_is_refused(files: Files, shelf: Shelf) -> None:
    assert await code_of(files, attached(f"{shelf.url}/big")) == "file_too_big"


@pytest.mark.parametrize(("kind", "code"), [("gone", "file_unreachable"), ("moved", "file_is_a_page")])
async def test_a_file_that_is_not_there_or_somewhere_else_is_refused(
    files: Files, shelf: Shelf, kind: str, code: str
) -> None:
    assert await code_of(files, attached(f"{shelf.url}/{kind}")) == code
    assert len(shelf.asked) == 1


async def test_a_page_in_the_place_of_a_file_is_not_read_and_never_sent_again(files: Files, shelf: Shelf) -> None:
    assert await code_of(files, attached(f"{shelf.url}/page")) == "file_is_a_page"


async def test_a_dead_host_is_a_sentence(files: Files, shelf: Shelf, session: aiohttp.ClientSession) -> None:
    dead = Files(session, ServiceAddresses(("127.0.0.1:9",), any_loopback=False))
    assert await code_of(dead, attached("http://127.0.0.1:9/small")) == "file_unreachable"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://contoso.sharepoint.com/list.xlsx",
        "https://contoso.sharepoint.com.evil.example/list.xlsx",
        "https://user@contoso.sharepoint.com/list.xlsx",
        "https://contoso.sharepoint.com@evil.example/list.xlsx",
        "http://127.0.0.1:1/list.xlsx",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://[::1",
    ],
    ids=["empty", "http", "suffix", "user", "other-host", "port", "metadata", "file", "broken"],
)
async def test_only_known_hosts_are_asked(files: Files, shelf: Shelf, url: str) -> None:
    assert await code_of(files, attached(url)) == "file_not_allowed"
    with pytest.raises(Expected) as refusal:
        await files.store(place(url), b"rows")
    assert refusal.value.code == "file_not_allowed"


async def test_only_a_file_sent_in_teams_is_fetched(files: Files, shelf: Shelf) -> None:
    assert await code_of(files, attached(f"{shelf.url}/small", "image/png")) == "file_not_allowed"
    assert shelf.asked == []


async def test_a_file_is_stored_in_one_piece(files: Files, shelf: Shelf) -> None:
    await files.store(place(f"{shelf.url}/place?guid=1"), b"12345")
    assert shelf.stored == [("bytes 0-4/5", b"12345")]


async def test_a_place_that_is_gone_is_a_sentence(files: Files, shelf: Shelf) -> None:
    shelf.put_status = 404
    with pytest.raises(Expected) as refusal:
        await files.store(place(f"{shelf.url}/place"), b"12345")
    assert refusal.value.code == "file_not_stored"
