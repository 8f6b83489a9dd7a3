"""A code spread over messages, over a question and a message, or by an edit: its writer is asked before it goes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking.form_texts import check_texts
from bot.privacy.guarding import removed_words
from cards.asking.consult_view import Answers
from config.texts import texts
from directory.guard.code_pieces import Around
from directory.guard.finding import Kind, check
from tests.lines.test_doubting import a_matter, choose, lines, press_for
from tests.privacy.identity_codes import Code, codes
from tests.turns.office import Channel, Office, Person, words_of

WORDS = removed_words(texts("fi"))
SENT_WITH_IT = "SELECT consultation_id FROM access_log WHERE action = 'personal_data_sent'"
PAIRS = [
    ("010594", "Y9032"), ("010594", "-9032"), ("010594-", "9032"), ("010594Y", "9032"), ("010594Y903", "2"), ("0105",
    "94Y9032"),
    ("Asiakas on syntynyt 010594.", "Loppuosa on Y9032."), ("synt. 1.5.1994", "Y9032"), ("Tunnuksen alku 010594",
    "ja loput 9032"),
    ("<b>010594</b>", "<i>Y9032</i>"), ("010594", "yhdeksän nolla kolme kaksi"),
    ("nolla yksi nolla viisi yhdeksän neljä", "Y9032"),
    ("&#48;10594", "Y9032"), ("(010594)", "(Y9032)"), ("01 05 94", "Y 903 2"), ("1994-05-01", "Y9032"), ("Y9032",
    "010594"),
    ("010594", "viiva 9032"), ("| 010594 |", "| Y9032 |"), ("٠١٠٥٩٤", "Y9032"),
]  # fmt: skip


def asked_about(person: Person) -> bool:
    return "Tarvitaanko viestissä tätä: henkilötunnuksen osa?" in person.last.words


@given(codes(right=True), st.integers(1, 10))
def test_a_right_code_cut_anywhere_is_a_piece_of_the_text_before_it(code: Code, place: int) -> None:
    first, second = str(code)[:place], str(code)[place:]
    assert Kind.HETU_PIECE in check(second, WORDS, around=Around([first])).kinds
    assert Kind.HETU_PIECE in check(first, WORDS, around=Around([], [second])).kinds
    assert not check(second, WORDS, around=Around([first])).stops


@given(codes(right=True), st.integers(1, 10), st.integers(0, 5_000))
def test_pieces_at_the_ends_of_long_texts_are_found(code: Code, place: int, length: int) -> None:
    first, second = str(code)[:place], str(code)[place:]
    talk = "Asia on kesken. " * (length // 16)
    for text, around in (
        (f"{second} {talk}", Around([f"{talk} {first}"])),
        (f"{talk} {first}", Around([], [f"{second} {talk}"])),
    ):
        pieces = [one for one in check(text, WORDS, around=around).found if one.kind is Kind.HETU_PIECE]
        found = "".join(text[one.start : one.end] for one in pieces).strip()
        assert found in str(code)
        assert found


@given(st.lists(st.text(max_size=30), max_size=12), st.text(max_size=30))
def test_only_what_stands_in_the_text_itself_is_found(before: list[str], text: str) -> None:
    found = check(text, WORDS, around=Around(before))
    assert all(0 <= one.start < one.end <= len(text) for one in found.found)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Päätös on tehty 1.5.2026.", "Vuokra on 1204 euroa."), ("Jakso 010126-310326", "1204 asiakasta"), ("K-1042",
        "klo 10.45"),
        ("Hakemus tuli 12.5.2026", "Maksettu 1204,50"), ("Viite 12345", "67890"), ("Soita 9-11", "Kiitos 2026"),
        ("Tosite 110326", "1204"),
    ],
)  # fmt: skip
def test_ordinary_messages_in_a_row_are_not_asked_about(before: str, text: str) -> None:
    assert not check(text, WORDS, around=Around([before])).found


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        (Answers("Asiakas, synt. 010594", fields={"children": "9032"}), "Asiakas, synt. [henkilötunnus poistettu]"),
        (Answers("Asiakas 010594 hakee", reason="Loppu on Y9032"), "Asiakas 010594 hakee"),
        (Answers("Loppu Y9032", reason="Synt. 010594"), "Loppu Y9032"),
    ],
)
def test_a_code_over_two_fields_of_the_form_sends_nothing(answers: Answers, kept: str) -> None:
    checked = check_texts(answers, frozenset(), texts("fi"), reason_asked=bool(answers.reason))
    assert len(checked.problems) == 1
    assert checked.answers.question == kept
    assert checked.answers.reason == ""


def test_a_number_in_a_field_of_the_form_does_not_disturb_the_question() -> None:
    answers = Answers("Vuokra on 685 euroa 1.5.2026 alkaen.", fields={"children": "3", "rent": "1204"})
    assert not check_texts(answers, frozenset(), texts("fi"), reason_asked=False).problems


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_texts_in_a_row_make_a_code(first: str, second: str) -> None:
    assert Kind.HETU_PIECE in check(second, WORDS, around=Around([first])).kinds


@pytest.mark.parametrize(("first", "second"), PAIRS[:3])
async def test_the_second_message_waits_for_its_writers_word(office: Office, first: str, second: str) -> None:
    liisa, maija = await a_matter(office)
    await maija.types(first)
    await maija.types(second)
    assert asked_about(maija)
    assert await lines(office) == [first]
    assert not [one for one in liisa.sees() if second in one.words.splitlines()]


@pytest.mark.parametrize(("step", "sent"), [("clean", 2), ("as_is", 2), ("discard", 1)])
async def test_the_writer_decides_about_a_piece(office: Office, step: str, sent: int) -> None:
    _, maija = await a_matter(office)
    await maija.types("010594")
    await maija.types("loppu Y9032 kiitos")
    await choose(maija, step)
    assert len(await lines(office)) == sent
    assert ("Y9032" in str(await lines(office))) is (step == "as_is")
    assert len(await office.rows(SENT_WITH_IT)) == (step == "as_is")
    assert await office.rows("SELECT id FROM held_line") == []


async def test_lines_of_the_other_side_commands_and_time_between_do_not_matter(office: Office) -> None:
    liisa, maija = await a_matter(office)
    await maija.types("010594")
    await liisa.types("Mitä tarkoitat?")
    await maija.types("/open")
    await maija.types("Hetki, etsin loput.")
    office.clock.forward(minutes=7)
    await maija.types("Y9032")
    assert asked_about(maija)
    assert len(await lines(office)) == 3


async def test_in_a_channels_thread_the_second_message_waits_too(office: Office) -> None:
    liisa = office.of("KELA", "Liisa").in_channel(Channel("19:kanava@thread.tacv2"))
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?")
    opened = next(one.conversation for one in office.teams.shown if ";messageid=" in one.conversation)
    thread = liisa.in_channel(Channel("19:kanava@thread.tacv2", opened))
    await thread.types("010594")
    await thread.types("Y9032")
    assert await lines(office) == ["010594"]
    assert [one for one in office.teams.shown if "henkilötunnuksen osa" in one.words]


async def test_two_people_who_each_write_a_number_are_not_asked(office: Office) -> None:
    liisa, maija = await a_matter(office)
    await maija.types("010594")
    await liisa.types("Y9032")
    assert len(await lines(office)) == 2


async def test_three_messages_are_asked_about_at_the_last(office: Office) -> None:
    _, maija = await a_matter(office)
    for line in ("0105", "94", "Y90"):
        await maija.types(line)
    assert not asked_about(maija)
    await maija.types("32")
    assert asked_about(maija)


async def test_commands_and_the_cards_field_ask_too(office: Office) -> None:
    liisa, maija = await a_matter(office)
    await maija.types("/vastaa K-1001 010594")
    await maija.types("/vastaa K-1001 Y9032")
    assert asked_about(maija)
    await liisa.presses(liisa.main_card(), "consultation.reply", text="010594")
    await liisa.presses(liisa.main_card(), "consultation.reply", text="Y9032")
    assert asked_about(liisa)
    await maija.types("K-1001: Y9032")
    assert asked_about(maija)
    assert await lines(office) == ["010594", "010594"]


async def test_the_question_is_a_text_before_too(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Asiakas on syntynyt 010594, voiko alue auttaa?")
    await liisa.types("Y9032")
    assert asked_about(liisa)
    assert await lines(office) == []


async def test_with_several_open_matters_the_piece_is_asked_about_once_it_is_known_where_it_goes(
    office: Office,
) -> None:
    liisa, maija = await a_matter(office)
    await liisa.asks("Eksote vuokrarästi", "Entä vuokrarästi?")
    for line in ("010594", "Y9032"):
        await maija.types(line)
        await maija.presses(maija.last, "consultation.reply")
    assert await lines(office) == ["010594"]
    assert "henkilötunnuksen osa" in maija.last.words
    await choose(maija, "as_is")
    assert await lines(office) == ["010594", "Y9032"]
    assert len(await office.rows(SENT_WITH_IT)) == 1


async def test_a_line_let_go_after_a_piece_was_sent_is_asked_about_again(office: Office) -> None:
    _, maija = await a_matter(office)
    await maija.types("010594, soita 040 123 4567")
    press = press_for(maija, "as_is")
    await maija.types("Y9032")
    assert "henkilötunnuksen osa" in words_of(await maija.sends(press))
    assert await lines(office) == ["Y9032"]
    await choose(maija, "clean")
    assert await lines(office) == ["Y9032", "[henkilötunnus poistettu], soita [puhelinnumero poistettu]"]


async def test_an_edit_that_joins_pieces_is_not_followed(office: Office) -> None:
    _, maija = await a_matter(office)
    first = await maija.types("Hei")
    second = await maija.types("Y9032")
    await maija.edits(first, "010594")
    assert "muutosta ei välitetty" in maija.last.words
    await maija.edits(second, "Kiitos")
    await maija.edits(first, "010594")
    assert await lines(office) == ["010594", "Kiitos"]
    await maija.edits(second, "Y9032")
    assert "muutosta ei välitetty" in maija.last.words
    assert await lines(office) == ["010594", "Kiitos"]


@pytest.mark.parametrize("text", ["<b>010594</b>Y9032", "[010594]Y9032", "010594😀Y9032", "| 010594 | Y9032 |"])
async def test_an_edit_that_makes_a_code_is_stopped(office: Office, text: str) -> None:
    _, maija = await a_matter(office)
    written = await maija.types("Hei")
    await maija.edits(written, text)
    assert "henkilötunnu" in maija.last.words
    assert await lines(office) == ["Hei"]


async def test_an_edit_of_a_line_that_waits_does_not_make_a_piece(office: Office) -> None:
    _, maija = await a_matter(office)
    await maija.types("010594")
    written = await maija.types("Soita 040 123 4567")
    await maija.edits(written, "Y9032")
    assert "muutosta ei välitetty" in maija.last.words
    await choose(maija, "as_is")
    assert await lines(office) == ["010594", "Soita 040 123 4567"]


async def test_a_line_sent_as_it_is_can_be_edited_with_its_piece_in_it(office: Office) -> None:
    _, maija = await a_matter(office)
    await maija.types("010594")
    written = await maija.types("Y9032 on loppu")
    await choose(maija, "as_is")
    await maija.edits(written, "Y9032 on se loppu")
    assert await lines(office) == ["010594", "Y9032 on se loppu"]


@pytest.mark.parametrize("fields", [{"reason": "Loppu Y9032"}, {"reason": "Ei minulle", "named": "Y9032"}])
async def test_a_reason_that_makes_a_code_with_a_line_is_refused(office: Office, fields: dict[str, str]) -> None:
    _, maija = await a_matter(office)
    await maija.types("010594")
    shown = maija.card_of("consultation.release")
    assert "henkilötunnu" in words_of(await maija.presses(shown, "consultation.release", **fields))
    assert "Y9032" not in await office.everything_stored()


async def test_a_follow_up_note_that_makes_a_code_with_a_line_is_refused(office: Office) -> None:
    _, maija = await a_matter(office)
    await maija.types("010594")
    await maija.types("/followup K-1001 1.12. Y9032")
    assert "henkilötunnu" in maija.last.words
    assert "Y9032" not in await office.everything_stored()
