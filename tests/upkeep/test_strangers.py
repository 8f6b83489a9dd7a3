"""Buttons pressed with somebody else's ids, as an attacker sends them: another county sees and changes nothing."""

import re
from collections.abc import Mapping

import pytest

from bot.turns.turn import Actor, Press
from tests.turns.office import Office, Person, words_of

Data = Mapping[str, object]
KEPT = (
    "contact",
    "absence",
    "area_rule",
    "service_line",
    "directory_change",
    "directory_change_edits",
    "misroute",
    "contact_evidence",
    "own_worker",
    "topic_word",
)
OF_EKSOTE = ("Maija Esimerkki", "Kalle Malli", "Sari Kokeilu", "05 000 0001", "05 000 0444", "Ritva")
MAIJA: Data = {"contact": "11-01"}
FORGED: tuple[tuple[str, Data], ...] = (
    *(("contact.save", {**MAIJA, "step": step, "name": "Toinen Nimi"}) for step in ("", "open", "remove")),
    *(("contact.show", {**MAIJA, "step": step}) for step in ("", "edit", "remove")),
    *(("contact.verify", {**MAIJA, "step": step, "page": page}) for step in ("right", "send") for page in (0, None)),
    *(("contact.correct", {"misroute": 1, "step": step}) for step in ("fix", "leave", "show")),
    *(("change.decide", {"change": 1, "step": step}) for step in ("accept", "drop", "undo", "ask", "page", "show")),
    *(("change.decide", {"change": 2, "step": step}) for step in ("accept", "drop", "undo", "ask", "page", "show")),
    ("change.decide", {"change": 2, "step": "accept", "remove_missing": "true"}),
    ("absence.save", {**MAIJA, "first": "2026-12-01", "last": "2026-12-02"}),
    ("absence.save", {**MAIJA, "step": "choose", "first": "2026-12-01", "last": "2026-12-02", "deputy": "11-02"}),
    ("absence.save", {"contact": "11-03", "step": "cancel", "starts": "2026-11-23"}),
    ("absence.save", {"contact": "11-03", "step": "back", "starts": "2026-11-23"}),
    *(("absence.handover", {"contact": "11-03", "step": step}) for step in ("move", "back", "keep")),
    *(("area.edit", {"area": "11", "step": step}) for step in ("rule", "lines")),
    *(("area.save", {"area": "11", "step": step, "valid_from": "2026-12-01"}) for step in ("rule", "lines")),
    *(("area.simulate", {"area": "11", "step": step, "when": "24.12. klo 10"}) for step in ("form", "")),
    ("coverage.show", {"area": "11"}),
    ("ownworker.save", {"step": "move", "worker": "Maija Esimerkki"}),
    ("ownworker.save", {"step": "extend", "links": "1"}),
    ("ownworker.save", {"step": "end", "links": "1"}),
    ("topic.remove", {"phrase": "kellarikomero"}),
)


@pytest.fixture
async def office(kept_office: Office) -> Office:
    """Eksote has a change that is made, one that waits, and a wrong turn; so has a word been added."""
    ritva, maija = kept_office.contact("Ritva Keksitty"), kept_office.contact("Maija Esimerkki")
    liisa = kept_office.of("KELA", "Liisa")
    await liisa.asks("Imatra vuokrarästi", "Onko aikaa?")
    await maija.presses(maija.main_card(), "consultation.release", whose="11-02")
    await ritva.types("/alue puhelin neuvonta 05 000 0444 ma-pe 9-11")
    await ritva.presses(ritva.card_of("area.save"), "area.save", phone_advice="05 000 0444")
    await ritva.types("/alue muuta")
    await ritva.presses(ritva.card_of("area.save"), "area.save", urgency="allowed", valid_from="2026-12-01")
    await ritva.types("/aihe lisää asumismenot: kellarikomero")
    assert await kept_office.rows("SELECT state FROM directory_change ORDER BY id") == [("done",), ("second",)]
    assert await kept_office.rows("SELECT count(*) FROM topic_word") == [(1,)]
    return kept_office


async def kept(office: Office) -> str:
    return "\n".join([str(await office.rows(f"SELECT * FROM {name} ORDER BY 1, 2")) for name in KEPT])  # noqa: S608


def strangers(office: Office) -> list[Person]:
    """Another county's coordinator and contact, and somebody who only borrows a coordinator's directory id."""
    harri, ritva = office.contact("Harri Hahmotelma"), office.contact("Ritva Keksitty").actor
    borrowed = Actor(harri.actor.tenant_id, ritva.aad_object_id, "29:borrowed", "Ritva Keksitty")
    return [harri, office.contact("Jaana Kokeilija"), Person(office, borrowed)]


async def test_another_county_neither_sees_nor_changes_anything(office: Office) -> None:
    before, people = await kept(office), strangers(office)
    for verb, data in FORGED:
        for stranger in people:
            seen = len(stranger.sees())
            answer = words_of(await stranger.sends(Press(verb, data, "card")))
            told = "\n".join((answer, *(one.words for one in stranger.sees()[seen:])))
            assert told.strip(), (verb, data)
            assert not [part for part in OF_EKSOTE if part in told], (verb, data, told)
        assert await kept(office) == before, (verb, data)


NAMED_BY = ("contact", "change", "misroute", "version")
"""What a button names by an id that only one organisation may know of."""


async def test_an_id_of_another_county_gets_what_an_unknown_id_gets(office: Office) -> None:
    """Not even that there is such a contact, change or wrong turn is told."""
    harri = office.contact("Harri Hahmotelma")
    forged = [(verb, data) for verb, data in FORGED if any(name in data for name in NAMED_BY)]
    forged += [("basis.decide", {"version": 1, "step": step}) for step in ("accept", "reject")]
    for verb, data in forged:
        unknown = {**data, **{name: "11-99" if name == "contact" else 99 for name in NAMED_BY if name in data}}
        told = [words_of(await harri.sends(Press(verb, one, "card"))) for one in (data, unknown)]
        alike = [re.sub(r"M-\d+", "M-n", one) for one in told]
        assert alike[0] == alike[1], (verb, data)


ODD: tuple[object, ...] = (10**30, "²", True, 1.5, -1, None, [], {"a": 1}, "x" * 300)


async def test_an_odd_number_in_a_button_gets_a_sentence_or_the_first_page(office: Office) -> None:
    ritva = office.contact("Ritva Keksitty")
    for value in ODD:
        for step in ("accept", "drop", "undo", "ask", "page", "show"):
            answer = words_of(await ritva.sends(Press("change.decide", {"change": value, "step": step}, "card")))
            assert "/historia" in answer, (step, value)
        for verb in ("change.history", "contact.show"):
            answer = words_of(await ritva.sends(Press(verb, {"step": "list", "first": value}, "card")))
            assert "Etelä-Karjala" in answer, (verb, value)
        page = {"change": 1, "step": "page", "first": value}
        assert "05 000 0444" in words_of(await ritva.sends(Press("change.decide", page, "card"))), value


async def test_the_name_of_another_countys_contact_is_not_told_to_who_guesses_the_id(office: Office) -> None:
    harri = office.contact("Harri Hahmotelma")
    days = {"first": "2026-12-01", "last": "2026-12-02"}
    data = {"contact": "10-11", "step": "choose", "deputy": "11-01", **days}
    assert "Maija" not in words_of(await harri.sends(Press("absence.save", data, "card")))
