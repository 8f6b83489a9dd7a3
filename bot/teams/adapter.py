"""The SDK's adapter, reduced to its core: it carries a turn through the SDK's pipeline and sends nothing itself."""

from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import Activity, ConversationReference, ResourceResponse
from typing_extensions import override

Result = TypeVar("Result")


class TurnAdapter(BotAdapter):
    """Runs an activity through the SDK's middleware and then through `logic`.

    The stock adapter answers 500 to every invoke, fetches a token in each turn and blocks the event loop; so checking
    the token, answering and sending are done elsewhere. Sending through a TurnContext is refused: whatever is said must
    be in the outbox, in the transaction of what caused it.
    """

    async def run(self, activity: Activity, logic: Callable[[TurnContext], Awaitable[Result]]) -> Result:
        """What `logic` makes of the turn; its exceptions come through unchanged."""
        result: Result = await self.run_pipeline(TurnContext(self, activity), logic)
        return result

    @override
    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        return _refuse()

    @override
    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        return _refuse()

    @override
    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        _refuse()


def _refuse() -> NoReturn:
    raise NotImplementedError("what the bot says goes through the outbox, not through a TurnContext")
