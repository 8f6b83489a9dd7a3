"""Every button: an Action.Execute always brings an Action.Submit with the same data for clients that cannot run it."""

from collections.abc import Sequence
from typing import Literal

from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    ExecuteAction,
    ShowCardAction,
    SubmitAction,
    SubmitActionData,
    TargetElement,
    ToggleVisibilityAction,
)

from cards.kit.button_data import ButtonData


def button(title: str, data: ButtonData, *, filled: bool = False, inputs: bool = True) -> ExecuteAction:
    """A button the bot acts on. `filled` marks the step the turn asks for; `inputs=False` sends no fields."""
    style: Literal["positive"] | None = "positive" if filled else None
    associated: Literal["none"] | None = None if inputs else "none"
    carried = SubmitActionData.model_validate(data.carried())
    fallback = SubmitAction(title=title, data=carried, style=style, associated_inputs=associated)
    return ExecuteAction(
        title=title, verb=data.verb, data=carried, style=style, associated_inputs=associated, fallback=fallback
    )


def reveal(title: str, data: ButtonData) -> SubmitAction:
    """Opens the client dialog (task/fetch): only the presser sees it and Teams keeps no copy in the chat."""
    return SubmitAction(
        title=title,
        data=SubmitActionData.model_validate({**data.carried(), "msteams": {"type": "task/fetch"}}),
        associated_inputs="none",
    )


def type_command(title: str, command: str) -> SubmitAction:
    """Types a command into the chat for the reader, as if they had written it."""
    return SubmitAction(
        title=title, data=SubmitActionData.model_validate({"msteams": {"type": "imBack", "value": command}})
    )


def show(title: str, card: AdaptiveCard, *, filled: bool = False) -> ShowCardAction:
    """Opens a part of the card below the buttons."""
    return ShowCardAction(title=title, card=card, style="positive" if filled else None)


def switch(title: str, shown: Sequence[str] = (), hidden: Sequence[str] = ()) -> ToggleVisibilityAction:
    """Shows and hides named elements in the reader's own client; nothing is sent."""
    targets = [TargetElement(element_id=one, is_visible=True) for one in shown]
    targets += [TargetElement(element_id=one, is_visible=False) for one in hidden]
    return ToggleVisibilityAction(title=title, target_elements=targets)


def row(*actions: Action) -> ActionSet:
    """Buttons in the middle of a card."""
    return ActionSet(actions=list(actions))
