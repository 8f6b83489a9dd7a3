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
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        begun.set()
        await may_end.wait()
        done.append("slow")

    ticker = Ticker({"slow": (OFTEN, slow)})
    ticker.start()
    await begun.wait()
    stopping = asyncio.create_task(ticker.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_end.set()
    await stopping
    assert done == ["slow"]
    await asyncio.sleep(3 * OFTEN.total_seconds())  # its next moment would come before this
    assert done == ["slow"]
