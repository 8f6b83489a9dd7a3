"""Legal bases, the consent behind a consultation, and what a team lead sees, in their states."""

from collections.abc import Callable
from dataclasses import replace

from cards.bases.basis_changes import BasisChangesView, BasisVersionView, PropertyView, basis_changes_card
from cards.bases.basis_list import (
    BasisFormView,
    BasisListView,
    BasisRowView,
    WaitingBasisView,
    basis_form_card,
    basis_list_card,
)
from cards.client.consent_part import ConsentAnswers, ConsentPartView
from cards.client.ground import GroundView, ground_card
from cards.kit.frame import Card
from cards.kit.template import Option
from cards.kit.text import Translate
from cards.time.team_list import TeamListView, TeamRowView, team_list_card
from tests.cards.shipped_bases import KELA_ASKS

CONSENTS = (
    Option("client-orally", "Asiakas, suullisesti"),
    Option("client-in_writing", "Asiakas, kirjallisesti"),
    Option("representative-orally", "Laillinen edustaja, suullisesti"),
    Option("representative-in_writing", "Laillinen edustaja, kirjallisesti"),
)
PART = ConsentPartView(CONSENTS, "2026-11-24")
HOLDS = GroundView(
    consultation=1042,
    topic="asumismenot",
    place="Lappeenranta",
    basis="Asiakkaan suostumus",
    law="SHL 1301/2014 35 §; asiakaslaki 812/2000 (tarkista laki)",
    consent="Asiakas, suullisesti, 20.11.2026, koskee tätä asiaa",
    may_end=True,
    bases=KELA_ASKS,
    chooses=True,
    consents=PART,
)
READER = replace(HOLDS, may_end=False, bases=(), chooses=False)
ENDED = replace(HOLDS, may_end=False, ended="Suostumus on peruutettu", ended_at="ti 24.11.2026 klo 13.05")
KEPT = replace(
    HOLDS, consent="Asiakas kirjallisesti, 20.11.2026, 31.12.2026 asti", bases=(), chooses=False, closed=True
)
FAULTY = replace(
    ENDED,
    chosen="consent",
    problem=("Suostumuksen tiedot puuttuvat", "Valitse, kuka antoi suostumuksen ja miten. Mitään ei lähetetty."),
    consents=replace(PART, opened=True, answers=ConsentAnswers("", "2026-11-24", "2026-12-31", names_us=True)),
)
ROWS = (
    BasisRowView("general", "Yleinen kysymys, ei asiakastietoja", "", "Ei asiakasta", "Ketään ei voi tunnistaa."),
    BasisRowView(
        "consent",
        "Asiakkaan suostumus",
        "SHL 1301/2014 35 §; asiakaslaki 812/2000 (tarkista laki)",
        "Asiakkaaseen saa viitata · suostumus kysytään · 1.12.2026 alkaen",
        "Asiasta on puhuttu asiakkaan kanssa ja asiakas on antanut suostumuksensa yhteydenottoon.",
        may_change=True,
    ),
)
CHANGED = (
    PropertyView("Nimi suomeksi", "Yhteistyö", "Sosiaalihuollon yhteistyö"),
    PropertyView("Lain nykyinen sanamuoto on tarkistettu", "ei", "kyllä"),
    PropertyView("Asiakkaaseen saa viitata", "ei", "kyllä"),
    PropertyView("Aiheet", "kaikki aiheet", "Asumismenot, Vuokrarästi tai häätö"),
    PropertyView(
        "Milloin käytetään, suomeksi",
        "tyhjä",
        "Asiakas on sosiaalihuollon asiakas, ja toimeentulotukiasiaa hoidetaan yhdessä hyvinvointialueen kanssa.",
    ),
)
WAITING = WaitingBasisView(
    7,
    "Sosiaalihuollon yhteistyö",
    "1.12.2026 alkaen",
    "Risto Tarkiste",
    CHANGED,
    may_accept=True,
    may_reject=True,
)
CHANGES = BasisChangesView(
    "Kela",
    (
        BasisVersionView(
            "Sosiaalihuollon yhteistyö",
            "changed",
            accepted=True,
            maker="Risto Tarkiste",
            decided="Hyväksyi Leena Ohjenuora, ti 24.11.2026 klo 13.05",
            since="1.12.2026 alkaen",
            changed=CHANGED,
        ),
        BasisVersionView(
            "Yhteistyö",
            "taken_off",
            accepted=False,
            maker="Risto Tarkiste",
            decided="Hylkäsi Leena Ohjenuora, ma 23.11.2026 klo 9.40",
            since="1.12.2026 alkaen",
        ),
    ),
    more=True,
)
LONGEST = replace(
    WAITING,
    changed=(
        *(PropertyView(f"Nimi {number}", "Ä" * 90, "Ö" * 90) for number in range(3)),
        PropertyView("Laki ja pykälä", "§" * 120, "¶" * 120),
        *(PropertyView(f"Milloin käytetään {number}", "Ä" * 400, "Ö" * 400) for number in range(3)),
    ),
)
LIST = BasisListView("Kela", tuple(replace(one, may_change=False) for one in ROWS))
KEEPER = replace(
    LIST,
    rows=ROWS,
    may_add=True,
    may_look_back=True,
    told="Muutos odottaa toisen henkilön hyväksyntää omasta organisaatiosta.",
)
FORM = BasisFormView(
    "consent",
    "2026-11-24",
    (Option("asumismenot", "Asumismenot"), Option("vuokrarasti-haato", "Vuokrarästi tai häätö")),
    {
        "name_fi": "Asiakkaan suostumus",
        "name_sv": "Klientens samtycke",
        "name_en": "The client's consent",
        "law": "SHL 1301/2014 35 §; asiakaslaki 812/2000",
        "verify_law": "true",
        "allows_client": "true",
        "asks_consent": "true",
        "asks": "true",
        "own_worker": "true",
    },
)
TEAM = TeamListView(
    "Aikuissosiaalityö",
    "31.12.2026",
    (
        TeamRowView(
            1042,
            "asumismenot",
            "Lappeenranta",
            "vastattu",
            "ke 25.11. klo 16",
            ("Maija Esimerkki",),
            "Kela",
        ),
        TeamRowView(
            1051,
            "perusosan alentaminen",
            "Imatra",
            "kukaan ei ole vielä ottanut",
            "to 26.11. klo 16",
            ("Kalle Malli", "Sari Kokeilu"),
            "Kela",
        ),
    ),
)
SCENES: dict[str, Callable[[Translate], Card]] = {
    "L1-holds": lambda t: ground_card(HOLDS, t),
    "L1-reader": lambda t: ground_card(READER, t),
    "L1-kept": lambda t: ground_card(KEPT, t),
    "L2-closed": lambda t: ground_card(replace(ENDED, bases=(), chooses=False, closed=True), t),
    "L2-ended": lambda t: ground_card(ENDED, t),
    "V1-team": lambda t: team_list_card(TEAM, t),
    "V1-team-nothing": lambda t: team_list_card(replace(TEAM, rows=()), t),
    "L5-list": lambda t: basis_list_card(LIST, t),
    "L5-keeper": lambda t: basis_list_card(KEEPER, t),
    "L5-decider": lambda t: basis_list_card(replace(LIST, waiting=(WAITING,)), t),
    "L5-decider-longest": lambda t: basis_list_card(replace(LIST, waiting=(LONGEST,) * 5), t),
    "L7-changes-longest": lambda t: basis_changes_card(
        BasisChangesView("Kela", (replace(CHANGES.versions[0], changed=LONGEST.changed),) * 2, first=2, more=True), t
    ),
    "L7-changes": lambda t: basis_changes_card(CHANGES, t),
    "L7-changes-none": lambda t: basis_changes_card(BasisChangesView("Kela", ()), t),
    "L6-change": lambda t: basis_form_card(FORM, t),
    "L6-change-county": lambda t: basis_form_card(replace(FORM, of_kela=False), t),
    "L6-new-faulty": lambda t: basis_form_card(
        replace(FORM, code="", values={}, problem="Kirjoita nimi kaikilla kolmella kielellä ja laki."), t
    ),
    "L2-faulty": lambda t: ground_card(FAULTY, t),
}
