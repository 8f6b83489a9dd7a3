"""The county's nightly table of own workers: checked whole, then stored in pieces. Feasible for half a million rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.access_log.access_log import AccessEntry, record
from bot.ownworkers import store
from bot.ownworkers.link_import import BASIS, IMPORTED
from bot.ownworkers.link_rows import BadRow, Rows, TableRules, read_sheets
from bot.ownworkers.model import Link
from config.clock import Clock
from config.database import Database

PIECE = 5_000
"""Links in one transaction: the bot, which writes to the same SQLite file, waits for one at most."""
FAULTS_KEPT = 100
MOST_GO = 10
"""A run that nobody watches forgets at most one in so many."""
Sheets = Callable[[], Sequence[Rows]]
"""Opens the table anew: it is read twice."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the first reading found."""

    good: int
    bad: int
    first_bad: tuple[BadRow, ...]
    met: frozenset[str]
    """Pseudonyms of everybody whom a row is about, also a wrong one."""
    nameless: int
    """Rows that do not tell whose they are."""


@dataclass(frozen=True, slots=True)
class Nightly:
    """One run of the county's own system."""

    sheets: Sheets
    rules: TableRules
    forget_others: bool = False
    """Clients who are not in the table have no own worker any more."""
    even_if_most_go: bool = False
    """Also when they are more than a tenth of those known: a file that was cut looks the same."""


class TooManyGo(Exception):  # noqa: N818 - told to whoever runs it
    """Nothing was stored: more would be forgotten than a county's table forgets in a day, or it is not known whom."""

    def __init__(self, gone: int, known: int, nameless: int) -> None:
        super().__init__(gone, known, nameless)
        self.gone, self.known, self.nameless = gone, known, nameless


def check(nightly: Nightly) -> Checked:
    """Reads the table without storing anything. Raises Expected when it is no such table."""
    good, bad, nameless = 0, 0, 0
    first: list[BadRow] = []
    met: set[str] = set()
    for one in read_sheets(nightly.sheets(), nightly.rules):
        met.add(one.pseudonym)
        if isinstance(one, Link):
            good += 1
        else:
            bad += 1
            nameless += not one.pseudonym
            first += [one] if len(first) < FAULTS_KEPT else []
    return Checked(good, bad, tuple(first), frozenset(met), nameless)


async def refuse_to_forget_most(database: Database, nightly: Nightly, checked: Checked) -> None:
    """Raises TooManyGo when it is not sure that those who are not in the table are to be forgotten."""
    if not nightly.forget_others:
        return
    async with database.read() as connection:
        known = await store.pseudonyms(connection, nightly.rules.county)
    gone = len(known - checked.met)
    if gone and (checked.nameless or (gone * MOST_GO > len(known) and not nightly.even_if_most_go)):
        raise TooManyGo(gone, len(known), checked.nameless)


async def take_over(database: Database, nightly: Nightly, checked: Checked, clock: Clock) -> int:
    """Stores the good rows; how many of them changed something. A run that broke off is repeated without harm.

    Only links from before the run are forgotten: those told on a form meanwhile could not be in the table.
    """
    county, changed, began = nightly.rules.county, 0, clock()
    for piece in _pieces(one for one in read_sheets(nightly.sheets(), nightly.rules) if isinstance(one, Link)):
        async with database.write() as connection:
            known = await store.known_of(connection, county, [one.pseudonym for one in piece])
            new = [one for one in piece if known.get(one.pseudonym) != one]
            await store.put(connection, new, store.Told("import", clock(), basis=BASIS))
            changed += len(new)
    async with database.write() as connection:
        if nightly.forget_others:
            changed += await store.remove_others(connection, county, checked.met, began)
        entry = AccessEntry(clock(), "", "", county, IMPORTED, basis=BASIS)
        await record(connection, entry)
    return changed


def _pieces(links: Iterator[Link]) -> Iterator[list[Link]]:
    piece: list[Link] = []
    for link in links:
        piece.append(link)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece
