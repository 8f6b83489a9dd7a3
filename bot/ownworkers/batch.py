"""The county's nightly table of own workers: checked whole, then stored in pieces. Feasible for half a million rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.access_log.access_log import AccessEntry, record
from bot.ownworkers import store
from bot.ownworkers.link_import import BASIS, IMPORTED
from bot.ownworkers.link_rows import BadRow, TableRules, read_table
from bot.ownworkers.model import Link
from config.clock import Clock
from config.database import Database

PIECE = 5_000
"""Links in one transaction: the bot, which writes to the same SQLite file, waits for one at most."""
FAULTS_KEPT = 100
Rows = Callable[[], Iterable[Sequence[str]]]
"""Opens the table anew: it is read twice."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the first reading found."""

    good: int
    bad: int
    first_bad: tuple[BadRow, ...]


@dataclass(frozen=True, slots=True)
class Nightly:
    """One run of the county's own system."""

    rows: Rows
    rules: TableRules
    forget_others: bool = False
    """Clients who are not in the table have no own worker any more."""


def check(nightly: Nightly) -> Checked:
    """Reads the table without storing anything. Raises Expected when it is no such table."""
    good, bad = 0, 0
    first: list[BadRow] = []
    for one in read_table(nightly.rows(), nightly.rules):
        if isinstance(one, Link):
            good += 1
        else:
            bad += 1
            first += [one] if len(first) < FAULTS_KEPT else []
    return Checked(good, bad, tuple(first))


async def take_over(database: Database, nightly: Nightly, clock: Clock) -> int:
    """Stores the good rows; how many of them changed something. A run that broke off is repeated without harm."""
    county, changed = nightly.rules.county, 0
    kept: set[str] = set()
    for piece in _pieces(one for one in read_table(nightly.rows(), nightly.rules) if isinstance(one, Link)):
        kept |= {one.pseudonym for one in piece}
        async with database.write() as connection:
            known = await store.known_of(connection, county, [one.pseudonym for one in piece])
            new = [one for one in piece if known.get(one.pseudonym) != one]
            await store.put(connection, new, store.Told("import", clock(), basis=BASIS))
            changed += len(new)
    async with database.write() as connection:
        if nightly.forget_others:
            changed += await store.remove_others(connection, county, kept)
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
