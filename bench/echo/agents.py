"""The echo with Microsoft's Agents SDK, without an app id. Prints its port."""

import asyncio

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter
from microsoft_agents.hosting.core import (
    AccessTokenProviderBase,
    ActivityHandler,
    AgentAuthConfiguration,
    Connections,
    RestChannelServiceClientFactory,
    TurnContext,
)


class Anonymous(AccessTokenProviderBase):
    """Nobody is asked for a token, and none is sent."""

    async def get_access_token(self, resource_url: str, scopes: list[str], force_refresh: bool = False) -> str:
        """No token."""
        return ""

    async def acquire_token_on_behalf_of(self, scopes: list[str], user_assertion: str) -> str:
        """No token."""
        return ""


class NoConnections(Connections):
    """One connection for everything."""

    def get_connection(self, connection_name: str) -> AccessTokenProviderBase:
        """The one."""
        return Anonymous()

    def get_default_connection(self) -> AccessTokenProviderBase:
        """The one."""
        return Anonymous()

    def get_token_provider(self, claims_identity: object, service_url: str) -> AccessTokenProviderBase:
        """The one."""
        return Anonymous()

    def get_token_provider_from_activity(self, claims_identity: object, activity: object) -> AccessTokenProviderBase:
        """The one."""
        return Anonymous()

    def get_default_connection_configuration(self) -> AgentAuthConfiguration:
        """Nothing is configured."""
        return AgentAuthConfiguration(anonymous_allowed=True)


class EchoAgent(ActivityHandler):
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """One message."""
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


async def main() -> None:
    """Serves until it is ended."""
    connections = NoConnections()
    adapter = CloudAdapter(
        connection_manager=connections, channel_service_client_factory=RestChannelServiceClientFactory(connections)
    )
    agent = EchoAgent()

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, agent) or web.Response()

    app = web.Application()
    app["agent_configuration"] = AgentAuthConfiguration(anonymous_allowed=True)
    app.router.add_post("/api/messages", messages)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
