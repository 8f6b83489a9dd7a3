"""A file that the bot offers: accepted, declined, asked for twice, and not to be stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from bot.dispatch.discovery import discover
from bot.errors import Expected
from bot.outbox.file_cards import FILE_TYPE, OFFER_TYPE, FileOffer
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import ANYBODY
from bot.turns.command import Command
from bot.turns.offered_files import offer_file
from bot.turns.services import Services
from bot.turns.turn import FileAnswer, Turn, Upload
from bot.turns.work import begin
from cards.kit.button_data import Code, FileData
from tests.turns.office import Channel, Office, Person, Shown

PLACE = Upload("people 1.xlsx", "https://x.sharepoint.com/up?1", "https://x.sharepoint.com/people 1.xlsx", "F1", "xlsx")
CONTEXT = {"verb": "test.people", "format": "xlsx"}


class PeopleFile(FileData, verb="test.people"):
    format: Code


@dataclass
class Drive:
    """Where accepted files go."""

    stored: list[tuple[str, bytes]] = field(default_factory=list)
    full: bool = False

    async def store(self, upload: Upload, content: bytes) -> None:
        if self.full:
            raise Expected(
                lambda t: t("The file could not be saved in Teams. Ask for it again."), code="file_not_stored"
            )
        self.stored.append((upload.name, content))


async def ask(services: Services, turn: Turn, rest: str) -> Answer:
    async with begin(services, turn) as work:
        await offer_file(work, turn, FileOffer("people.xlsx", 4, "All people", PeopleFile(format="xlsx")))
    return NoAnswer()


async def make(_: Services, turn: Turn, context: Mapping[str, object]) -> bytes:
    if context.get("format") != "xlsx":
        raise Expected(lambda t: t("The file could not be read from Teams. Attach it again."), code="format")
    return turn.actor.name.encode()


COMMAND = Command("people", ("ihmiset", "folk"), lambda _: "/people", lambda _: "", ask)


@pytest.fixture
def drive(office: Office) -> Drive:
    drive = Drive()
    services = replace(office.services, store_file=drive.store)
    found = discover()
    needs = {**found.needs, "/people": ANYBODY, "file test.people": ANYBODY}
    commands = replace(found, by_name={**found.by_name, "people": COMMAND}, by_file={"test.people": make}, needs=needs)
    office.pipeline = replace(office.pipeline, services=services, commands=commands)
    return drive


async def answers(person: Person, offer: Shown, upload: Upload | None, context: Mapping[str, object] = CONTEXT) -> None:
    await person.does("invoke/fileConsent/invoke", FileAnswer(context, upload, offer.id))


def attachment(shown: Shown) -> Mapping[str, object]:
    found = shown.activity["attachments"]
    assert isinstance(found, list)
    first: Mapping[str, object] = found[0]
    return first


async def states(office: Office) -> list[object]:
    return [state for (state,) in await office.rows("SELECT state FROM post WHERE kind LIKE 'file%' ORDER BY id")]


async def test_an_accepted_file_is_stored_and_shown_in_place_of_its_offer(office: Office, drive: Drive) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.types("/people")
    offer = maija.last
    assert (attachment(offer)["contentType"], attachment(offer)["name"]) == (OFFER_TYPE, "people.xlsx")
    await answers(maija, offer, PLACE)
    assert drive.stored == [("people 1.xlsx", b"Maija Esimerkki")]
    assert attachment(maija.last) == {
        "contentType": FILE_TYPE,
        "contentUrl": PLACE.content_url,
        "name": "people 1.xlsx",
        "content": {"uniqueId": "F1", "fileType": "xlsx"},
    }
    assert await states(office) == ["deleted", "delivered"]


async def test_a_declined_offer_disappears(office: Office, drive: Drive) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.types("/people")
    await answers(maija, maija.last, None)
    assert (drive.stored, await states(office)) == ([], ["deleted"])


async def test_the_same_offer_is_not_given_twice(office: Office, drive: Drive) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.types("/people")
    offer = maija.last
    await answers(maija, offer, PLACE)
    await answers(maija, offer, PLACE)
    assert len(drive.stored) == 1
    assert "Tiedosto on jo annettu" in maija.last.words


async def test_a_file_that_cannot_be_stored_leaves_its_offer(office: Office, drive: Drive) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.types("/people")
    offer = maija.last
    drive.full = True
    await answers(maija, offer, PLACE)
    assert "Tiedostoa ei saatu tallennettua Teamsiin" in maija.last.words
    assert await states(office) == ["delivered"]
    drive.full = False
    await answers(maija, offer, PLACE)
    assert len(drive.stored) == 1


@pytest.mark.parametrize("context", [{}, {"verb": "test.people"}, {"verb": ["x"]}], ids=["none", "format", "list"])
async def test_a_changed_context_gives_nothing(office: Office, drive: Drive, context: Mapping[str, object]) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.types("/people")
    offer = maija.last
    await answers(maija, offer, PLACE, context)
    assert (drive.stored, maija.last.id != offer.id) == ([], True)


async def test_a_file_is_not_offered_in_a_channel(office: Office, drive: Drive) -> None:
    maija = office.contact("Maija Esimerkki").in_channel(Channel("19:c@thread.tacv2"))
    await maija.types("/people")
    assert "vain kahdenkeskisessä keskustelussa" in maija.last.words
