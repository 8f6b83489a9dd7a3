"""The clockwork: jobs go on after a failure, and end before the bot does."""

import asyncio
from datetime import timedelta

from bot.jobs.ticker import Ticker

OFTEN = timedelta(milliseconds=20)


async def test_a_job_that_fails_is_run_again_and_the_others_go_on() -> None:
    runs = {"bad": 0, "good": 0}
    both_again = asyncio.Event()

    def ran(job: str) -> None:
        runs[job] += 1
        if min(runs.values()) > 1:
            both_again.set()

    async def bad() -> None:
        ran("bad")
        raise RuntimeError

    async def good() -> None:
        ran("good")

    ticker = Ticker({"bad": (OFTEN, bad), "good": (OFTEN, good)})
    ticker.start()
    async with asyncio.timeout(30):
        await both_again.wait()
    await ticker.stop()


async def test_a_running_job_ends_before_the_ticker_has_stopped() -> None:
    done: list[str] = []
    begun = asyncio.Event()

    async def slow() -> None:
        begun.set()
        await asyncio.sleep(0.2)
        done.append("slow")

    ticker = Ticker({"slow": (OFTEN, slow)})
    ticker.start()
    await begun.wait()
    await ticker.stop()
    assert done == ["slow"]
    await asyncio.sleep(0.3)
    assert done == ["slow"]
