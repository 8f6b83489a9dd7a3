"""The stock echo: Microsoft's botbuilder-core sample of an echo bot, without an app id. Prints its port."""

import asyncio

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication


class Settings:
    """No app id: nobody is asked for a token."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""


class EchoBot(ActivityHandler):
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """One message."""
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


async def main() -> None:
    """Serves until it is ended."""
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(Settings())), EchoBot()

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, bot) or web.Response()

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
