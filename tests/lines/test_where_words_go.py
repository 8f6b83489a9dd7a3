"""What is typed, edited or pressed goes to those whom its writer chose, once, and to nobody else."""

import pytest

from bot.turns.turn import Attachment, Press
from tests.turns.office import Channel, Office, Person, words_of

QUESTION = "Voiko alue osallistua vuokraan?"
CHANNEL = Channel("19:kela@thread.tacv2")


@pytest.fixture
async def liisa(office: Office) -> Person:
    """Kela's handler, who has asked Etelä-Karjala about housing costs."""
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", QUESTION)
    return liisa


async def lines(office: Office) -> list[tuple[object, ...]]:
    return await office.rows(
        "SELECT m.text, c.question FROM consultation_message m JOIN consultation c ON c.number = m.number ORDER BY m.id"
    )


def opened_thread(office: Office) -> Channel:
    conversation = next(one.conversation for one in office.teams.shown if one.conversation.startswith(f"{CHANNEL.id};"))
    return Channel(CHANNEL.id, conversation)


async def test_the_same_words_answered_again_later_are_a_new_line(office: Office, liisa: Person) -> None:
    maija = office.contact("Maija Esimerkki")
    card = maija.main_card()
    await maija.presses(card, "consultation.reply", text="Kyllä")
    await liisa.types("Entä sähkö?")
    await maija.presses(card, "consultation.reply", text="Kyllä")
    await liisa.types("Entä vesi?")
    await maija.presses(card, "consultation.reply", text="Kyllä")
    assert [text for text, _ in await lines(office)] == ["Kyllä", "Entä sähkö?", "Kyllä", "Entä vesi?", "Kyllä"]


async def test_a_press_repeated_under_a_new_id_is_one_line(office: Office, liisa: Person) -> None:
    card = liisa.main_card()
    press = Press("consultation.reply", {"consultation": 1001, "version": 1, "text": "Lisätieto"}, "card", card.id)
    await liisa.sends(press)
    await liisa.sends(press)
    assert len(await lines(office)) == 1


@pytest.mark.parametrize("typed", ["/conslt Turku lääkkeet", "/absence tomorrow", "/", "/help\nkiitos", "/Ohje"])
async def test_what_begins_with_a_slash_is_for_the_bot_alone(office: Office, liisa: Person, typed: str) -> None:
    await liisa.types(typed)
    assert await lines(office) == []


async def test_a_slash_without_a_mention_is_a_command_in_a_thread_and_nothing_elsewhere(office: Office) -> None:
    ville = office.of("KELA", "Ville").in_channel(CHANNEL)
    await ville.asks("Eksote asumismenot", QUESTION)
    in_thread = ville.in_channel(opened_thread(office))
    await in_thread.types("/close", addressed=False)
    assert await lines(office) == []
    assert "K-1001" in in_thread.last.words
    shown = len(office.teams.shown)
    await ville.in_channel(Channel(CHANNEL.id, f"{CHANNEL.id};messageid=1")).types("/giphy kissa", addressed=False)
    assert len(office.teams.shown) == shown


async def test_a_reply_without_a_number_stays_in_the_thread_where_it_was_typed(office: Office, liisa: Person) -> None:
    await office.of("KELA", "Ville").in_channel(CHANNEL).asks("Eksote vuokrarästi", "Toinen kysymys")
    await liisa.in_channel(opened_thread(office)).types("/reply Lisätieto")
    assert await lines(office) == [("Lisätieto", "Toinen kysymys")]


async def test_an_edited_reply_is_passed_on_without_its_command(office: Office, liisa: Person) -> None:
    typed = await liisa.types("/reply K-1001 terve")
    await liisa.edits(typed, "/reply K-1001 moi")
    assert await lines(office) == [("moi", QUESTION)]
    await liisa.edits(typed, "/reply K-1002 toiselle")
    assert await lines(office) == [("moi", QUESTION)]
    assert "pysyy kysymyksessä K-1001" in liisa.last.words


async def test_a_file_stays_behind_and_its_sender_is_told(office: Office, liisa: Person) -> None:
    await liisa.types("Liitteenä päätös", Attachment("paatos.pdf", "application/pdf"))
    assert [text for text, _ in await lines(office)] == ["Liitteenä päätös"]
    assert any("Tiedostoja ei välitetä" in one.words for one in liisa.sees())


async def test_an_answer_to_a_question_from_a_group_chat_is_seen_by_its_asker_alone(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.in_group("19:group@thread.v2").asks("Eksote asumismenot", QUESTION)
    maija = office.contact("Maija Esimerkki")
    await maija.presses(maija.main_card(), "consultation.reply", text="Kyllä voi")
    assert any("Kyllä voi" in one.words for one in liisa.sees())
    assert not any("Kyllä voi" in one.words for one in liisa.in_group("19:group@thread.v2").sees())


async def test_a_thread_that_cannot_be_opened_leaves_the_asker_a_card_in_their_chat(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.in_channel(CHANNEL).types("/consult Eksote asumismenot")
    form = liisa.in_channel(CHANNEL).last
    office.teams.without_bot.add(CHANNEL.id)
    await liisa.in_channel(CHANNEL).presses(form, "consultation.send", question=QUESTION)
    maija = office.contact("Maija Esimerkki")
    await maija.presses(maija.main_card(), "consultation.reply", text="Kyllä voi")
    assert any("Kyllä voi" in one.words for one in liisa.sees())


async def test_a_colleague_in_the_askers_thread_gets_the_askers_card(office: Office) -> None:
    await office.of("KELA", "Ville").in_channel(CHANNEL).asks("Eksote asumismenot", QUESTION)
    thread = opened_thread(office)
    colleague = office.of("KELA", "Kollega").in_channel(thread)
    answer = await colleague.presses(colleague.card_of("consultation.reply"), "consultation.reply", text="Lisäys")
    assert QUESTION in words_of(answer)
    assert "Otan tämän" not in words_of(answer)


async def test_a_question_never_goes_to_others_than_the_chosen_contact(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    answer = await liisa.asks("Eksote asumismenot", QUESTION, receiver="11-05")
    assert await office.rows("SELECT number FROM consultation") == []
    assert "Tätä yhteyshenkilöä ei enää tarjota" in words_of(answer)


async def test_a_form_shown_again_can_be_sent_to_those_it_now_offers(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "")
    offered = await office.rows("SELECT offered FROM consultation_draft")
    assert "11-01" in str(offered)
    await liisa.presses(liisa.card_of("consultation.send"), "consultation.send", question=QUESTION, receiver="11-01")
    assert await office.rows("SELECT contact_id FROM consultation_receiver") == [("11-01",)]


async def test_where_a_line_went_is_told_first_and_again_when_something_else_came_between(
    office: Office, liisa: Person
) -> None:
    maija = office.contact("Maija Esimerkki")
    told = [sum("Viesti on lähetetty kysymykseen" in one.words for one in liisa.sees())]
    for line in ("Onko kiire?", "Kerron lisää.", "/avoimet", "Ja vielä tämä."):
        await liisa.types(line)
        if not line.startswith("/"):
            await maija.presses(maija.main_card(), "consultation.reply", text=f"Vastaus: {line}")
        told.append(sum("Viesti on lähetetty kysymykseen" in one.words for one in liisa.sees()))
    assert told == [0, 1, 1, 1, 2]


async def test_each_of_several_held_lines_is_told_apart_by_its_words(office: Office, liisa: Person) -> None:
    await liisa.asks("Eksote vuokrarästi", "Onko häätö tiedossa?")
    for words in ("Vuokra on 900 euroa.", "Häätöpäivä on ensi viikolla."):
        await liisa.types(words)
        assert "Mihin kysymykseen tämä kuuluu?" in liisa.last.words
        assert words in liisa.last.words
    answer = await liisa.presses(liisa.last, "consultation.reply", step="discard")
    assert "Häätöpäivä" not in words_of(answer)
    assert await lines(office) == []


async def answered_and_closed(office: Office, liisa: Person) -> Person:
    """Maija takes the question, and Liisa closes it."""
    maija = office.contact("Maija Esimerkki")
    await maija.presses(maija.main_card(), "consultation.reply", text="Kyllä voi")
    await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", outcome="answered")
    return maija


@pytest.mark.parametrize("said", ["Kiitos!", "K-1001 kiitos!"])
async def test_thanks_after_the_closing_are_told_that_it_is_closed_and_how_to_go_on(
    office: Office, liisa: Person, said: str
) -> None:
    maija = await answered_and_closed(office, liisa)
    for person in (maija, liisa):
        await person.types(said)
        assert "K-1001 on suljettu" in person.last.words
        assert "/konsultoi" in person.last.words
    assert [text for text, _ in await lines(office)] == ["Kyllä voi"]


async def test_a_line_right_after_the_closing_of_another_question_is_asked_about(office: Office, liisa: Person) -> None:
    await liisa.asks("Eksote vuokrarästi", "Toinen?")
    maija = office.contact("Maija Esimerkki")
    card = next(one for one in maija.sees() if "K-1001" in one.words)
    await maija.presses(card, "consultation.claim")
    await maija.presses(card, "consultation.close", outcome="answered")
    await liisa.types("Kiitos!")
    assert await lines(office) == []
    assert "consultation.reply" in str(liisa.last.activity)


@pytest.mark.parametrize("typed", ["K-1001 ok", "K-1001: ok", "k-1001, ok", "K1001 ok", "K-1001 – ok"])
async def test_a_line_that_names_its_question_goes_there_at_once(office: Office, liisa: Person, typed: str) -> None:
    await liisa.asks("Eksote vuokrarästi", "Toinen?")
    await liisa.types(typed)
    assert await lines(office) == [("ok", QUESTION)]
    assert "Viesti on lähetetty kysymykseen K-1001." in liisa.last.words


@pytest.mark.parametrize("typed", ["K-1001", "K-1001:n vastaus sopii", "K-1001 ja K-1002 ok", "Entä K-1001 ok"])
async def test_a_line_that_does_not_say_so_clearly_is_asked_about(office: Office, liisa: Person, typed: str) -> None:
    await liisa.asks("Eksote vuokrarästi", "Toinen?")
    await liisa.types(typed)
    assert await lines(office) == []
    assert "consultation.reply" in str(liisa.last.activity)


async def test_a_line_that_names_a_question_of_others_goes_nowhere(office: Office, liisa: Person) -> None:
    ville = office.of("KELA", "Ville")
    await ville.asks("Eksote vuokrarästi", "Toinen?")
    await liisa.types("K-1002 ok")
    assert await lines(office) == []
    assert "K-1002 ei löytynyt" in liisa.last.words


async def test_an_edited_line_keeps_its_questions_number_to_itself(office: Office, liisa: Person) -> None:
    typed = await liisa.types("K-1001 ok")
    await liisa.edits(typed, "K-1001 okei")
    assert [text for text, _ in await lines(office)] == ["okei"]


@pytest.mark.parametrize("typed", ["K-1001:n asiassa kiitos!", "Vielä asiasta K-1001: kiitos!"])
async def test_a_line_that_names_another_question_than_the_only_open_one_is_asked_about(
    office: Office, liisa: Person, typed: str
) -> None:
    await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", outcome="withdrawn")
    await liisa.asks("Kymsote vuokrarästi", "Toinen?")
    await liisa.types(typed)
    assert await lines(office) == []
    assert "consultation.reply" in str(liisa.last.activity)


@pytest.mark.parametrize(
    "typed", ["/reply 1001:2 lasta", "/vastaa 1001-2 huonetta", "vastaa 1001:2 lasta", "/reply 101 hei"]
)
async def test_what_begins_with_another_number_never_goes_to_the_only_open_question(
    office: Office, liisa: Person, typed: str
) -> None:
    """The other may be another county's: a slip in the number, or a colon without a space, tells nobody else."""
    await answered_and_closed(office, liisa)
    await liisa.asks("Kotka asumismenot", QUESTION)
    before = await lines(office)
    await liisa.types(typed)
    assert await lines(office) == before


async def test_what_has_nothing_to_do_with_a_closed_question_is_told_how_to_ask_and_where_help_is(
    office: Office, liisa: Person
) -> None:
    await answered_and_closed(office, liisa)
    await liisa.types("/ohje")
    await liisa.types("Mitenkäs tätä käytetään?")
    assert "/ohje" in liisa.last.words
    assert "K-1001" not in liisa.last.words
