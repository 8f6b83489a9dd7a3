"""A line with a telephone number waits for its writer's word; nothing goes before it, and nothing is asked in vain."""

from collections.abc import Iterator

import pytest

from bot.turns.answers import SentenceAnswer
from bot.turns.turn import Press
from tests.turns.office import Office, Person, Shown, words_of

LINE = "Asiakas vastaa numerossa 040 123 4567 iltapäivisin."


async def a_matter(office: Office) -> tuple[Person, Person]:
    """Liisa has asked, Maija has taken the matter."""
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?")
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    return liisa, maija


async def lines(office: Office) -> list[str]:
    return [str(row[0]) for row in await office.rows("SELECT text FROM consultation_message ORDER BY id")]


def question(who: Person) -> Shown:
    """The newest question about personal data."""
    return next(one for one in reversed(who.sees()) if "Tarvitaanko viestissä tätä" in one.words)


def press_for(who: Person, step: str) -> Press:
    """What the button sends that decides so."""
    found = (data for data in _data(question(who).card) if data.get("step") == step)
    return Press("consultation.reply", next(found), "card", question(who).id)


def _data(part: object) -> Iterator[dict[str, object]]:
    match part:
        case {"type": "Action.Execute", "data": dict() as data}:
            yield data
        case dict():
            for inner in part.values():
                yield from _data(inner)
        case list():
            for inner in part:
                yield from _data(inner)


async def choose(who: Person, step: str) -> str:
    return words_of(await who.sends(press_for(who, step)))


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("clean", ["Asiakas vastaa numerossa [puhelinnumero poistettu] iltapäivisin."]),
        ("as_is", [LINE]),
        ("discard", []),
    ],
)
async def test_the_writer_decides_and_only_then_the_line_goes(office: Office, step: str, sent: list[str]) -> None:
    liisa, maija = await a_matter(office)
    await maija.types(LINE)
    assert "Tarvitaanko viestissä tätä: puhelinnumero?" in maija.last.words
    assert "K-1001" in maija.last.words
    assert await lines(office) == []
    assert not [one for one in liisa.sees() if "040 123" in one.words]
    said = await choose(maija, step)
    assert ("Viesti on lähetetty kysymykseen K-1001" in said) is bool(sent)
    assert await lines(office) == sent
    assert await office.rows("SELECT id FROM held_line") == []
    logged = await office.rows("SELECT consultation_id FROM access_log WHERE action = 'personal_data_sent'")
    assert logged == ([(1001,)] if step == "as_is" else [])


async def test_a_second_press_sends_nothing_more(office: Office) -> None:
    _, maija = await a_matter(office)
    await maija.types(LINE)
    press = press_for(maija, "as_is")
    await maija.sends(press)
    said = words_of(await maija.sends(press))
    assert "on jo käsitelty" in said
    assert await lines(office) == [LINE]


async def test_somebody_else_cannot_let_the_line_go(office: Office) -> None:
    liisa, maija = await a_matter(office)
    await maija.types(LINE)
    await liisa.sends(press_for(maija, "as_is"))
    assert await lines(office) == []


@pytest.mark.parametrize(
    "text",
    ["Soita minulle 05 000 0010, kiitos.", "Viranomaislinja on +358 20 692 235, soita sinne.", "Ei ole tarpeen."],
)
async def test_nobody_is_asked_about_numbers_of_the_directory_or_about_nothing(office: Office, text: str) -> None:
    _, maija = await a_matter(office)
    directory = office.services.directory.current
    known = {one.phone for one in directory.content.contacts}
    if "05 000 0010" in text:
        text = text.replace("05 000 0010", next(one for one in sorted(known) if one))
    if "+358" in text:
        line = next(one.phone for one in directory.content.service_lines)
        text = text.replace("+358 20 692 235", line)
    await maija.types(text)
    assert await lines(office) == [text]


async def test_the_command_and_the_cards_field_ask_too(office: Office) -> None:
    liisa, maija = await a_matter(office)
    await maija.types(f"/vastaa K-1001 {LINE}")
    assert "Tarvitaanko viestissä tätä" in maija.last.words
    answer = await liisa.presses(liisa.main_card(), "consultation.reply", text=LINE)
    assert isinstance(answer, SentenceAnswer)
    assert "ei ole vielä lähetetty" in answer.text
    assert "Tarvitaanko viestissä tätä" in liisa.last.words
    assert await lines(office) == []
    await choose(maija, "clean")
    await choose(liisa, "as_is")
    assert [("040" in one) for one in await lines(office)] == [False, True]


async def test_with_several_open_matters_the_writer_says_next_where_it_goes(office: Office) -> None:
    liisa, maija = await a_matter(office)
    await liisa.asks("Eksote vuokrarästi", "Entä vuokrarästi?")
    await maija.types(LINE)
    said = await choose(maija, "clean")
    assert "Mihin kysymykseen" in said
    assert await lines(office) == []
    await maija.presses(maija.last, "consultation.reply")
    assert len(await lines(office)) == 1
    assert "040" not in (await lines(office))[0]


SENT_WITH_IT = "SELECT consultation_id FROM access_log WHERE action = 'personal_data_sent'"


async def test_personal_data_sent_after_choosing_where_is_logged(office: Office) -> None:
    liisa, maija = await a_matter(office)
    await liisa.asks("Eksote vuokrarästi", "Entä vuokrarästi?")
    await maija.types(LINE)
    await choose(maija, "as_is")
    assert await office.rows(SENT_WITH_IT) == []
    await maija.presses(maija.last, "consultation.reply")
    assert await lines(office) == [LINE]
    assert len(await office.rows(SENT_WITH_IT)) == 1


@pytest.mark.parametrize(("step", "sent"), [(None, True), ("keksitty", False), (True, False)])
async def test_a_forged_choice_does_not_keep_personal_data_out_of_the_log(
    office: Office, step: object, sent: bool
) -> None:
    """What is no choice of the card sends nothing."""
    _, maija = await a_matter(office)
    await maija.types(LINE)
    press = press_for(maija, "as_is")
    data = {name: value for name, value in press.data.items() if name != "step"}
    await maija.sends(
        Press(press.verb, data if step is None else {**data, "step": step}, "card", press.card_activity_id)
    )
    assert await lines(office) == ([LINE] if sent else [])
    assert await office.rows(SENT_WITH_IT) == ([(1001,)] if sent else [])


async def test_an_identity_code_is_stopped_and_never_only_asked_about(office: Office) -> None:
    _, maija = await a_matter(office)
    await maija.types(f"{LINE} Tunnus 010594Y9032.")
    assert "henkilötunnu" in maija.last.words
    assert "9032" not in await office.everything_stored()


async def test_an_edit_that_brings_personal_data_is_not_passed_on_but_another_edit_is(office: Office) -> None:
    liisa, maija = await a_matter(office)
    written = await maija.types("Palaan asiaan huomenna.")
    await maija.edits(written, LINE)
    assert "muutosta ei välitetty" in maija.last.words
    assert await lines(office) == ["Palaan asiaan huomenna."]
    await maija.edits(written, "Palaan asiaan ylihuomenna.")
    assert await lines(office) == ["Palaan asiaan ylihuomenna."]
    assert not [one for one in liisa.sees() if "040 123" in one.words]


async def test_a_line_sent_as_it_is_can_be_edited_with_its_number_in_it(office: Office) -> None:
    _, maija = await a_matter(office)
    written = await maija.types(LINE)
    await choose(maija, "as_is")
    await maija.edits(written, LINE.replace("iltapäivisin", "aamuisin").replace("040 123 4567", "+358 40 1234567"))
    assert (await lines(office))[0].endswith("aamuisin.")


async def test_the_form_asks_once_with_a_cleaned_question_ready(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    said = words_of(await liisa.asks("Eksote asumismenot", LINE))
    assert "Tarvitaanko tätä: puhelinnumero?" in said
    assert "Asiakas vastaa numerossa [puhelinnumero poistettu] iltapäivisin." in said
    assert await office.rows("SELECT number FROM consultation") == []
    form = liisa.card_of("consultation.send")
    await liisa.presses(form, "consultation.send", question="Asiakas vastaa iltapäivisin.")
    assert await office.rows("SELECT question FROM consultation") == [("Asiakas vastaa iltapäivisin.",)]
    assert await office.rows("SELECT id FROM access_log WHERE action = 'personal_data_sent'") == []


async def test_a_question_sent_with_the_number_all_the_same_is_logged_once(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", LINE)
    form = liisa.card_of("consultation.send")
    data = next(one for one in _data(form.card) if one.get("asked") is True)
    for _ in range(2):
        await liisa.sends(Press("consultation.send", {**data, "question": LINE}, "card", form.id))
    assert await office.rows("SELECT question FROM consultation") == [(LINE,)]
    assert await office.rows("SELECT consultation_id FROM access_log WHERE action = 'personal_data_sent'") == [(1001,)]


async def test_an_identity_code_is_stopped_even_where_personal_data_has_been_asked_about(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", LINE)
    form = liisa.card_of("consultation.send")
    said = words_of(await liisa.presses(form, "consultation.send", question=f"{LINE} 010594Y9032"))
    assert "Kysymyksessä oli henkilötunnus" in said
    assert await office.rows("SELECT number FROM consultation") == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"reason": "Asiakas 040 123 4567 on muuttanut"}, "Jätä pois: puhelinnumero"),
        ({"reason": "Asuu Esimerkkikatu 5 A 12"}, "Jätä pois: katuosoite"),
        ({"reason": "Asiakas 010594-", "named": "9032 kuuluu muualle"}, "henkilötunnu"),
    ],
    ids=["number", "address", "a code in two fields"],
)
async def test_a_reason_for_passing_on_is_written_without_personal_data(
    office: Office, fields: dict[str, str], says: str
) -> None:
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?")
    shown = maija.card_of("consultation.release")
    assert says in words_of(await maija.presses(shown, "consultation.release", **fields))
    assert await office.rows("SELECT state FROM consultation_receiver WHERE state = 'declined'") == []
    await maija.presses(shown, "consultation.release", reason="Aihe kuuluu toiselle tiimille")
    assert len(await office.rows("SELECT state FROM consultation_receiver WHERE state = 'declined'")) == 1
