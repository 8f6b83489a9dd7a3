"""How long closed questions are kept: the period, the texts to copy before the removal, and what is left of a card."""

from collections.abc import Callable
from dataclasses import replace

from cards.consultation.asker_status import AskerStatusView, asker_status_card
from cards.consultation.closing_form import ReceiptView
from cards.consultation.record_note import RecordNoteView, record_note_card, wiped_card
from cards.kit.frame import Card
from cards.kit.text import Translate
from cards.time.retention import RetentionView, retention_card

RECORD = (
    "24.11.2026 Konsultaatio K-1042. Kysyjä: Kela. Vastaanottaja: Etelä-Karjalan hyvinvointialue. Aihe: asumismenot. "
    "Peruste: Asiakkaan suostumus. Lopputulos: Kela voi ratkaista asian.\n\n"
    "24.11.2026 klo 9.14 Kela (Etuuskäsittelijä) kysyi: Onko tiedossa erityinen syy, miksi muuttoa ei voi edellyttää?"
    "\n\n24.11.2026 klo 9.41 Etelä-Karjala (Sosiaaliohjaaja) kirjoitti: Kyllä on. Lähetän lausunnon tänään."
)
NOTE = RecordNoteView(1042, "asumismenot", "Lappeenranta", "24.12.2026", RECORD)
PERIOD = RetentionView("Etelä-Karjalan hyvinvointialue", 30, 30, 7, 365, 5)
RECEIPT = ReceiptView(
    outcome="Kela voi ratkaista asian",
    closer="Liisa Näyte",
    answerer="Maija Esimerkki",
    about_client=True,
    waited="27 min",
    destroyed_at="24.11.2026 klo 13.02",
    record=RECORD,
    removed_on="24.12.2026",
)
CLOSED = AskerStatusView(
    consultation=1042,
    version=5,
    state="closed",
    state_time="13.02",
    topic="asumismenot",
    place="Lappeenranta",
    answer_by="ke 25.11. klo 16",
    question="Onko tiedossa erityinen syy?",
    receipt=RECEIPT,
)
FOLLOWED = replace(CLOSED, receipt=replace(RECEIPT, followup="ke 9.12."))

SCENES: dict[str, Callable[[Translate], Card]] = {
    "Y1-period": lambda t: retention_card(PERIOD, t),
    "Y1-saved": lambda t: retention_card(replace(PERIOD, days=60, saved=True), t),
    "Y2-record": lambda t: record_note_card(NOTE, t),
    "Y3-wiped": lambda t: wiped_card(1042, t),
    "Y4-closed": lambda t: asker_status_card(CLOSED, t),
    "Y4-followed": lambda t: asker_status_card(FOLLOWED, t),
}
