"""Whoever tells of a danger to life sees 112 and the social emergency services before anything else; nothing is held
back for it, and whoever is asked sees them too."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.turns import danger_first
from bot.turns.answers import CardAnswer
from bot.turns.bounds import LONGEST_FORM
from bot.turns.turn import Press
from directory.people.contacts import directory_of
from directory.reading.reader import Reader as ReadingOfWords
from directory.reading.reading import Reading
from directory.urgency.dangers import Danger, DangerWords, _Token, dangers_in
from tests.turns.conftest import Shelf
from tests.turns.office import Channel, Office, Person, Shown, words_of

ETELA_KARJALA = "05 000 0003"
CHANNEL = Channel("19:kela@thread.tacv2")


def strip(card: object) -> str:
    """What the numbers on top of a card say; fails when something else is on top."""
    assert isinstance(card, dict)
    first = card["body"][0]
    assert first["id"] == "danger", card["body"][:1]
    return str(first)


def has_no_strip(shown: Shown) -> bool:
    return "tel:112" not in str(shown.activity)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("/consult Imatra itsemurhauhka", ETELA_KARJALA, id="the form"),
        pytest.param("/consult Koski itsemurhauhka", "", id="did you mean"),
        pytest.param("/consult itsemurhauhka", "", id="the place is missing"),
        pytest.param("/consult Imatra asiakas tajuttomana", ETELA_KARJALA, id="the topic is missing"),
        pytest.param("/consult Järvenpää itsemurhauhka", "09 000 0003", id="no named contact"),
        pytest.param("/consult Eksote kiirehtiminen, uhkaa puukolla", ETELA_KARJALA, id="telephone only"),
        pytest.param("/consult Kela itsemurhauhka", "", id="one's own organisation"),
        pytest.param("/consult Maarianhamina itsemurhauhka", "", id="Åland"),
        pytest.param("/consult hän tappaa itsensä " + "ja asumismenot " * 80, "", id="too long a search"),
        pytest.param("hän uhkaa tappaa itsensä Imatralla", ETELA_KARJALA, id="not understood"),
        pytest.param("/konslut itsemurha Imatra", ETELA_KARJALA, id="no such command"),
        pytest.param("/alue Imatra itsemurhauhka", ETELA_KARJALA, id="the area"),
        pytest.param("/vastaa hän uhkaa tappaa itsensä", "", id="a reply to nothing"),
        pytest.param("/ohje itsemurha", "", id="help"),
        pytest.param("/palvelut lapsi vaarassa", "", id="services"),
    ],
)
async def test_the_first_card_of_kela_begins_with_the_numbers(liisa: Person, typed: str, number: str) -> None:
    await liisa.types(typed)
    first = strip(liisa.sees()[0].card)
    assert "112](tel:112)" in first
    assert number in first
    assert ("112 välittää" in first) == (not number and "Maarianhamina" not in typed)


@pytest.mark.parametrize(
    "typed",
    [
        "/consult Kela itsemurhauhka",
        "/consult Kela asiakas tajuttomana",
        "/consult Turku itsemurhauhka",
        "/consult Imatra itsemurhauhka",
        "/consult itsemurhauhka",
        "/consult Kela kiirehtiminen, uhkaa puukolla",
        "asiakas uhkaa puukolla",
        "/alue itsemurha",
        "/svara K-1001 han tanker ta livet av sig",
    ],
)
async def test_the_first_card_of_a_county_begins_with_its_own_numbers(maija: Person, typed: str) -> None:
    await maija.types(typed)
    first = strip(maija.sees()[0].card)
    assert "112](tel:112)" in first
    assert ETELA_KARJALA in first


@pytest.mark.parametrize("typed", ["/consult Imatra asumismenot", "kiitos", "/alue Imatra", "/consult"])
async def test_an_ordinary_card_begins_as_before(liisa: Person, typed: str) -> None:
    await liisa.types(typed)
    assert all(has_no_strip(one) for one in liisa.sees())


@pytest.mark.parametrize(
    ("locale", "call", "services"),
    [
        ("fi-FI", "Hengenvaara: soita 112.", "Sosiaalipäivystys, Etelä-Karjala:"),
        ("sv-FI", "Livsfara: ring 112.", "Socialjouren, Södra Karelen:"),
        ("en-GB", "Danger to life: call 112.", "Social emergency services, South Karelia:"),
    ],
)
async def test_the_numbers_come_in_the_readers_language(liisa: Person, locale: str, call: str, services: str) -> None:
    await liisa.speaking(locale).types("/consult Imatra itsemurhauhka")
    first = strip(liisa.last.card)
    assert call in first
    assert services in first


async def test_112_stands_there_when_the_directory_has_no_numbers(office: Office) -> None:
    sample = office.services.directory.current
    without = directory_of(replace(sample.content, service_lines=()))
    liisa = office.having(replace(office.services, directory=Shelf(without))).of("KELA", "Liisa")
    await liisa.types("/consult Imatra itsemurhauhka")
    first = strip(liisa.last.card)
    assert "112](tel:112)" in first
    assert "112 välittää" in first


async def test_the_numbers_stay_on_the_form_however_it_is_corrected_and_on_both_cards(
    liisa: Person, kalle: Person
) -> None:
    await liisa.types("/consult Imatra itsemurhauhka")
    form = liisa.card_of("consultation.send")
    for step in ("correct", "others"):
        answer = await liisa.presses(form, "consultation.choose", step=step)
        assert isinstance(answer, CardAnswer)
        assert "tel:112" in strip(answer.card)
    await liisa.presses(liisa.last, "consultation.choose", step="fields", place="Imatra", topic="mielenterveys")
    form = liisa.card_of("consultation.send")
    answer = await liisa.presses(form, "consultation.send", question="")
    assert isinstance(answer, CardAnswer)
    assert "tel:112" in strip(answer.card)
    await liisa.presses(form, "consultation.send", question="Kuka voi soittaa asiakkaalle?")
    assert ETELA_KARJALA in strip(liisa.main_card().card)
    received = strip(kalle.main_card().card)
    assert ETELA_KARJALA in received
    assert "itsemurha" in received


async def test_a_danger_told_in_the_question_alone_is_shown_to_both(liisa: Person, maija: Person) -> None:
    await liisa.asks("Imatra asumismenot", "Asiakas sanoi puhelimessa, ettei jaksa enää elää.")
    assert "tel:112" in strip(liisa.main_card().card)
    assert "tel:112" in strip(maija.main_card().card)


async def test_a_question_of_a_county_shows_kela_the_countys_numbers(office: Office, maija: Person) -> None:
    await maija.asks("Kela lääkkeet", "Mies uhkaa puukolla, jos päätöstä ei tule.")
    assert ETELA_KARJALA in strip(maija.main_card().card)
    received = [one for one in office.teams.shown if "uhkaa puukolla" in one.words and one.conversation != maija.chat]
    assert received
    assert all(ETELA_KARJALA in strip(one.card) for one in received)


async def test_a_violent_home_is_a_danger_whoever_chose_the_topic_from_a_list(liisa: Person, kalle: Person) -> None:
    await liisa.types("/consult Imatra")
    await liisa.presses(liisa.last, "consultation.choose", step="fields", place="Imatra", topic="lahisuhdevakivalta")
    await liisa.presses(liisa.card_of("consultation.send"), "consultation.send", question="Kuka neuvoo?")
    assert "tel:112" in strip(kalle.main_card().card)


async def test_a_violent_home_chosen_by_mistake_is_no_danger_once_corrected(liisa: Person, kalle: Person) -> None:
    await liisa.types("/consult Imatra")
    card = liisa.last
    for topic, danger in (("lahisuhdevakivalta", True), ("asumismenot", False)):
        answer = await liisa.presses(card, "consultation.choose", step="fields", place="Imatra", topic=topic)
        assert isinstance(answer, CardAnswer)
        assert ("tel:112" in str(answer.card)) == danger
    await liisa.presses(liisa.card_of("consultation.send"), "consultation.send", question="Voiko alue osallistua?")
    assert has_no_strip(liisa.main_card())
    assert has_no_strip(kalle.main_card())


async def test_in_aland_nobody_is_sent_to_a_county(liisa: Person) -> None:
    await liisa.types("/consult Maarianhamina itsemurhauhka")
    first = strip(liisa.last.card)
    assert "112](tel:112)" in first
    assert "Kommunernas socialtjänst (KST)" in first
    assert "112 välittää" not in first


@pytest.fixture
async def talking(liisa: Person, maija: Person) -> tuple[Person, Person]:
    """An ordinary question that Maija has taken, and in which both have written."""
    await liisa.asks("Imatra asumismenot", "Voiko alue osallistua vuokraan?")
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.types("Selvitän")
    await liisa.types("Kiitos")
    return liisa, maija


@pytest.mark.parametrize(
    "typed", ["hän uhkaa tappaa itsensä", "/reply hän uhkaa tappaa itsensä", "/reply K-1001 he wants to die"]
)
@pytest.mark.parametrize("from_county", [False, True])
async def test_a_danger_in_a_line_shows_its_writer_the_numbers_and_the_line_goes_on(
    talking: tuple[Person, Person], typed: str, *, from_county: bool
) -> None:
    writer, other = reversed(talking) if from_county else talking
    before = len(writer.sees())
    await writer.types(typed)
    told = writer.sees()[before]
    assert ETELA_KARJALA in strip(told.card)
    assert ETELA_KARJALA in strip(other.last.card)
    assert typed.rsplit(" ", 3)[-1] in other.last.words
    assert ETELA_KARJALA in strip(writer.card_of("consultation.close").card)


async def test_a_danger_typed_into_a_cards_field_is_answered_with_the_numbers(talking: tuple[Person, Person]) -> None:
    liisa, maija = talking
    answer = await liisa.presses(liisa.main_card(), "consultation.reply", text="Hän viiltelee itseään")
    assert isinstance(answer, CardAnswer)
    assert ETELA_KARJALA in strip(answer.card)
    assert ETELA_KARJALA in strip(maija.last.card)


async def test_a_danger_edited_into_a_line_and_deleted_again(talking: tuple[Person, Person]) -> None:
    liisa, maija = talking
    typed = await liisa.types("Hän soitti")
    await liisa.edits(typed, "Hän soitti ja aikoo tappaa itsensä")
    assert ETELA_KARJALA in strip(liisa.last.card)
    assert ETELA_KARJALA in strip(maija.card_of("consultation.release").card)
    await liisa.deletes(typed)
    assert has_no_strip(maija.card_of("consultation.release"))


async def test_a_danger_in_a_channels_thread_is_answered_to_its_writer_alone(office: Office) -> None:
    ville = office.of("KELA", "Ville").in_channel(CHANNEL)
    await ville.asks("Eksote asumismenot", "Voiko alue osallistua vuokraan?")
    thread = next(one.conversation for one in office.teams.shown if one.conversation.startswith(f"{CHANNEL.id};"))
    in_thread = ville.in_channel(Channel(CHANNEL.id, thread))
    await in_thread.types("hän uhkaa tappaa itsensä", addressed=False)
    assert in_thread.last.only_for == ville.actor.teams_id
    assert ETELA_KARJALA in strip(in_thread.last.card)


async def test_a_closed_matter_shows_no_danger_any_more(talking: tuple[Person, Person]) -> None:
    liisa, maija = talking
    await liisa.types("hän uhkaa tappaa itsensä")
    relayed, card = maija.last, maija.card_of("consultation.close")
    assert not has_no_strip(relayed)
    await maija.presses(card, "consultation.close", outcome="answered")
    assert has_no_strip(card)
    assert has_no_strip(relayed)


async def test_a_refused_press_says_the_numbers_first(liisa: Person) -> None:
    await liisa.types("/consult Imatra asumismenot")
    form = liisa.card_of("consultation.send")
    answer = await liisa.presses(form, "consultation.send", draft="nonsense", question="Hän uhkaa tappaa itsensä")
    assert words_of(answer).startswith("Hengenvaara: soita 112.")


async def test_a_refused_line_says_the_number_of_the_county_that_the_question_is_about(
    office: Office, liisa: Person
) -> None:
    await liisa.asks("Imatra asumismenot", "Kuka auttaa?")
    text = "010594Y9032 uhkaa tappaa itsensä"
    answer = await liisa.presses(liisa.main_card(), "consultation.reply", text=text)
    assert ETELA_KARJALA in words_of(answer)
    press = Press("consultation.reply", {"consultation": 1001, "version": 1, "text": text}, "card")
    assert ETELA_KARJALA not in words_of(await office.of("KELA", "Veera").sends(press))


async def test_what_was_told_is_kept_as_a_kind_and_never_as_words(office: Office, liisa: Person) -> None:
    await liisa.types("/consult Imatra itsemurhauhka")
    assert await office.rows("SELECT told FROM consultation_draft") == [("suicide",)]
    await liisa.presses(liisa.card_of("consultation.send"), "consultation.send", question="Kuka auttaa?")
    assert "itsemurhauhka" not in await office.everything_stored()
    assert await office.rows("SELECT told FROM consultation_draft") == [("",)]


async def test_each_line_of_a_long_matter_is_read_once_for_dangers_whoever_sees_it(
    liisa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await liisa.asks("Eksote asumismenot", "Kuka auttaa?")
    lines = [f"{number}. rivi asumismenoista" for number in range(5)]
    read: list[str] = []
    tells = DangerWords.told_by

    def reading(words: DangerWords, tokens: Sequence[_Token]) -> frozenset[Danger]:
        read.append(" ".join(token.text for token in tokens))
        return tells(words, tokens)

    monkeypatch.setattr(DangerWords, "told_by", reading)
    for line in lines:
        await liisa.types(line)
    assert [read.count(line.replace(".", "")) for line in lines] == [1] * len(lines)


async def test_a_press_with_thousands_of_fields_is_read_no_further_than_a_form_is_long(
    liisa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(text: str) -> frozenset[Danger]:
        read.append(text)
        return dangers_in(text)

    placed: list[str] = []
    read_places = ReadingOfWords.read

    def reading_places(reader: ReadingOfWords, text: str) -> Reading:
        placed.append(text)
        return read_places(reader, text)

    monkeypatch.setattr(danger_first, "dangers_said_in", reading)
    monkeypatch.setattr(ReadingOfWords, "read", reading_places)
    fields = {"first": "hän uhkaa tappaa itsensä", **{f"f{number}": "ei mitään" for number in range(8_000)}}
    answer = await liisa.sends(Press("consultation.choose", fields, "card"))
    assert words_of(answer).startswith("Hengenvaara: soita 112.")
    assert sum(map(len, read)) <= 2 * LONGEST_FORM
    assert len(placed) <= danger_first.MOST_READ_FOR_PLACES
