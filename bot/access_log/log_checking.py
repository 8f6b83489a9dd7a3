"""Checking the access log: its chains, what binds them together, and that what was cut off was cut by the bot."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import BEGINNING, LOG, OF_ALL, End, Ends, Fault, Problem, ends, first_end, stored_rows
from bot.access_log.bindings import OF_BINDINGS, bindings, ends_in, faults, not_there
from bot.access_log.log_cutting import cuts, is_lawful
from bot.access_log.tables import AccessLogCut
from bot.privacy.pseudonyms import Pseudonymiser

NOTHING_KEPT: Ends = {}


async def verify(
    connection: AsyncConnection, kept: Ends = NOTHING_KEPT, signer: Pseudonymiser | None = None
) -> list[Problem]:
    """Goes through the whole log and returns what is wrong with it, in order; an empty list when it is intact.

    With a checkpoint `kept` from before it also notices chains that were rewritten from some row onwards or are gone.
    The signer knows what the bot has signed: without one no cut and no binding is believed. Rows are read once, as a
    stream, so the size of the log does not matter; what is written meanwhile is no fault.
    """
    off = await cuts(connection)
    problems = [Problem(chain, one.last_number, Fault.CUT) for chain, one in off.items() if not _lawful(one, signer)]
    before = await ends(connection)
    found, of_rows = await _chains(
        connection, kept, {name: End(one.last_number, one.last_hash) for name, one in off.items()}
    )
    began = first_end(OF_BINDINGS, found.get(OF_ALL, BEGINNING))
    bound, of_bindings = await _bindings(connection, began, kept.get(OF_BINDINGS), signer)
    after = await ends(connection)
    problems += [*of_rows, *of_bindings]
    if bound.number or OF_BINDINGS in before:
        found[OF_BINDINGS] = bound
    for chain in sorted(before.keys() | found.keys()):
        end = found.get(chain, first_end(chain, found.get(OF_ALL, BEGINNING)))
        if not _is_end(end, before.get(chain), after.get(chain)):
            problems.append(Problem(chain, end.number, Fault.MISSING))
    for chain, one in sorted(kept.items()):
        if found.get(chain, BEGINNING).number < one.number:
            problems.append(Problem(chain, one.number, Fault.MISSING))
    return list(dict.fromkeys(problems))


async def _chains(
    connection: AsyncConnection, kept: Ends, begins: Mapping[str, End]
) -> tuple[dict[str, End], list[Problem]]:
    """Where each chain ends by its rows, and what is wrong with them."""
    found = dict(begins)
    problems = [
        Problem(chain, one.number, Fault.REWRITTEN) for chain, one in found.items() if _is_other(one, kept.get(chain))
    ]
    async for row in stored_rows(connection, select(LOG).order_by(LOG.c.id)):
        previous = found.get(row.chain) or first_end(row.chain, found.get(OF_ALL, BEGINNING))
        wrong = [Fault.CHANGED] if row.chain == OF_BINDINGS else [*row.faults(previous)]
        if _is_other(row.end, kept.get(row.chain)):
            wrong.append(Fault.REWRITTEN)
        problems += [Problem(row.chain, row.number, fault) for fault in wrong]
        end = row.end_after(previous)
        if end != previous:
            found[row.chain] = end
    return found, problems


async def _bindings(
    connection: AsyncConnection, began: End, kept: End | None, signer: Pseudonymiser | None
) -> tuple[End, list[Problem]]:
    """Where the chain of bindings ends, and what is wrong with them or by them with the rows."""
    previous, known, problems = began, NOTHING_KEPT, list[Problem]()
    async for one in bindings(connection):
        end = End(one.number, one.signature)
        wrong = [*faults(one, previous, signer)]
        if _is_other(end, kept):
            wrong.append(Fault.REWRITTEN)
        problems += [Problem(OF_BINDINGS, one.number, fault) for fault in wrong]
        if Fault.CHANGED not in wrong:
            bound = ends_in(one)
            problems += await not_there(
                connection, {chain: at for chain, at in bound.items() if known.get(chain) != at}
            )
            known = bound
        if one.number > previous.number:
            previous = end
    return previous, problems


def _lawful(cut: AccessLogCut, signer: Pseudonymiser | None) -> bool:
    return signer is not None and is_lawful(cut, signer)


def _is_other(end: End, kept: End | None) -> bool:
    return kept is not None and end.number == kept.number and end.hash != kept.hash


def _is_end(found: End, before: End | None, after: End | None) -> bool:
    """Whether a chain ends where its head says, which may have gone on between two looks."""
    if after is None or (before is not None and before.number > found.number):
        return False
    return after == found or (after.number > found.number and after != before)
