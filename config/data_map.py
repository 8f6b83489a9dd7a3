"""What a table says of itself: to people in docs/privacy.md, and to whoever has to delete its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Table
from sqlmodel import SQLModel

from config.sql import table as table_of


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the data map: which columns tell something of a person, whose, why they are kept and how long."""

    model: type[SQLModel]
    personal: str = ""
    """Names of columns, with spaces between them; every column is either here or in `other`."""
    other: str = ""
    of: str = "–"
    why: str = ""
    kept: str = ""
    """How long, in words. They come true by `wiped` or `emptied`, by a sweep, or by what `ended_by` names."""
    wiped: bool = False
    """The wipe of a consultation deletes the rows with its `number`."""
    emptied: Mapping[str, object] = field(default_factory=dict)
    """What the wipe of a consultation puts into columns of the row with its `number`, which stays."""
    ended_by: str = ""
    """What or who ends rows that neither a wipe nor a sweep does."""

    @property
    def table(self) -> Table:
        """The table that is told of."""
        return table_of(self.model)
