"""Coordinators add words and topics; corrections show which are wanted. In the process, without HTTP."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.jobs.housekeeping import forget_old
from bot.turns.turn import Press
from config.database import Database
from directory.reading.vocabulary import Vocabulary, shipped_vocabulary
from directory.records.merging import plan_import
from directory.records.records import Record, to_records
from directory.reference import load_reference
from directory.stored.vocabulary_store import VocabularySnapshot, reference_in_force
from tests.databases import Content
from tests.turns.office import Office, Person, words_of

RITVA = "Ritva Keksitty"
LEENA = "Leena Ohjenuora"
HARRI = "Harri Hahmotelma"


@pytest.fixture
def database_content() -> Content:
    """No names but those of the tests are stored."""
    return "nothing"


def reads(office: Office, text: str) -> str:
    return office.services.reader.read(text).topic


async def test_an_added_word_is_read_by_everybody_at_once(office: Office) -> None:
    ritva = office.contact(RITVA)
    assert reads(office, "Kotka koirankoppi") == ""
    await ritva.types("/aihe lisää asumismenot: koirankoppi")
    assert '"koirankoppi" ohjaa nyt aiheeseen Asumismenot.' in ritva.last.words
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/consult Eksote koirankopista")
    assert "asumismenot" in liisa.last.words


async def test_the_topic_may_be_named_by_its_name_or_by_a_word_of_it(office: Office) -> None:
    ritva = office.contact(RITVA)
    for typed, word in (
        ("vuokrarästi tai häädön uhka latvahomma", "latvahomma"),
        ("vuokrarasti-haato pyörähomma", "pyörähomma"),
        ("häätö kuuhomma", "kuuhomma"),
        ('"sähkölasku": "tähtihomma"', "tähtihomma"),
    ):
        await ritva.types(f"/topic add {typed}")
        assert reads(office, word), ritva.last.words


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("asumismenot: Lappeenranta", "paikan nimi"),
        ("asumismenot: Virtanen", "henkilön nimi"),
        ("asumismenot: Matti Meikäläinen", "henkilön nimi"),
        ("asumismenot: 0401234567", "henkilötietoja"),
        ("asumismenot: häätö", "ohjaa jo aiheeseen Vuokrarästi tai häädön uhka"),
        ("asumismenot: vuokra", "ohjaa jo tähän aiheeseen"),
        ("asumismenot: muuten", "arkinen sana"),
        ("asumismenot: ab", "vähintään 3 kirjainta"),
        ("asumismenot: koirankoppi, kissankoppi", "yksi sana tai ilmaus kerrallaan"),
        ("asumismenot: koirankoppi](http://evil", "Jätä pois verkko-osoitteet"),
        ("jotain muuta", "Tällaista aihetta ei ole"),
    ],
)
async def test_what_would_mislead_is_refused(office: Office, typed: str, refusal: str) -> None:
    ritva = office.contact(RITVA)
    await ritva.types(f"/topic add {typed}")
    assert refusal in ritva.last.words
    assert await office.rows("SELECT * FROM topic_word") == []


async def test_an_identity_code_is_neither_stored_nor_repeated(office: Office) -> None:
    ritva = office.contact(RITVA)
    await ritva.types("/topic add asumismenot: 010594Y9032")
    assert "010594" not in ritva.last.words
    assert "010594" not in await office.everything_stored()


async def test_another_countys_word_is_removed_by_kela_only(office: Office) -> None:
    ritva, harri, leena = (office.contact(name) for name in (RITVA, HARRI, LEENA))
    await ritva.types("/topic add asumismenot: koirankoppi")
    await harri.types("/topic")
    assert "koirankoppi" in harri.last.words
    await harri.types("/topic remove koirankoppi")
    assert "Etelä-Karjalan hyvinvointialue" in harri.last.words
    assert reads(office, "koirankoppi") == "asumismenot"
    await leena.types("/topic remove Koirankoppi")
    assert reads(office, "koirankoppi") == ""


async def test_a_new_topic_is_in_force_at_once_and_goes_when_nothing_refers_to_it(office: Office) -> None:
    ritva = office.contact(RITVA)
    await ritva.types("/aihe uusi satamamaksu")
    names = {"name_fi": "satamamaksu", "name_sv": "Hamnavgift", "name_en": "Harbour fee", "urgent": "true"}
    answer = await ritva.presses(ritva.card_of("topic.new"), "topic.new", **names)
    assert "Aihe Satamamaksu on nyt käytössä." in words_of(answer)
    assert office.services.reference.topics["satamamaksu"].urgent
    assert reads(office, "Kotkassa satamamaksusta") == "satamamaksu"
    await ritva.sends(Press("topic.remove", {"topic": "satamamaksu"}, "card"))
    assert "satamamaksu" not in office.services.reference.topics


async def test_a_topic_that_has_been_asked_about_stays(office: Office) -> None:
    ritva, liisa = office.contact(RITVA), office.of("KELA", "Liisa")
    names = {"name_fi": "Satamamaksu", "name_sv": "Hamnavgift", "name_en": "Harbour fee"}
    await ritva.sends(Press("topic.new", names, "card"))
    await liisa.asks("Eksote satamamaksu", "Kuka maksaa?")
    assert await office.rows("SELECT topic FROM consultation") == [("satamamaksu",)]
    answer = await ritva.sends(Press("topic.remove", {"topic": "satamamaksu"}, "card"))
    assert "käytössä" in words_of(answer)
    assert "satamamaksu" in office.services.reference.topics


async def test_a_topic_needs_a_name_of_its_own_in_three_languages(office: Office) -> None:
    ritva = office.contact(RITVA)
    for names, refusal in (
        (("Hautaus", "", "Funeral"), "suomeksi, ruotsiksi ja englanniksi"),
        (("Asumismenot", "Boende", "Housing"), "on jo olemassa"),
        (("Häätö", "Vräkningen", "The eviction"), "ohjaa jo aiheeseen"),
    ):
        data = dict(zip(("name_fi", "name_sv", "name_en"), names, strict=True))
        assert refusal in words_of(await ritva.sends(Press("topic.new", data, "card")))
    assert await office.rows("SELECT * FROM added_topic") == []


@pytest.mark.parametrize("line", ["/topic", "/aihe ehdotukset", "/topic add asumismenot: koirankoppi", "/ämne ny"])
async def test_only_coordinators_keep_words(office: Office, line: str) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.types(line)
    assert "hakemistovastaava" in maija.last.words.casefold()
    assert await office.rows("SELECT * FROM topic_word") == []


async def corrected(liisa: Person, topic: str) -> None:
    """Liisa asks about rent and presses Correct."""
    await liisa.types("/consult Eksote vuokra Möttöskän Seppo")
    pressed = liisa.card_of("consultation.send")
    draft = next(iter(await liisa.office.rows("SELECT id FROM consultation_draft ORDER BY created_at DESC")))[0]
    await liisa.sends(Press("consultation.choose", {"draft": draft, "step": "correct"}, "card", pressed.id))
    data = {"draft": draft, "step": "fields", "place": "Etelä-Karjala", "topic": topic}
    await liisa.sends(Press("consultation.choose", data, "card", pressed.id))


async def test_a_correction_is_kept_without_the_query_and_shown_to_coordinators(office: Office) -> None:
    liisa, ritva = office.of("KELA", "Liisa"), office.contact(RITVA)
    await corrected(liisa, "Vuokrarästi tai häädön uhka")
    columns = "organisation, words, read_topic, meant_topic, read_area, meant_area"
    rows = await office.rows(f"SELECT {columns} FROM reading_correction")  # noqa: S608
    assert rows == [("KELA", "vuokra", "asumismenot", "vuokrarasti-haato", "", "")]
    stored = (await office.everything_stored()).casefold()
    assert "möttösk" not in stored
    assert "seppo" not in stored
    await ritva.types("/topic suggestions")
    assert "vuokra · kerran" in ritva.last.words
    assert "Asumismenot → Vuokrarästi tai häädön uhka" in ritva.last.words


async def test_what_is_chosen_unchanged_is_no_correction(office: Office) -> None:
    await corrected(office.of("KELA", "Liisa"), "Asumismenot")
    assert await office.rows("SELECT * FROM reading_correction") == []


async def test_an_answer_to_did_you_mean_counts_once(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.types("/consult Uusimaa vuokrarästi")
    asked = liisa.card_of("consultation.choose")
    await liisa.presses(asked, "consultation.choose")
    await liisa.presses(asked, "consultation.choose")
    assert await office.rows("SELECT words, read_area FROM reading_correction") == [("uusimaa", "")]


async def test_a_suggested_word_is_added_with_one_press(office: Office) -> None:
    liisa, ritva = office.of("KELA", "Liisa"), office.contact(RITVA)
    await liisa.types("/consult Lappeenranta häätö ja päihteet")
    asked = liisa.card_of("consultation.choose")
    await liisa.presses(asked, "consultation.choose")
    await ritva.types("/topic suggestions")
    answer = await ritva.presses(ritva.card_of("topic.add"), "topic.add")
    assert "ohjaa nyt aiheeseen" in words_of(answer)


@pytest.mark.parametrize(
    "query", ["Kela Lappeenranta lääkkeet", "Kela lääkkeet Lappeenrannassa", "FPA Villmanstrand läkemedel"]
)
async def test_a_county_that_names_kela_asks_kela_about_its_own_place(office: Office, query: str) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.asks(query, "Onko maksusitoumus tehty?")
    columns = "receiving_organisation, area, municipality, topic"
    rows = await office.rows(f"SELECT {columns} FROM consultation")  # noqa: S608
    assert rows == [("KELA", "11", "405", "laakkeet-maksusitoumus")]


async def test_a_countys_form_stays_for_kela_when_it_is_corrected_or_filled_wrongly(office: Office) -> None:
    maija = office.contact("Maija Esimerkki")
    await maija.types("/consult Kela lääkkeet")
    form = maija.card_of("consultation.send")
    assert "Kelan yhteyshenkilöt" in words_of(await maija.presses(form, "consultation.send", question=""))
    draft = next(iter(await office.rows("SELECT id FROM consultation_draft")))[0]
    answer = await maija.sends(Press("consultation.choose", {"draft": draft, "step": "correct"}, "card", form.id))
    assert "Kela" in words_of(answer)
    data = {"draft": draft, "step": "fields", "place": "Kela", "topic": "Asumismenot"}
    answer = await maija.sends(Press("consultation.choose", data, "card", form.id))
    assert "Kelan yhteyshenkilöt" in words_of(answer)


async def test_corrections_are_kept_for_a_year(office: Office) -> None:
    await corrected(office.of("KELA", "Liisa"), "Vuokrarästi tai häädön uhka")
    database = office.services.database
    await forget_old(database, office.clock() + timedelta(days=364))
    assert len(await office.rows("SELECT * FROM reading_correction")) == 1
    await forget_old(database, office.clock() + timedelta(days=366))
    assert await office.rows("SELECT * FROM reading_correction") == []


async def test_a_form_that_was_sent_forgets_the_words_it_was_read_from(office: Office) -> None:
    await office.of("KELA", "Liisa").asks("Eksote vuokra", "Voiko alue osallistua vuokraan?")
    assert await office.rows("SELECT place_words, topic_words FROM consultation_draft") == [("", "")]


async def test_another_replica_reads_the_new_word_when_it_looks_again(office: Office) -> None:
    other = VocabularySnapshot(shipped_vocabulary(load_reference()))
    await office.contact(RITVA).types("/topic add asumismenot: koirankoppi")
    assert other.current.reader.read("koirankoppi").topic == ""
    assert await other.refresh(office.services.database)
    assert other.current.reader.read("koirankoppi").topic == "asumismenot"
    assert not await other.refresh(office.services.database)


@dataclass
class Behind:
    """Words as they were before somebody else's change."""

    current: Vocabulary

    async def refresh(self, database: Database) -> bool:
        return False


async def test_two_who_change_words_at_once_do_not_overwrite_each_other(office: Office) -> None:
    behind = Behind(office.services.vocabulary.current)
    ritva, leena = office.contact(RITVA), office.contact(LEENA)
    await ritva.types("/topic add asumismenot: koirankoppi")
    other = office.having(replace(office.services, vocabulary=behind))
    await replace(leena, office=other).types("/topic add vuokrarästi: koirankoppi")
    assert "Joku muu muutti juuri sanoja" in leena.last.words
    assert await office.rows("SELECT topic FROM topic_word") == [("asumismenot",)]


async def test_an_import_may_name_an_added_topic(office: Office) -> None:
    names = {"name_fi": "Satamamaksu", "name_sv": "Hamnavgift", "name_en": "Harbour fee"}
    await office.contact(RITVA).sends(Press("topic.new", names, "card"))
    async with office.services.database.read() as connection:
        reference = await reference_in_force(connection, load_reference())
    content = office.services.directory.current.content
    contact = replace(content.contacts[0], topics=("satamamaksu",))
    fields = to_records(replace(content, contacts=(contact,)))["contacts"][0]
    records = [Record("contacts", 2, fields)]
    assert plan_import(records, content, reference).problems == ()
    assert plan_import(records, content, load_reference()).problems != ()
