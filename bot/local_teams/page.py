"""Serves the page and the two libraries that npm has put beside it."""

from pathlib import Path

from aiohttp import web

WEB = Path(__file__).parent / "web"
_LIBRARIES = {
    "adaptivecards.js": "adaptivecards/dist/adaptivecards.min.js",
    "markdown-it.js": "markdown-it/dist/markdown-it.min.js",
    "purify.js": "dompurify/dist/purify.min.js",
}
_FRESH = {"Cache-Control": "no-cache"}


def page_routes() -> list[web.RouteDef]:
    """The page at `/`, its files under /page/, the libraries under /lib/."""
    return [
        web.get("/", _index),
        web.get("/favicon.ico", _icon),
        web.get("/page/{name}", _file),
        web.get("/lib/{name}", _library),
    ]


async def _index(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(WEB / "index.html", headers=_FRESH)


async def _icon(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(WEB / "icon.svg", headers=_FRESH)


async def _file(request: web.Request) -> web.StreamResponse:
    path = WEB / request.match_info["name"]
    if path.suffix not in {".js", ".css", ".svg"} or path.parent != WEB or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=_FRESH)


async def _library(request: web.Request) -> web.StreamResponse:
    inside = _LIBRARIES.get(request.match_info["name"])
    if inside is None:
        raise web.HTTPNotFound
    path = WEB / "node_modules" / inside
    if not path.is_file():
        raise web.HTTPNotFound(text=f"Run: npm ci --prefix {WEB}")
    return web.FileResponse(path, headers=_FRESH)
