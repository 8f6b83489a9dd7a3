"""Reading what a pressed card sends, unchecked until here: what its button carries, and its fields."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError

from bot.errors import Expected
from cards.kit.button_data import ButtonData

STALE_FORM = "stale_form"
DataT = TypeVar("DataT", bound=ButtonData)


def read_data(data: type[DataT], sent: Mapping[str, object]) -> DataT:
    """What came with a press. Raises Expected when it cannot be read: nothing has been done then."""
    try:
        return data.model_validate(sent)
    except ValidationError:
        raise Expected(data.out_of_date, code=STALE_FORM) from None
