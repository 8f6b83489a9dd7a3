"""Where Graph is and what it may answer, without Microsoft's own libraries: they are loaded when it is first asked."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr


class GraphRefusedError(Exception):
    """Graph, its login service or the way there gave no answer; `kind` is the class of what was raised."""

    def __init__(self, kind: str, *, no_consent: bool, status: int | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.no_consent = no_consent
        self.status = status


@dataclass(frozen=True, slots=True)
class GraphAccess:
    """Where Graph and its tokens come from; the same app in every tenant."""

    graph_url: str
    login_url: str
    app_id: str
    app_password: SecretStr

    @property
    def usable(self) -> bool:
        """Without an app id only a Graph on this machine can be asked."""
        return bool(self.app_id) or is_loopback(self.graph_url)


def is_loopback(url: str) -> bool:
    """Whether the address is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
