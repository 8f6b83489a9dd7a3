"""An organisation's own part of the directory as a file for its coordinator; an import reads it back unchanged."""

import asyncio
from collections.abc import Mapping

from bot.errors import Expected
from bot.outbox.file_cards import FileOffer
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import Member, coordinator
from bot.turns.offered_files import offer_file
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import begin, language_of_writer
from cards.buttons.contact_data import ContactFileData
from config.texts import Language, language_of, texts
from directory.exchange.directory_file import Format, to_csv, to_xlsx
from directory.exchange.readable import readable
from directory.naming import organisation_name
from directory.people.part import part_of
from directory.records.diffing import Wordbook
from directory.records.records import to_records
from directory.time.calendar import helsinki_date

_FORMATS: Mapping[str, Format] = {"": "xlsx", "xlsx": "xlsx", "excel": "xlsx", "csv": "csv"}


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Offers the file in the chat. Raises Expected for another format than CSV and XLSX."""
    editor = coordinator(services.directory.current, turn)
    kind = _FORMATS.get(rest.casefold().strip())
    if kind is None:
        raise Expected(lambda t: t("Choose xlsx or csv: for example /contact export csv."), code="unknown_format")
    language = await language_of_writer(services, turn)
    size = len(await asyncio.to_thread(_file, services, editor, kind, language))
    async with begin(services, turn) as work:
        t = texts(language)
        day = helsinki_date(work.now).isoformat()
        name = f"{t('contacts', context='file name')}-{editor.organisation.code.lower()}-{day}.{kind}"
        organisation = organisation_name(services.reference, editor.organisation.code, language)
        description = t("The directory's part of {organisation}, as a table.", organisation=organisation)
        data = ContactFileData(format=kind, language=language)
        await offer_file(work, turn, FileOffer(name, size, description, data))
    return NoAnswer()


async def make(services: Services, turn: Turn, data: ContactFileData) -> bytes:
    """The file that was offered, as the directory is now. Raises Expected for anybody but a coordinator."""
    editor = coordinator(services.directory.current, turn)
    kind = _FORMATS.get(data.format, "xlsx")
    language = language_of(data.language)
    return await asyncio.to_thread(_file, services, editor, kind, language)


def _file(services: Services, editor: Member, kind: Format, language: Language) -> bytes:
    """A workbook has names in the reader's language; CSV, for other systems, the codes."""
    content = part_of(services.directory.current.content, editor.organisation.code)
    if kind == "csv":
        return to_csv(to_records(content))
    people_names = {one.id: one.name for one in content.contacts}
    words = Wordbook(services.reference, people_names, language, texts(language))
    return to_xlsx(*readable(content, words))
