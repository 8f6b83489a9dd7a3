"""What is not saved of an absence, and what is told with one that is."""

import pytest

from bot.turns.turn import Press
from tests.turns.office import Office, Person, words_of

STORED = "SELECT contact_id, starts_on, ends_on, deputy_id FROM absence ORDER BY contact_id"


async def absences(office: Office) -> list[tuple[str, str, str, str]]:
    """All but Sari's, who is away in the sample."""
    rows = [tuple(map(str, row)) for row in await office.rows(STORED)]
    return [row for row in rows if row[0] != "11-03"]  # type: ignore[misc]


@pytest.fixture
def maija(kept_office: Office) -> Person:
    return kept_office.contact("Maija Esimerkki")


@pytest.fixture
def ritva(kept_office: Office) -> Person:
    return kept_office.contact("Ritva Keksitty")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1.11.2026-30.11.2026", "Poissaolo ei voi alkaa menneenä päivänä. Ensimmäinen mahdollinen päivä on 24.11."),
        ("20.11.-30.11.", "Poissaolo ei voi alkaa menneenä päivänä."),
        ("24.12.2026-20.12.2026", "Poissaolo päättyy ennen kuin se alkaa."),
        ("1.12.2026-30.12.2027", "Poissaolo kestää enintään vuoden"),
        ("1.12.2027-2.12.2027", "alkaa vuoden sisällä"),
        ("31.2.", "Sellaista päivää ei ole."),
        ("1.12.-5.12. sijainen Maija Esimerkki", "Itseään ei voi valita sijaiseksi."),
        ("1.12.-5.12. sijainen Lotta Olematon", "Tämännimistä sijaista ei ole"),
        ("1.12.-5.12. sijainen Ritva Keksitty", "ei hakemiston mukaan hoida asiakasasioita"),
        ("1.12.-5.12. sijainen Liisa Näyte", "Tämännimistä sijaista ei ole"),
        ("Kalle Malli 1.12.-5.12.", "Ritva Keksitty"),
        ("x" * 400, "Kirjoita vain päivät ja sijainen"),
    ],
    ids=lambda value: value[:40],
)
async def test_what_cannot_be_gets_a_sentence_and_is_not_saved(
    kept_office: Office, maija: Person, typed: str, answer: str
) -> None:
    await maija.types(f"/poissa {typed}")
    assert answer in maija.last.words
    assert await absences(kept_office) == []


async def test_days_that_are_taken_are_not_saved_twice_but_the_same_first_day_changes_it(
    kept_office: Office, maija: Person
) -> None:
    await maija.types("/poissa 1.12.-5.12. sijainen Otto Testi")
    await maija.types("/poissa 4.12.-8.12.")
    assert "Maija Esimerkki on jo poissa 1.12.–5.12.2026." in maija.last.words
    await maija.types("/poissa 1.12.-3.12. sijainen Kalle Malli")
    assert await absences(kept_office) == [("11-01", "2026-12-01", "2026-12-03", "11-02")]


async def test_two_who_stand_in_for_each_other_at_the_same_time_are_refused(kept_office: Office, maija: Person) -> None:
    otto = kept_office.contact("Otto Testi")
    await maija.types("/poissa 1.12.-5.12. sijainen Otto Testi")
    await otto.types("/poissa 5.12.-8.12. sijainen Maija Esimerkki")
    assert "Maija Esimerkki on samaan aikaan poissa, ja silloin sijaisena on Otto Testi." in otto.last.words
    await otto.types("/poissa 7.12.-8.12. sijainen Maija Esimerkki")
    assert [row[0] for row in await absences(kept_office)] == ["11-01", "11-04"]


async def test_a_deputy_who_is_away_too_is_told_at_once(kept_office: Office, maija: Person, ritva: Person) -> None:
    await ritva.types("/poissa Otto Testi 3.12.-4.12. sijainen Kalle Malli")
    await maija.types("/poissa 1.12.-5.12. sijainen Otto Testi")
    assert "Otto Testi on itse poissa 3.12.–4.12.2026: silloin sijaisena on Kalle Malli." in maija.last.words
    await ritva.types("/poissa Kalle Malli 7.12.-8.12.")
    assert "Sijaista ei ole" in ritva.last.words
    await maija.types("/poissa 7.12.-8.12. sijainen Kalle Malli")
    assert "Kalle Malli on itse poissa 7.12.–8.12.2026, eikä silloin ole sijaista." in maija.last.words


async def test_the_reason_is_dropped_with_a_sentence_and_stored_nowhere(kept_office: Office, maija: Person) -> None:
    await maija.types("/poissa 1.12.-5.12. sijainen Otto Testi, selkäleikkaus ja kuntoutus")
    assert "Muut sanat jätettiin pois" in maija.last.words
    assert "selkäleikkaus" not in await kept_office.everything_stored()
    assert await absences(kept_office) == [("11-01", "2026-12-01", "2026-12-05", "11-04")]


async def test_half_a_name_is_asked_about_before_anything_is_saved(kept_office: Office, maija: Person) -> None:
    await maija.types("/poissa 1.12.-5.12. sijainen Otto Mallinen")
    assert "Kuka on sijainen?" in maija.last.words
    assert await absences(kept_office) == []
    answer = await maija.presses(maija.last, "absence.save")
    assert "Tallennettu: poissa 1.12.–5.12.2026." in words_of(answer)
    assert await absences(kept_office) == [("11-01", "2026-12-01", "2026-12-05", "11-04")]


async def test_a_name_that_fits_two_is_asked_about(kept_office: Office) -> None:
    leena = kept_office.contact("Leena Ohjenuora")
    await leena.types("/poissa Kokeellinen Testaaja 1.12.-5.12.")
    assert "Kenen poissaolo?" in leena.last.words
    assert "Eero Kokeellinen" in leena.last.words
    assert "Antti Testaaja" in leena.last.words
    await leena.presses(leena.last, "absence.save")
    assert [row[0] for row in await absences(kept_office)] == ["kela-21"]


async def test_a_form_without_days_or_with_a_deputy_of_nobody_saves_nothing(kept_office: Office, maija: Person) -> None:
    await maija.types("/poissa")
    for inputs in ({"first": "", "last": ""}, {"first": "2026-12-01", "last": "2026-12-05", "deputy": "Lotta"}):
        answer = await maija.presses(maija.last, "absence.save", **inputs)
        assert "Mitään ei tallennettu." in words_of(answer)
    assert await absences(kept_office) == []


async def test_a_coordinator_of_another_county_can_neither_see_nor_save(kept_office: Office, maija: Person) -> None:
    harri = kept_office.contact("Harri Hahmotelma")
    await harri.types("/poissa Maija Esimerkki 1.12.-5.12.")
    assert "Tällä nimellä ei ole ketään oman organisaation hakemistossa." in harri.last.words
    await maija.types("/poissa 1.12.-5.12. sijainen Otto Testi")
    for verb, step in (("absence.save", "cancel"), ("absence.handover", "show"), ("absence.handover", "move")):
        data = {"verb": verb, "contact": "11-01", "starts": "2026-12-01", "step": step}
        answer = words_of(await harri.sends(Press(verb, data, "card")))
        assert "Otto" not in answer
        assert "Tätä poissaoloa ei enää ole." in answer
    assert [row[0] for row in await absences(kept_office)] == ["11-01"]


async def test_a_colleague_who_is_no_coordinator_cannot_cancel_it(kept_office: Office, maija: Person) -> None:
    await maija.types("/poissa 1.12.-5.12. sijainen Otto Testi")
    otto = kept_office.contact("Otto Testi")
    assert "Ritva Keksitty" in words_of(await otto.presses(maija.last, "absence.save"))
    assert [row[0] for row in await absences(kept_office)] == ["11-01"]


async def test_whoever_is_away_learns_nothing_of_the_matters_of_others(kept_office: Office) -> None:
    """The card's number is whatever a client sends: another county's matter is as unknown as none at all."""
    harri, liisa = kept_office.contact("Harri Hahmotelma"), kept_office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", "Voiko alue auttaa?")
    deputy = next(one for one in kept_office.services.directory.current.contacts.values() if one.organisation == "10")
    await harri.types(f"/poissa tänään sijainen {deputy.name}")
    own = next(one for one in kept_office.services.directory.current.contacts.values() if one.name == harri.actor.name)
    told = set()
    for number in (1001, 1999):
        for step in ("move", "back"):
            data = {"contact": own.id, "starts": "2026-11-24", "step": step, "matter": number}
            answer = words_of(await harri.sends(Press("absence.handover", data, "card")))
            told.add(answer.replace(str(number), "N"))
    assert len(told) == 1, told
    assert "Avointa kysymystä K-N ei löytynyt" in told.pop()
    denied = "SELECT count(*) FROM access_log WHERE action = 'unknown_consultation' AND result = 'refused'"
    assert await kept_office.rows(denied) == [(4,)]


async def test_somebody_who_is_not_in_the_directory_is_told_so(kept_office: Office) -> None:
    newcomer = kept_office.of("11", "Uusi")
    await newcomer.types("/poissa 1.12.-5.12.")
    assert "Omia tietoja ei ole hakemistossa" in newcomer.last.words
    assert await absences(kept_office) == []


async def test_an_open_end_brings_the_form_with_the_first_day(kept_office: Office, maija: Person) -> None:
    await maija.types("/poissa 24.12.-")
    assert "Viimeinen päivä puuttuu." in maija.last.words
    assert "2026-12-24" in maija.last.words
    assert await absences(kept_office) == []


async def test_the_same_press_twice_is_one_change(kept_office: Office, maija: Person) -> None:
    await maija.types("/poissa 1.12.-5.12. sijainen Otto Testi")
    data = {"verb": "absence.save", "contact": "11-01", "starts": "2026-12-01", "step": "cancel"}
    assert "Poissaolo poistettiin." in words_of(await maija.sends(Press("absence.save", data, "card", maija.last.id)))
    assert await absences(kept_office) == []
    again = await maija.sends(Press("absence.save", data, "card", maija.last.id))
    assert "Tätä poissaoloa ei enää ole." in words_of(again)


@pytest.mark.parametrize(
    "typed",
    [
        "/frånvaro 1.12–5.12 ersättare Otto Testi",
        "/absence 1.12.-5.12. deputy Otto Testi",
        "poissa 1.12.-5.12. sijainen Otto Testi",
        "POISSA 1.–5.12. SIJAINEN OTTO TESTI",
    ],
)
async def test_the_command_goes_by_its_names_in_three_languages(kept_office: Office, maija: Person, typed: str) -> None:
    await maija.types(typed)
    assert await absences(kept_office) == [("11-01", "2026-12-01", "2026-12-05", "11-04")]


async def test_an_everyday_sentence_is_no_absence(kept_office: Office, maija: Person) -> None:
    await maija.types("Poissa huomenna, palaan asiaan torstaina")
    assert await absences(kept_office) == []


async def test_nobody_is_told_twice_and_a_deputy_who_is_replaced_is_told(kept_office: Office, ritva: Person) -> None:
    kalle, otto = kept_office.contact("Kalle Malli"), kept_office.contact("Otto Testi")
    await ritva.types("/poissa Maija Esimerkki 1.12.-5.12.")
    told = kalle.last
    await ritva.types("/poissa Maija Esimerkki 1.12.-5.12. sijainen Kalle Malli")
    assert kalle.last == told
    await ritva.types("/poissa Maija Esimerkki 1.12.-5.12. sijainen Otto Testi")
    assert kalle.last.words == "Sijaisuus 1.12.–5.12.2026 päättyi: henkilön Maija Esimerkki sijainen on nyt Otto Testi."
    assert otto.last.words.startswith("Sijaisuus 1.12.–5.12.2026: Maija Esimerkki on poissa")
