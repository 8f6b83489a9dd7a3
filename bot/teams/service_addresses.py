"""To which addresses the bot's token may be sent: an allow-list, because an activity says where its answer goes."""

import ipaddress
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

_SCHEME_PORTS = {"https": 443, "http": 80}


class ServiceAddresses:
    """The allowed hosts: `host`, `host:port`, or `*.host` for any subdomain of it; https only, except on loopback.

    `any_loopback` allows every address of this machine, for local use without an app id.
    """

    def __init__(self, hosts: tuple[str, ...], *, any_loopback: bool) -> None:
        self._hosts = tuple(host.lower() for host in hosts)
        self._any_loopback = any_loopback

    def allows(self, address: str) -> bool:
        """Whether a service address may be written to."""
        parts = _split(address)
        if parts is None or parts.hostname is None:
            return False
        loopback = is_loopback(parts.hostname)
        if loopback and self._any_loopback:
            return True
        if parts.scheme != "https" and not loopback:
            return False
        return any(_matches(parts, pattern) for pattern in self._hosts)


@lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself, without asking a name server."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    clean = parts.scheme in _SCHEME_PORTS and not (parts.username or parts.password or parts.query or parts.fragment)
    return parts if clean and address.isascii() and address.isprintable() and "\\" not in address else None


def _matches(parts: SplitResult, pattern: str) -> bool:
    host = parts.hostname or ""
    port = parts.port or _SCHEME_PORTS[parts.scheme]
    name, colon, wanted = pattern.rpartition(":")
    if not colon or pattern.endswith("]"):
        name, wanted = pattern, str(port if parts.scheme == "http" else _SCHEME_PORTS["https"])
    if str(port) != wanted:
        return False
    name = name.strip("[]")
    return host.endswith(name[1:]) if name.startswith("*.") else host == name
