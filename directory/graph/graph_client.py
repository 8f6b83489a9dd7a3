"""A Microsoft Graph client for one tenant: where Graph is, and with what token it is asked."""

import asyncio
import importlib
import ssl
import time
import warnings
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
from azure.core.exceptions import AzureError, ClientAuthenticationError
from kiota_abstractions.api_error import APIError
from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    AnonymousAuthenticationProvider,
    AuthenticationProvider,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.request_option import RequestOption
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from kiota_http.kiota_client_factory import KiotaClientFactory
from kiota_http.middleware.options import RedirectHandlerOption, RetryHandlerOption
from msgraph.generated.communications.get_presences_by_user_id.get_presences_by_user_id_post_request_body import (
    GetPresencesByUserIdPostRequestBody,
)
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_service_client import GraphServiceClient
from typing_extensions import override

from directory.graph.graph_access import GraphAccess, GraphRefusedError, is_loopback

with warnings.catch_warnings():
    # They warn of classes that msgraph itself has made and deprecated; imported later, the first call would warn.
    warnings.simplefilter("ignore", DeprecationWarning)
    importlib.import_module("msgraph.generated.communications.communications_request_builder")
    users_request_builder = importlib.import_module("msgraph.generated.users.users_request_builder")
    importlib.import_module(
        "msgraph.generated.communications.get_presences_by_user_id.get_presences_by_user_id_request_builder"
    )

USER_FIELDS = ("id", "displayName", "mail", "userPrincipalName")
NO_CONSENT = frozenset({401, 403})
SCOPE = "https://graph.microsoft.com/.default"
_TIMEOUT_S = 10.0
_RENEW_BEFORE_S = 300.0


@dataclass(frozen=True, slots=True)
class TenantGraph:
    """The client of one tenant."""

    graph: GraphServiceClient
    adapter: GraphRequestAdapter
    close: Callable[[], Awaitable[None]]

    async def presences(self, ids: Sequence[str]) -> object:
        """Graph's answer about these people, as JSON. Raises what msgraph and httpx raise.

        The answer is not read into msgraph's own models: the first use of any of them imports some 1,300 modules and
        holds the event loop up for two seconds.
        """
        body = GetPresencesByUserIdPostRequestBody(ids=list(ids))
        request = self.graph.communications.get_presences_by_user_id.to_post_request_information(body)
        answer: object = await self.adapter.send_primitive_async(request, "bytes", {})
        return orjson.loads(answer) if isinstance(answer, bytes) else None

    async def users(self, condition: str) -> object:
        """Graph's answer about the users for whom an OData condition holds, as JSON; at most 20 of them.

        Raises GraphRefusedError, TimeoutError, ValueError or OSError.
        """
        builder = users_request_builder.UsersRequestBuilder
        asked = builder.UsersRequestBuilderGetQueryParameters(filter=condition, select=list(USER_FIELDS), top=20)
        request = self.graph.users.to_get_request_information(RequestConfiguration(query_parameters=asked))
        try:
            answer: object = await self.adapter.send_primitive_async(request, "bytes", {})
        except APIError as error:
            status = error.response_status_code
            raise GraphRefusedError(type(error).__name__, no_consent=status in NO_CONSENT, status=status) from error
        except (httpx.HTTPError, AzureError) as error:
            no_consent = isinstance(error, ClientAuthenticationError)
            raise GraphRefusedError(type(error).__name__, no_consent=no_consent) from error
        return orjson.loads(answer) if isinstance(answer, bytes) else None


def open_graph(access: GraphAccess, tenant_id: str) -> TenantGraph:
    """A client whose token goes to the Graph host only and which never retries by itself."""
    http = httpx.AsyncClient(timeout=_TIMEOUT_S, verify=_tls(), trust_env=not is_loopback(access.graph_url))
    provider, close_credential = _authentication(access, tenant_id)
    options: dict[str, RequestOption] = {
        RetryHandlerOption.get_key(): RetryHandlerOption(max_retries=0, should_retry=False),
        RedirectHandlerOption.get_key(): RedirectHandlerOption(max_redirect=0, should_redirect=False),
    }
    # Not msgraph's own factory: its transport does not close the connections it holds.
    client = KiotaClientFactory.create_with_default_middleware(client=http, options=options)
    adapter = GraphRequestAdapter(provider, client=client)
    adapter.base_url = access.graph_url.rstrip("/")

    async def close() -> None:
        await http.aclose()
        await close_credential()

    return TenantGraph(GraphServiceClient(request_adapter=adapter), adapter, close)


@cache
def _tls() -> ssl.SSLContext:
    """Shared by all clients: reading the certificates takes longer than a call."""
    return httpx.create_ssl_context()


def _authentication(
    access: GraphAccess, tenant_id: str
) -> tuple[AuthenticationProvider, Callable[[], Awaitable[None]]]:
    host = urlsplit(access.graph_url).hostname or ""
    if not access.app_id:
        return AnonymousAuthenticationProvider(), _nothing
    if is_loopback(access.login_url):
        return BaseBearerTokenAuthenticationProvider(LoopbackTokens(access, tenant_id, host)), _nothing
    from azure.identity.aio import ClientSecretCredential

    secret = access.app_password.get_secret_value()
    credential = ClientSecretCredential(tenant_id, access.app_id, secret, authority=access.login_url)
    return AzureIdentityAuthenticationProvider(credential, scopes=[SCOPE], allowed_hosts=[host]), credential.close


async def _nothing() -> None:
    """There is no credential to close."""


class LoopbackTokens(AccessTokenProvider):
    """Client credentials from a login service on this machine, which azure-identity refuses for want of https."""

    def __init__(self, access: GraphAccess, tenant_id: str, host: str) -> None:
        self._access = access
        self._address = f"{access.login_url.rstrip('/')}/{tenant_id}/oauth2/v2.0/token"
        self._hosts = AllowedHostsValidator([host])
        self._lock = asyncio.Lock()
        self._token = ""
        self._good_until = 0.0

    @override
    async def get_authorization_token(
        self, uri: str, additional_authentication_context: dict[str, Any] | None = None
    ) -> str:
        """The cached token, or a new one when it is about to expire; empty for a host that may not have it."""
        if not self._hosts.is_url_host_valid(uri):
            return ""
        async with self._lock:
            if time.monotonic() > self._good_until:
                await self._renew()
            return self._token

    @override
    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        """The hosts that may have the token."""
        return self._hosts

    async def _renew(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._access.app_id,
            "client_secret": self._access.app_password.get_secret_value(),
            "scope": SCOPE,
        }
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, verify=_tls(), trust_env=False) as http:
            answer = (await http.post(self._address, data=form)).raise_for_status().json()
        self._token = str(answer["access_token"])
        self._good_until = time.monotonic() + float(answer["expires_in"]) - _RENEW_BEFORE_S
