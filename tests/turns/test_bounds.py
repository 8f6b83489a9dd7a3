"""What is longer than any line is refused as a whole: none of it is read, nothing changes, its writer is told."""

from dataclasses import replace

import pytest

from bot.turns.answers import SearchAnswer
from bot.turns.bounds import LONGEST_LINE, LONGEST_SEARCH, LONGEST_TYPED
from bot.turns.turn import FileAnswer, Message, Search
from tests.turns.office import Channel, Office, Person, words_of

TOO_LONG = "Teksti on liian pitkä"
CHANNEL = Channel("19:kela@thread.tacv2")
LONG = "a" * (LONGEST_TYPED + 1)


@pytest.fixture
async def liisa(office: Office) -> Person:
    """Kela's handler, who has asked Etelä-Karjala about housing costs."""
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue osallistua vuokraan?")
    return liisa


async def lines(office: Office) -> list[object]:
    return [text for (text,) in await office.rows("SELECT text FROM consultation_message ORDER BY id")]


@pytest.mark.parametrize(
    "begins", ["", "/reply K-1001 ", "vastaa K-1001 ", "K-1001: ", "svara ", "/close K-1001 ", "/x "]
)
@pytest.mark.parametrize("unit", ["a", " b", "0 "])
async def test_a_long_line_goes_nowhere(office: Office, liisa: Person, begins: str, unit: str) -> None:
    await liisa.types(begins + unit * LONGEST_TYPED)
    assert TOO_LONG in liisa.last.words
    assert await lines(office) == []
    assert await office.rows("SELECT state FROM consultation") == [("waiting",)]


async def test_a_line_that_just_fits_goes(office: Office, liisa: Person) -> None:
    await liisa.types("/reply K-1001 " + "a" * LONGEST_LINE)
    assert await lines(office) == ["a" * LONGEST_LINE]


async def test_a_long_edit_changes_nothing_and_tells_so(office: Office, liisa: Person) -> None:
    line = await liisa.types("/reply K-1001 Lisätieto")
    await liisa.edits(line, f"/reply K-1001 {LONG}")
    assert TOO_LONG in liisa.last.words
    assert await lines(office) == ["Lisätieto"]


async def test_long_talk_between_others_stays_theirs(office: Office, liisa: Person) -> None:
    shown = len(office.teams.shown)
    talk = liisa.in_channel(CHANNEL)
    line = await talk.types(LONG, addressed=False)
    await talk.edits(line, LONG + "b")
    assert len(office.teams.shown) == shown


async def test_a_long_line_in_a_thread_is_refused_there(office: Office) -> None:
    ville = office.of("KELA", "Ville").in_channel(CHANNEL)
    await ville.asks("Eksote asumismenot", "Kysymys")
    conversation = next(one.conversation for one in office.teams.shown if one.conversation.startswith(f"{CHANNEL.id};"))
    thread = replace(ville, channel=Channel(CHANNEL.id, conversation))
    line = await thread.types("Lyhyt", addressed=False)
    await thread.types(LONG, addressed=False)
    assert TOO_LONG in thread.last.words
    await thread.edits(line, LONG)
    assert await lines(office) == ["Lyhyt"]


@pytest.mark.parametrize("data", [{"question": LONG}, {"question": "?", "inner": [{"deep": LONG}]}, {LONG: "x"}])
async def test_a_long_field_of_a_form_is_refused(office: Office, liisa: Person, data: dict[str, object]) -> None:
    await liisa.types("/consult Eksote asumismenot")
    answer = await liisa.presses(liisa.card_of("consultation.send"), "consultation.send", **data)
    assert TOO_LONG in words_of(answer)
    assert await office.rows("SELECT number FROM consultation") == [(1001,)]


async def test_a_long_search_finds_nothing(office: Office, liisa: Person) -> None:
    await liisa.does("invoke/application/search", Search("places", "Lahti" + " " * LONGEST_SEARCH, 0, 15))
    assert office.answer == SearchAnswer(())


async def test_a_long_answer_to_a_file_is_refused(office: Office, liisa: Person) -> None:
    await liisa.does("invoke/fileConsent/invoke", FileAnswer({"verb": "contact.export", "name": LONG}, None))
    assert TOO_LONG in liisa.last.words


@pytest.mark.parametrize("words", ["", "/contact\n", "/own import\n"])
async def test_a_pasted_table_may_be_as_long_as_a_message(office: Office, words: str) -> None:
    ritva = office.contact("Ritva Keksitty")
    rows = tuple((f"Henkilö Numero{one}", f"numero.{one}@ekhva.example", "Imatra") for one in range(200))
    table = (("Nimi", "Sähköposti", "Kunnat"), *rows)
    await ritva.does("message", Message(words + "\n".join(map("\t".join, table)), table=table))
    assert TOO_LONG not in ritva.last.words


async def test_a_long_table_is_no_line(office: Office, liisa: Person) -> None:
    table = tuple(("solu", "toinen") for _ in range(600))
    await liisa.does("message", Message("/reply K-1001 " + "\n".join(map("\t".join, table)), table=table))
    assert TOO_LONG in liisa.last.words
    assert await lines(office) == []
