"""Files of people: fetched from where Teams has put them, stored where Teams has made a place for them.

The addresses come from whoever sent the activity, so only the hosts of an allow-list are asked, without the bot's
token, without redirects, and never more than a bounded size.
"""

from io import BytesIO
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.errors import Expected
from bot.teams.service_addresses import ServiceAddresses
from bot.turns.turn import Attachment, Upload
from config.texts import Translate

TEAMS_FILE = "application/vnd.microsoft.teams.file.download.info"
LARGEST_FILE = 2 * 1024 * 1024
"""Bytes; ten thousand contacts as XLSX take about one million."""
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=3)

log = structlog.get_logger()


class Files:
    """Fetches and stores. `hosts` says where files may be."""

    def __init__(self, session: aiohttp.ClientSession, hosts: ServiceAddresses) -> None:
        self._session = session
        self._hosts = hosts

    async def fetch(self, attachment: Attachment) -> bytes:
        """The content of a file that was sent in a 1:1 chat. Raises Expected."""
        if attachment.content_type != TEAMS_FILE or not self._may_ask(attachment.content_url):
            raise Expected(_not_allowed, code="file_not_allowed")
        try:
            async with self._session.get(attachment.content_url, timeout=TIMEOUT, allow_redirects=False) as response:
                if 300 <= response.status < 400 or response.content_type == "text/html":
                    raise Expected(_not_the_file, code="file_is_a_page")
                if response.status != 200:
                    raise _unreachable("fetch", str(response.status))
                return await _bounded(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _unreachable("fetch", type(error).__name__) from None

    async def store(self, upload: Upload, content: bytes) -> None:
        """Puts a file where it was accepted. Raises Expected."""
        if not self._may_ask(upload.url):
            raise Expected(_not_allowed, code="file_not_allowed")
        size = len(content)
        headers = {"Content-Range": f"bytes 0-{size - 1}/{size}", "Content-Type": "application/octet-stream"}
        try:
            async with self._session.put(
                upload.url, data=BytesIO(content), headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                if response.status not in {200, 201}:
                    raise _not_stored(str(response.status))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _not_stored(type(error).__name__) from None

    def _may_ask(self, url: str) -> bool:
        """The link's query is its key, and says nothing of where it leads."""
        try:
            address = urlsplit(url)._replace(query="").geturl()
        except ValueError:
            return False
        return self._hosts.allows(address)


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    content = b""
    async for part in response.content.iter_chunked(64 * 1024):
        content += part
        if len(content) > LARGEST_FILE:
            raise Expected(_too_big, code="file_too_big")
    return content


def _unreachable(doing: str, why: str) -> Expected:
    log.info("file_not_moved", doing=doing, why=why)
    return Expected(_not_fetched, code="file_unreachable")


def _not_stored(why: str) -> Expected:
    log.info("file_not_moved", doing="store", why=why)
    return Expected(_not_saved, code="file_not_stored")


def _not_allowed(t: Translate) -> str:
    return t("This file cannot be read from where it is. Attach the file itself to a message in this 1:1 chat.")


def _too_big(t: Translate) -> str:
    return t("The file is larger than 2 MB, so it was not read. Divide it into smaller files.")


def _not_the_file(t: Translate) -> str:
    """A sign-in page or a redirect, as Teams on a telephone may give: attaching it again gives the same."""
    return t(
        "Teams gave a web page in the place of the file. Send the file from a computer, or paste the table into the "
        "message. Nothing was read."
    )


def _not_fetched(t: Translate) -> str:
    return t("The file could not be read from Teams. Attach it again.")


def _not_saved(t: Translate) -> str:
    return t("The file could not be saved in Teams. Ask for it again.")
