"""Reading what a pressed card sends: its own data and its fields, unchecked until here."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError

from bot.errors import Expected
from bot.turns.turn import Press
from cards.kit.button_data import ButtonData

DataT = TypeVar("DataT", bound=ButtonData)


def read_data(data: type[DataT], sent: Mapping[str, object]) -> DataT:
    """What came with a press. Raises Expected when it cannot be read: nothing has been done then."""
    try:
        return data.model_validate(sent)
    except ValidationError:
        raise Expected(data.out_of_date, code="stale_form") from None


def text_in(press: Press, name: str) -> str:
    """A text field of a card, trimmed; empty when it was not sent. PostgreSQL stores no NUL characters."""
    value = press.data.get(name)
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""
