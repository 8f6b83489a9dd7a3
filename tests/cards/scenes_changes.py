"""The cards of contacts kept by chat and of changes of the directory, with fictional people."""

from collections.abc import Callable
from dataclasses import replace

from cards.contacts.change import ChangeView, FieldView, RowView, change_card, faults_card
from cards.contacts.contact_details import (
    ContactDetailsView,
    ContactRemovalView,
    contact_details_card,
    contact_removal_card,
)
from cards.contacts.contact_form import ContactFormView, FormText, contact_form_card
from cards.contacts.contact_list import ContactListView, ContactRowView, contact_list_card
from cards.contacts.history import HistoryRowView, HistoryView, history_card
from cards.kit.frame import Card
from cards.kit.template import Option
from cards.kit.text import Translate

FORM = ContactFormView(
    title="Uusi yhteyshenkilö",
    who=(FormText("name", "Nimi"), FormText("email", "Sähköposti")),
    reach=(FormText("phone", "Puhelin", "05 000 0001"), FormText("phone_hours", "Puhelinaika", "ma-pe 9-10")),
    more=(
        FormText("title", "Nimike", "Esimerkiksi: sosiaaliohjaaja"),
        FormText("team", "Tiimi"),
        FormText("place", "Paikkakunta"),
        FormText("skills", "Erityisosaaminen", "Esimerkiksi: kansainväliset asiat"),
    ),
    longest=200,
    longest_list=1000,
    values={
        "name": "Maija Uusi",
        "email": "maija.uusi@ekhva.example",
        "phone": "05 000 0099",
        "phone_hours": "ma-pe 9-10",
        "places": "Imatra",
        "topics": "Asumismenot, Vuokrarästi tai häädön uhka",
        "roles": "contact",
        "languages": "fi,sv",
        "deputy": "Kalle Malli",
    },
    roles=(
        Option("contact", "yhteyshenkilö"),
        Option("deputy", "sijainen"),
        Option("own_worker", "omatyöntekijä"),
        Option("coordinator", "hakemistovastaava"),
    ),
    languages=(Option("fi", "suomi"), Option("sv", "ruotsi"), Option("en", "englanti")),
    deputies=(Option("Kalle Malli", "Kalle Malli"), Option("Otto Testi", "Otto Testi")),
    person="Organisaation omassa hakemistossa: Maija Uusi.",
    notes=("Ei tunnistettu: hölynpöly",),
    summary="Sosiaaliohjaaja, Lappeenranta",
    whole_area="koko Etelä-Karjala",
)
FAULTS = (
    "Rivi 2, kunnat: Kuntaa Imarta ei ole. Tarkoitettiinko: Imatra (Etelä-Karjala)?",
    'Rivi 5, sähköposti: "ei-osoite" ei ole sähköpostiosoite.',
    "Rivi 9, aiheet: Tekstissä näyttää olevan henkilötunnus. Poista se.",
)
ROWS = (
    RowView(
        "changed",
        "Maija Esimerkki",
        (
            FieldView("puhelin", "05 000 0001", "05 000 0555"),
            FieldView("kunnat", "", "Imatra, Lappeenranta"),
        ),
    ),
    RowView(
        "added",
        "Henkilö Uusi",
        (
            FieldView("sähköposti", "", "henkilo.uusi@ekhva.example"),
            FieldView("kunnat", "", "Imatra"),
            FieldView("aiheet", "", "Asumismenot"),
        ),
    ),
    RowView("removed", "Otto Testi"),
)
CHANGE = ChangeView(
    change=12,
    title="Taulukon tuonti",
    state="proposed",
    reader="maker",
    maker="Ritva Keksitty",
    made_at="24.11.2026 klo 9.12",
    rows=ROWS,
    added=1,
    changed=1,
    removed=1,
    total=3,
)
LONGEST = replace(
    CHANGE,
    rows=tuple(RowView("changed", "Ä" * 200, (FieldView("å" * 40, "ö" * 400, "ä" * 400),) * 19) for _ in range(40)),
    first=8,
    total=300,
    added=0,
    changed=300,
    removed=0,
    faults=("ä" * 400,) * 50,
    bad_rows=50,
    good_rows=300,
    why="ö" * 300,
)
HISTORY = HistoryView(
    "Etelä-Karjalan hyvinvointialue",
    (
        HistoryRowView(13, "Taulukon tuonti", "293 uutta", "done", "Ritva Keksitty", "24.11.2026 klo 9.31"),
        HistoryRowView(
            12,
            "Yhteyshenkilön poisto",
            "Otto Testi",
            "undone",
            "Ritva Keksitty",
            "24.11.2026 klo 9.12",
            "siirtyi muihin tehtäviin",
            "Kumosi Kalle Malli, 24.11.2026 klo 9.20",
        ),
    ),
    more=True,
)
DETAILS = ContactDetailsView(
    "11-01",
    "Maija Esimerkki",
    (
        ("Sähköposti", "maija.esimerkki@ekhva.example"),
        ("Puhelin", "05 000 0001"),
        ("Kunnat", "Imatra, Lappeenranta"),
        ("Sijainen", "Kalle Malli"),
    ),
    ("Henkilöä ei löytynyt organisaation omasta hakemistosta, joten viestit eivät mene perille.",),
)
LIST = ContactListView(
    "Etelä-Karjalan hyvinvointialue",
    tuple(ContactRowView(f"11-{n:02}", f"Henkilö {n}", "Imatra · Asumismenot") for n in range(10)),
    total=24,
    first=10,
    search="imatra",
)
REMOVAL = ContactRemovalView(
    "11-04",
    "Otto Testi",
    (
        "Sijainen henkilöille: Sari Kokeilu. He jäävät ilman sijaista.",
        "Henkilö on omatyöntekijänä näin monella asiakkaalla: 12.",
    ),
)
CHANGE_SCENES: dict[str, Callable[[Translate], Card]] = {
    "K1-form": lambda t: contact_form_card(FORM, t),
    "K1-form-refused": lambda t: contact_form_card(replace(FORM, problems=FAULTS[:1]), t),
    "K1-form-own": lambda t: contact_form_card(replace(FORM, title="Maija Esimerkki", only_own=True, notes=()), t),
    "K2-list": lambda t: contact_list_card(LIST, t),
    "K2-none": lambda t: contact_list_card(replace(LIST, rows=(), total=0, first=0), t),
    "K3-details": lambda t: contact_details_card(DETAILS, t),
    "K3-own": lambda t: contact_details_card(replace(DETAILS, may_remove=False, notes=()), t),
    "K4-removal": lambda t: contact_removal_card(REMOVAL, t),
    "K5-proposed": lambda t: change_card(replace(CHANGE, missing=("Sari Kokeilu", "Otto Testi")), t),
    "K5-faults": lambda t: change_card(replace(CHANGE, faults=FAULTS, bad_rows=7, good_rows=293, total=293), t),
    "K5-all-wrong": lambda t: faults_card(FAULTS, 3, 0, t),
    "K5-longest": lambda t: change_card(LONGEST, t),
    "K6-waits": lambda t: change_card(replace(CHANGE, state="second", seconds="Leena Ohjenuora (Kela)"), t),
    "K6-second": lambda t: change_card(replace(CHANGE, state="second", reader="second", why="lista päivitettiin"), t),
    "K7-done": lambda t: change_card(replace(CHANGE, state="done", rows=ROWS[:1], removed=0, added=0, total=1), t),
    "K7-ask-undo": lambda t: change_card(replace(CHANGE, state="done", asks_to_undo=True), t),
    "K7-undone": lambda t: change_card(
        replace(CHANGE, state="undone", decided="Kumosi Kalle Malli, 24.11.2026 klo 9.20"), t
    ),
    "K8-history": lambda t: history_card(HISTORY, t),
    "K8-none": lambda t: history_card(replace(HISTORY, rows=(), more=False), t),
}
