"""Thirty hurried situations as Kela's handlers and social workers tell them, each played from the typed line until the
receiver reads it.

Each was written down with what has to come of it before it was tried; where the bot did better than that, the better
outcome stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum

import pytest

from bot.turns.turn import Press
from config.clock import HELSINKI
from directory.people.contacts import directory_of
from tests.turns.conftest import Shelf
from tests.turns.office import Office, Person, Shown, _buttons, words_of

SEND = "consultation.send"
QUESTION = "Onko asiakkaalla jo yhteys teille?"
AUTHORITY = "020 000 0001"
"""Kela's line for authorities."""


class First(Enum):
    """What stands on top of the first card."""

    DANGER = "112 and the county's social emergency services, before anything else"
    COUNTY = "the county's own numbers, the one that always answers first; the form is one press away"
    TELEPHONE = "Kela's line for authorities, as the county agreed; the form is one press away for what can wait"
    FORM = "the form, with nothing marked"
    PLACE = "which place it is; the numbers as soon as that is told"


DANGER, COUNTY, TELEPHONE, FORM, PLACE = First


@dataclass(frozen=True)
class Situation:
    """Who types what and when, what they see first, and what is told to whoever is asked."""

    name: str
    who: str
    typed: str
    first: First
    county: str = ""
    """The code of the county whose numbers are shown."""
    told: str = ""
    """What the receiver reads of the danger or the need; empty where nothing is marked or nobody can be asked."""
    language: str = "fi-FI"
    at: str = "2026-11-24 09:12"
    """Finnish time, on a Tuesday where nothing else is said."""


FOOD = "Kiireellinen: ruoka"
MEDICINE = "Kiireellinen: lääkkeet"
HOME = "Kiireellinen: asunto"
POWER = "Kiireellinen: sähköt tai lämmitys"
SUICIDE, VIOLENCE, CHILD, LIFE = (
    f"Kerrottu vaara: {danger}" for danger in ("itsemurha", "väkivalta", "lapsi vaarassa", "henki vaarassa")
)
WEDNESDAY, FRIDAY_15, SUNDAY, NIGHT = "2026-11-25 10:00", "2026-11-27 15:00", "2026-11-29 11:00", "2026-11-25 02:30"
BEFORE_CHRISTMAS, CHRISTMAS_EVE = "2026-12-23 14:40", "2026-12-24 10:00"
FI, SV, EN = "fi-FI", "sv-FI", "en-GB"
SITUATIONS = [
    Situation(
        "medicine gone on a Friday at 15",
        "KELA",
        "Lappeenranta lääkkeet loppui, apteekki menee kiinni",
        COUNTY,
        "11",
        MEDICINE,
        at=FRIDAY_15,
    ),
    Situation("eviction on Monday", "KELA", "Imatra asiakkaalla häätö maanantaina", COUNTY, "11", HOME, at=FRIDAY_15),
    Situation(
        "threat at the counter",
        "KELA",
        "Lappeenranta asiakas uhkaili virkailijaa veitsellä palvelupisteessä",
        DANGER,
        "11",
        VIOLENCE,
    ),
    Situation(
        "a mother and child on the street",
        "KELA",
        "Kotka äiti ja pieni lapsi kadulla ei yöpaikkaa",
        DANGER,
        "10",
        CHILD,
    ),
    Situation(
        "power cut on the coldest day",
        "KELA",
        "Jyväskylä sähköt katkaistaan perjantaina, pakkasta -28, perheessä vauva",
        COUNTY,
        "15",
        POWER,
        at=WEDNESDAY,
    ),
    Situation(
        "food money gone before Christmas",
        "KELA",
        "Kouvola ruokarahat loppu ennen joulua, kolme lasta",
        COUNTY,
        "10",
        FOOD,
        at=BEFORE_CHRISTMAS,
    ),
    Situation(
        "an old man sent home from hospital",
        "KELA",
        "Kuopio vanha mies kotiutettiin sairaalasta, ei rahaa eikä lääkkeitä",
        COUNTY,
        "13",
        MEDICINE,
    ),
    Situation(
        "nineteen and thrown out tonight",
        "KELA",
        "Tampere 19-vuotias, vanhemmat heitti ulos tänä iltana",
        COUNTY,
        "08",
        HOME,
    ),
    Situation(
        "no use to apply any more",
        "KELA",
        "Imatra asiakas sanoi: turha enää hakea, kohta ei tarvitse",
        DANGER,
        "11",
        SUICIDE,
    ),
    Situation(
        "a wife without her own bank card",
        "KELA",
        "Lahti vaimo ei saa käyttää omaa pankkikorttiaan ja pelkää miestään",
        DANGER,
        "09",
        VIOLENCE,
    ),
    Situation(
        "a child not seen at school", "KELA", "Oulu lasta ei ole nähty koulussa kahteen viikkoon", DANGER, "19", CHILD
    ),
    Situation("eviction in three weeks", "KELA", "Imatra vuokravelkaa, häätö 15.12.", FORM, "11"),
    Situation("last week's application", "08", "Kela viime viikolla tehty hakemus, milloin päätös", TELEPHONE, "08"),
    Situation(
        "a family without heating",
        "KELA",
        "Jakobstad barnfamilj utan värme hemma, det är kallt",
        COUNTY,
        "17",
        "Brådskande: el eller värme",
        SV,
    ),
    Situation(
        "an asylum client without food",
        "KELA",
        "Espoo asylum seeker has no money for food today",
        COUNTY,
        "03",
        FOOD,
        EN,
    ),
    Situation("nothing but hurry", "KELA", "Imatra KIIRE!!!", COUNTY, "11", "Kiireellinen"),
    Situation(
        "danger beside an identity code",
        "KELA",
        "Imatra asiakas 131052-308T uhkaa tappaa itsensä",
        DANGER,
        "11",
        SUICIDE,
    ),
    Situation("a misspelt danger", "KELA", "Imatra asiakkaala itemurha ajatuksia", DANGER, "11", SUICIDE),
    Situation("a denied danger", "KELA", "Imatra mielenterveys, ei itsetuhoisuutta", FORM, "11"),
    Situation("nobody is named", "KELA", "Järvenpää häätö huomenna", COUNTY, "02"),
    Situation("Åland", "KELA", "Maarianhamina asiakas uhkaa tappaa itsensä", DANGER),
    Situation(
        "homeless in the frost at night", "KELA", "Helsinki asunnoton ulkona pakkasessa", DANGER, "90", LIFE, at=NIGHT
    ),
    Situation(
        "insulin on a Sunday",
        "KELA",
        "Vaasa insuliini loppuu tänään",
        COUNTY,
        "17",
        "Brådskande: läkemedlen",
        at=SUNDAY,
    ),
    Situation(
        "formula on Christmas Eve",
        "KELA",
        "Turku äidinmaidonkorvike loppuu tänään",
        COUNTY,
        "05",
        FOOD,
        at=CHRISTMAS_EVE,
    ),
    Situation("no place was told", "KELA", "häätö huomenna, kahden lapsen äiti", PLACE, "11", HOME),
    Situation("glasses", "KELA", "Mikkeli täydentävä toimeentulotuki silmälasit", FORM, "12"),
    Situation("medicine for two weeks yet", "KELA", "Imatra lääkkeet riittää vielä kaksi viikkoa", FORM, "11"),
    Situation("medicine, a county that agreed to call", "11", "Kela asiakkaan lääkkeet loppuu tänään", TELEPHONE, "11"),
    Situation(
        "eviction, a county that may ask when demanding",
        "10",
        "Kela häätö ylihuomenna, vuokra maksamatta",
        TELEPHONE,
        "10",
    ),
    Situation(
        "food, a county that has agreed nothing", "08", "Kela asiakkaalla ei ruokaa viikonlopuksi", TELEPHONE, "08"
    ),
    Situation(
        "a threat in Swedish",
        "17",
        "FPA klienten hotar ta sitt liv om beslutet är negativt",
        DANGER,
        "17",
        "Fara som nämnts: självmord",
        language=SV,
    ),
    Situation(
        "suicide in English", "90", "Kela client says she will kill herself, payment missing", DANGER, "90", SUICIDE, EN
    ),
    Situation(
        "a knife on the way to Kela",
        "02",
        "Kela asiakas lähti sinne päin puukko mukana ja uhkasi käsittelijää",
        DANGER,
        "02",
        VIOLENCE,
    ),
]


@pytest.mark.parametrize("one", SITUATIONS, ids=lambda one: one.name)
async def test_a_situation_from_the_typed_line_to_the_receiver(office: Office, one: Situation) -> None:
    office.clock.now = datetime.fromisoformat(one.at).replace(tzinfo=HELSINKI).astimezone(UTC)
    asker = office.of(one.who, "Liisa").speaking(one.language)
    await asker.types(f"/consult {one.typed}")
    if one.first is PLACE:
        assert ways_on(asker) == ["fields"]
        await goes_on(asker, "fields", place="Imatra")
    number = number_of(office, one.county)
    first = asker.last
    match one.first:
        case First.DANGER:
            assert begins_with_danger(first)
            assert number in str(first.card["body"])
        case First.COUNTY | First.PLACE:
            assert not begins_with_danger(first)
            assert first.words.index(number) < first.words.index("112")
            assert AUTHORITY not in first.words
            assert ways_on(asker) == ["correct", "urgent", "not_urgent"]
            await goes_on(asker, "urgent")
        case First.TELEPHONE:
            assert not begins_with_danger(first)
            assert first.words.index(AUTHORITY) < first.words.index(number) < first.words.index("112")
            assert "not_urgent" in ways_on(asker)
            await goes_on(asker, "not_urgent")
        case First.FORM:
            assert "tel:112" not in str(first.activity)
            assert can_send(asker)
    if not can_send(asker) and "" in ways_on(asker):
        await goes_on(asker, "")  # the first of the readings that are asked about
    if not can_send(asker):
        assert not one.told, "nobody can be asked"
        return
    await asker.presses(asker.last, SEND, question=QUESTION)
    received = [shown for shown in office.teams.shown if shown.conversation != asker.chat and QUESTION in shown.words]
    assert received
    for shown in received:
        assert begins_with_danger(shown) == (one.first is DANGER)
        assert bool(one.told) == any(word in shown.words for word in ("Kiireellinen", "Brådskande", "vaara:", "Fara"))
    assert any(one.told in shown.words for shown in received)
    if one.told:
        assert f"](tel:{(number or AUTHORITY).replace(' ', '')})" in str(asker.main_card().activity)


@dataclass(frozen=True)
class Later:
    """What one of the two writes while Maija has Liisa's ordinary question, and whether it tells of a danger."""

    name: str
    writer: str
    typed: str
    danger: bool = True
    heard: bool = True
    """Whether the other side reads it too."""
    field: str = ""
    """The verb and the field of the card it is written into; typed as a line where none is named."""


LATER = [
    Later("a hint in a line", "Maija", "Asiakas sanoi puhelimessa, ettei näe enää syytä jatkaa"),
    Later("a reply", "Liisa", "/reply mies uhkaa puukolla"),
    Later("a reply in Swedish", "Maija", "/svara K-1001 han hotar med kniv"),
    Later("a card's field", "Liisa", "Hänellä on köysi valmiina", field="consultation.reply text"),
    Later("the reason for passing", "Maija", "Mies uhkaa puukolla, en voi ottaa", field="consultation.release reason"),
    Later("whom it is for instead", "Maija", "poliisi, hän uhkaa puukolla", field="consultation.release named"),
    Later(
        "a closing's note",
        "Maija",
        "Soita: uhkasi tappaa itsensä",
        heard=False,
        field="consultation.close followup_note",
    ),
    Later("a follow-up's note", "Maija", "/followup K-1001 9.12. soita, uhkasi tappaa itsensä", heard=False),
    Later("beside an identity code", "Liisa", "131052-308T uhkaa tappaa itsensä", heard=False),
    Later("denied", "Maija", "Kävimme kotona, ei itsetuhoisuutta eikä väkivaltaa", danger=False),
    Later("asked about", "Liisa", "Onko hän itsetuhoinen?"),
    Later("a hint in English", "Liisa", "He says he has nothing to live for"),
]


@pytest.mark.parametrize("one", LATER, ids=lambda one: one.name)
async def test_a_danger_told_later_shows_the_numbers_to_its_writer_and_its_reader(office: Office, one: Later) -> None:
    people = await talking(office)
    writer = people[one.writer]
    (reader,) = (person for name, person in people.items() if name != one.writer)
    before = len(writer.sees()), len(reader.sees())
    if one.field:
        verb, field = one.field.split()
        outcome = {"outcome": "answered", "followup_on": "2026-12-09"} if verb == "consultation.close" else {}
        answer = await writer.presses(writer.card_of(verb), verb, **outcome, **{field: one.typed})
        assert words_of(answer).startswith("Hengenvaara: soita 112.")
    else:
        await writer.types(one.typed)
        shown = writer.sees()[before[0] :]
        assert any(begins_with_danger(card) for card in shown if "attachments" in card.activity) == one.danger
    heard = [card for card in reader.sees()[before[1] :] if "attachments" in card.activity]
    assert any(begins_with_danger(card) for card in heard) == (one.danger and one.heard)
    assert "131052" not in await office.everything_stored()


async def talking(office: Office) -> dict[str, Person]:
    """A question that Maija has taken, and in which both have written."""
    liisa, maija = office.of("KELA", "Liisa"), office.contact("Maija Esimerkki")
    await liisa.asks("Imatra asumismenot", "Voiko alue osallistua vuokraan?")
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.types("Selvitän")
    await liisa.types("Kiitos")
    return {"Liisa": liisa, "Maija": maija}


async def test_a_danger_edited_into_a_line_comes_first_on_the_readers_copy(office: Office) -> None:
    people = await talking(office)
    typed = await people["Liisa"].types("Soitin hänelle")
    await people["Liisa"].edits(typed, "Soitin hänelle, köysi on jo valmiina")
    assert begins_with_danger(people["Maija"].last)
    assert begins_with_danger(people["Liisa"].last)


async def test_a_danger_written_as_the_reason_of_a_demanding_case_comes_first_for_kela(office: Office) -> None:
    esa = office.contact("Esa Mallinne")
    await esa.types("/consult Kela häätö ylihuomenna, vuokra maksamatta")
    await goes_on(esa, "urgent")
    await esa.presses(esa.last, SEND, question=QUESTION, reason="mies uhkaa puukolla")
    received = [shown for shown in office.teams.shown if shown.conversation != esa.chat]
    assert received
    assert all(begins_with_danger(shown) for shown in received)


async def test_of_a_county_that_is_switched_off_the_numbers_come_first_all_the_same(office: Office) -> None:
    content = office.services.directory.current.content
    off = tuple(replace(one, switched_off=one.code == "11") for one in content.organisations)
    shelf = Shelf(directory_of(replace(content, organisations=off)))
    closed = office.having(replace(office.services, directory=shelf))
    liisa, maija = closed.of("KELA", "Liisa"), closed.contact("Maija Esimerkki")
    await liisa.types("/consult Imatra itsemurhauhka")
    assert begins_with_danger(liisa.last)
    assert number_of(office, "11") in liisa.last.words
    await maija.types("/consult Kela itsemurhauhka")
    assert "Hätätilanteessa soita 112." in str(maija.last.activity)


def number_of(office: Office, county: str) -> str:
    """The number of a county's social emergency services; nothing where there is no county."""
    line = office.services.directory.current.line(county, "on_call") if county else None
    return line.phone if line else ""


def begins_with_danger(shown: Shown) -> bool:
    body = shown.card["body"]
    assert isinstance(body, list)
    return body[0].get("id") == "danger" and "tel:112" in str(body[0])


def can_send(person: Person) -> bool:
    return any(one.get("verb") == SEND for one in _buttons(person.last.card))


def ways_on(person: Person) -> list[str]:
    return [str(data_of(one).get("step", "")) for one in _buttons(person.last.card)]


async def goes_on(person: Person, step: str, **fields: object) -> None:
    button = next(one for one in _buttons(person.last.card) if data_of(one).get("step", "") == step)
    await person.sends(Press(str(button["verb"]), {**data_of(button), **fields}, "card", person.last.id))


def data_of(button: Mapping[str, object]) -> Mapping[str, object]:
    data = button["data"]
    assert isinstance(data, dict)
    return data
