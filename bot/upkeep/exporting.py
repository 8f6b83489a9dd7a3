"""An organisation's own part of the directory as a file for its coordinator; an import reads it back unchanged."""

from collections.abc import Mapping

from bot.errors import Expected
from bot.outbox.file_cards import FileOffer
from bot.services import Services
from bot.turns import people
from bot.turns.answers import Answer, NoAnswer
from bot.turns.files import offer_file
from bot.turns.turn import Turn
from bot.turns.work import begin
from bot.upkeep.editors import coordinator
from config.texts import texts
from directory.calendar import helsinki_date
from directory.exchange import Format, write_file
from directory.naming import organisation_name
from directory.part import part_of
from directory.records import to_records

_FORMATS: Mapping[str, Format] = {"": "xlsx", "xlsx": "xlsx", "excel": "xlsx", "csv": "csv"}


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Offers the file in the chat. Raises Expected for another format than CSV and XLSX."""
    editor = coordinator(services.directory.current, turn)
    kind = _FORMATS.get(rest.casefold().strip())
    if kind is None:
        raise Expected(lambda t: t("Choose xlsx or csv: for example /contact export csv."), code="unknown_format")
    content = part_of(services.directory.current.content, editor.organisation.code)
    size = len(write_file(to_records(content), kind))
    async with begin(services, turn) as work:
        language = await people.language(work.connection, turn)
        t = texts(language)
        day = helsinki_date(work.now).isoformat()
        name = f"{t('contacts', context='file name')}-{editor.organisation.code.lower()}-{day}.{kind}"
        organisation = organisation_name(services.reference, editor.organisation.code, language)
        description = t("The directory's part of {organisation}, as a table.", organisation=organisation)
        await offer_file(work, turn, FileOffer(name, size, description, {"verb": "contact.export", "format": kind}))
    return NoAnswer()


async def make(services: Services, turn: Turn, context: Mapping[str, object]) -> bytes:
    """The file that was offered, as the directory is now. Raises Expected for anybody but a coordinator."""
    editor = coordinator(services.directory.current, turn)
    kind = _FORMATS.get(str(context.get("format", "")), "xlsx")
    return write_file(to_records(part_of(services.directory.current.content, editor.organisation.code)), kind)
