"""The limit: an echo with aiohttp alone, no SDK. Prints its port; takes no tokens."""

import asyncio

import aiohttp
from aiohttp import web


async def main() -> None:
    """Serves until it is ended."""
    async with aiohttp.ClientSession() as session:

        async def messages(request: web.Request) -> web.Response:
            said = await request.json()
            answer = {"type": "message", "text": f"Echo: {said['text']}", "replyToId": said["id"]}
            url = f"{said['serviceUrl']}v3/conversations/{said['conversation']['id']}/activities"
            async with session.post(url, json=answer) as sent:
                await sent.read()
            return web.Response()

        app = web.Application()
        app.router.add_post("/api/messages", messages)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(runner.addresses[0][1], flush=True)
        await asyncio.Event().wait()


asyncio.run(main())
