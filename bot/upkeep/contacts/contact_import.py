"""A coordinator's table: pasted or sent as a file, read, and proposed as one change that waits for *Hyväksy*."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from bot.errors import Expected
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import Member, coordinator, is_coordinator
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Attachment, Message, Turn
from bot.turns.work import begin, language_of_writer
from bot.upkeep.changes.change_cards import show_made
from bot.upkeep.changes.changing import Request, change, prepared
from bot.upkeep.changes.model import PROBLEMS_KEPT, Aside
from bot.upkeep.changes.outlook import made_from
from bot.upkeep.contacts.contact_saving import ground
from cards.contacts.change import faults_card
from config.texts import Translate, texts
from directory.exchange.column_matching import is_heading
from directory.exchange.directory_file import Format, from_table, read_file
from directory.exchange.table_import import TableImport, plan_table
from directory.exchange.workbooks import ExchangeError
from directory.graph.found_people import FoundPerson
from directory.people.contacts import Contact, DirectoryContent
from directory.records.fields import Problem
from directory.records.problem_wording import problem_words
from directory.records.records import Record

FILE = "application/vnd.microsoft.teams.file.download.info"
_FORMATS: dict[str, Format] = {"csv": "csv", "tsv": "csv", "txt": "csv", "xlsx": "xlsx", "json": "json"}
_OTHER_TABLES = frozenset({"xls", "xlsm", "xlsb", "ods", "numbers"})
"""Tables too, whose sender is told in which form they are read."""
LOOKED_UP_TOGETHER = 10
LOOK_UP_SECONDS = 8.0
"""How long addresses of one table are looked up: Teams repeats a message that waits for 15 seconds."""
HEADING_WITHIN = 10


def has_table(turn: Turn) -> bool:
    """Whether the message brings a table of contacts: a file, or pasted rows with headings that are known."""
    message = turn.doing
    if not isinstance(message, Message):
        return False
    return bool(_files(message)) or any(is_heading(row) for row in message.table[:HEADING_WITHIN])


def takes(services: Services, turn: Turn) -> bool:
    """Whether a message without a command is a coordinator's table. Words with another file are a line for people."""
    message = turn.doing
    if turn.place.kind != "personal" or not isinstance(message, Message):
        return False
    readable = any(_format(one) or _ending(one) in _OTHER_TABLES for one in _files(message)) or not message.text
    return has_table(turn) and (readable or not _files(message)) and is_coordinator(services.directory.current, turn)


async def run(services: Services, turn: Turn, rest: str) -> Answer:  # noqa: ARG001 - the table is beside the words
    """Shows what the table would change; nothing is stored. Raises Expected when there is nothing to read."""
    editor = coordinator(services.directory.current, turn)
    language = await language_of_writer(services, turn)
    records = await _records(services, turn)
    on = ground(services, editor, language)
    plan = await _with_ids(services, editor, await asyncio.to_thread(plan_table, records, on))
    if plan.problems and not await asyncio.to_thread(plan.changes, on.content):
        async with begin(services, turn) as work:
            t = texts(language)
            card = faults_card(_lines(plan, t), plan.bad_rows, plan.good_rows, t)
            await show(work, turn, card)
        return NoAnswer()
    proposal = await prepared(services, editor, _proposal(plan, on.content))
    async with begin(services, turn) as work:
        return await show_made(work, turn, await change(work, turn, proposal))


def _proposal(plan: TableImport, read_over: DirectoryContent) -> Request:
    """What the table changes of what it was read over: nobody's change of meanwhile is taken back by it."""
    aside = Aside(
        problems=plan.problems[:PROBLEMS_KEPT],
        good_rows=plan.good_rows,
        bad_rows=plan.bad_rows,
        missing=tuple(one.id for one in plan.missing),
    )

    def wanted(known: DirectoryContent) -> DirectoryContent:
        return made_from(known, plan.changes(read_over))

    return Request("import", wanted, ask_first=True, aside=aside)


async def _records(services: Services, turn: Turn) -> Sequence[Record]:
    message = turn.doing
    if isinstance(message, Message) and (files := _files(message)):
        return await _read(services, files)
    if isinstance(message, Message) and message.table:
        return _checked(from_table(message.table))
    raise Expected(
        lambda t: t(
            "The table is missing. Attach a CSV or XLSX file to the message, or paste the table from a spreadsheet. "
            "The first row names the columns: name, e-mail, municipalities."
        ),
        code="no_table",
    )


async def _read(services: Services, files: Sequence[Attachment]) -> Sequence[Record]:
    kind = _format(files[0])
    if len(files) > 1 or kind is None:
        raise Expected(
            lambda t: t("Send one file at a time, as CSV or XLSX. Nothing was read."), code="wrong_file_type"
        )
    content = await services.fetch_file(files[0])
    try:
        return _checked(await asyncio.to_thread(read_file, content, kind))
    except ExchangeError as error:
        unreadable = Problem("", 0, "", error.fault)
        raise Expected(
            lambda t: t("{problem} Nothing was read.", problem=problem_words(unreadable, t)), code=error.fault
        ) from error


def _checked(records: Sequence[Record]) -> Sequence[Record]:
    """The rows, if there are any and their headings say who they are about. Raises Expected."""
    headings = {name for record in records if record.section == "contacts" for name in record.fields}
    named = not headings or is_heading(tuple(headings)) or {"id", "name"} & headings
    if records and named:
        return records
    nothing = Problem("", 0, "", "no_headings" if records else "nothing_found")
    raise Expected(lambda t: t("{problem} Nothing was read.", problem=problem_words(nothing, t)), code=nothing.fault)


async def _with_ids(services: Services, editor: Member, plan: TableImport) -> TableImport:
    """Contacts without an id with those that the organisation's own directory has for their addresses.

    Whoever is not found in time is told on the card; sending the table again goes on from there.
    """
    taken = {one.aad_object_id for one in services.directory.current.contacts.values()}
    ids: dict[str, str] = {}
    unknown = iter([one for one in plan.items if isinstance(one, Contact) and one.email and not one.aad_object_id])

    async def look_up() -> None:
        for one in unknown:
            person = await services.find_person(editor.organisation.tenant_id, one.email)
            if isinstance(person, FoundPerson) and person.aad_object_id not in taken:
                ids[one.id] = person.aad_object_id

    with suppress(TimeoutError):
        async with asyncio.timeout(LOOK_UP_SECONDS):
            await asyncio.gather(*(look_up() for _ in range(LOOKED_UP_TOGETHER)))
    items = tuple(
        replace(one, aad_object_id=ids[one.id]) if isinstance(one, Contact) and one.id in ids else one
        for one in plan.items
    )
    return replace(plan, items=items)


def _lines(plan: TableImport, t: Translate) -> tuple[str, ...]:
    return tuple(problem_words(one, t) for one in plan.problems[:PROBLEMS_KEPT])


def _format(file: Attachment) -> Format | None:
    return _FORMATS.get(_ending(file))


def _ending(file: Attachment) -> str:
    return file.name.rpartition(".")[2].lower()


def _files(message: Message) -> tuple[Attachment, ...]:
    return tuple(one for one in message.attachments if one.content_type == FILE)
