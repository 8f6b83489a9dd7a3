"""Every card in every state it can take, with fictional people: what the card tests check and the gallery draws."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cards.asking.aland import AlandView, aland_card
from cards.asking.choose_place_and_topic import ChoosePlaceAndTopicView, choose_place_and_topic_card
from cards.asking.choose_topic import ChooseTopicView, TopicView, choose_topic_card
from cards.asking.consult_form import consult_form_card
from cards.asking.consult_view import Answers, ConsultFormView, ContactView, KelaFirst, Problem
from cards.asking.did_you_mean import DidYouMeanView, ReadingView, did_you_mean_card
from cards.asking.elsewhere import ElsewhereView, elsewhere_card
from cards.asking.no_contact import NoContactView, WayView, no_contact_card
from cards.asking.nobody_in_kela import NobodyInKelaView, nobody_in_kela_card
from cards.asking.urgent import NOT_URGENT, URGENT, CallView, UrgentView, urgent_card
from cards.client.client_dialog import ClientDialogView, client_dialog_card
from cards.consultation.asker_status import AskerStatusView, UndeliveredView, asker_status_card
from cards.consultation.closing_form import CloseFormView, ReceiptView
from cards.consultation.messages import MessageView
from cards.consultation.open_list import OpenListView, OpenRowView, open_list_card
from cards.consultation.receiver_question import ReceiverQuestionView, receiver_question_card
from cards.consultation.relayed_message import RelayedMessageView, relayed_message_card
from cards.consultation.which_consultation import OpenQuestionView, WhichConsultationView, which_consultation_card
from cards.general.help import CommandView, HelpView, WelcomeView, help_card, welcome_card
from cards.general.kela_services import ServicesView, ServiceView, services_card
from cards.general.language import LanguageView, language_card
from cards.general.offered_command import MeantView, meant_card
from cards.kit.frame import Card
from cards.kit.person import PersonView, PhoneView
from cards.kit.sentence import SentenceView, sentence_card
from cards.kit.template import Option, Template, TemplateField
from cards.kit.text import Language, Translate, language_code
from directory.people.contact_wording import line_title
from directory.reference import load_reference
from directory.urgency.need_wording import needs_words
from directory.urgency.needs import Need
from tests.cards.scenes_absences import ABSENCE_SCENES
from tests.cards.scenes_areas import SCENES as AREA_SCENES
from tests.cards.scenes_audit import SCENES as AUDIT_SCENES
from tests.cards.scenes_changes import CHANGE_SCENES
from tests.cards.scenes_danger import danger_scenes
from tests.cards.scenes_decision import SCENES as DECISION_SCENES
from tests.cards.scenes_followup import SCENES as FOLLOWUP_SCENES
from tests.cards.scenes_ground import SCENES as GROUND_SCENES
from tests.cards.scenes_own import OWN_SCENES
from tests.cards.scenes_retention import SCENES as RETENTION_SCENES
from tests.cards.scenes_templates import SCENES as TEMPLATE_SCENES
from tests.cards.scenes_topics import SCENES as TOPIC_SCENES
from tests.cards.scenes_upkeep import SCENES as UPKEEP_SCENES
from tests.cards.scenes_waiting import SCENES as WAITING_SCENES
from tests.cards.shipped_bases import KELA_ASKS

DRAFT = "0b2d7a52-6d0e-4a7e-9d1b-0a3f6c1d2e3f"
Scene = Callable[[Translate], Card]

MAIJA = PersonView("Maija Esimerkki", "available", work="Sosiaaliohjaaja, Lappeenranta", languages=("fi", "sv"))
KALLE = PersonView("Kalle Malli", "busy", work="Sosiaalityöntekijä, Imatra", languages=("fi", "en"))
SARI = PersonView("Sari Kokeilu", away_until="27.11.", work="Sosiaalityöntekijä, Lappeenranta", languages=("fi",))
LIISA = PersonView("Liisa Näyte", "available", work="Kela, etuuskäsittelijä · Eteläinen turvatiimi 1")
TAKER = PersonView("Maija Esimerkki", "available", work="sosiaaliohjaaja, Etelä-Karjalan hyvinvointialue")
PHONE = PhoneView("05 000 0001", open_until="10.00")
QUESTION = (
    "Vuokra ylittää kohtuullisen enimmäismäärän, ja asiakas on saanut kehotuksen etsiä halvemman asunnon. "
    "Onko tiedossa erityinen syy, miksi muuttoa ei voi edellyttää?"
)
NAMES = ("Maija Esimerkki", "Kalle Malli", "Otto Testi")
OUTCOMES = (
    Option("kela_can_decide", "Kela voi ratkaista asian"),
    Option("county_continues", "Hyvinvointialue jatkaa asiakkaan kanssa"),
    Option("joint_meeting", "Sovittiin yhteinen tapaaminen"),
    Option("directed_elsewhere", "Asia ohjattiin toiselle palvelulle"),
    Option("unresolved", "Ei ratkennut"),
)
CLOSE = CloseFormView(about_client=True, outcomes=OUTCOMES, sealed=True)
GENERAL_CLOSE = CloseFormView(about_client=False)
TEMPLATE = Template(
    topic="asumismenot",
    example="voiko alue osallistua vuokraan, kun asiakkaan on muutettava?",
    hints=("vuokra ja asumisnormi", "onko ohjattu etsimään edullisempaa asuntoa"),
    situation=("income", "housing"),
    reminder="Häätöuhasta kannattaa soittaa heti.",
)
FIELDS = (
    TemplateField("stage", "choice", "Missä vaiheessa", (Option("reminder", "Muistutus"), Option("eviction", "Häätö"))),
    TemplateField("due", "date", "Häätöpäivä"),
    TemplateField("months", "number", "Kuukausia rästissä", minimum=0, maximum=36),
)
CONSENTS = (Option("client-orally", "Asiakas, suullisesti"), Option("client-in_writing", "Asiakas, kirjallisesti"))
ANSWER_BY = (Option("2026-11-25T16:00", "ke 25.11. klo 16"), Option("2026-11-26T16:00", "to 26.11. klo 16"))
PLACES = (Option("Etelä-Karjala", "Etelä-Karjala"), Option("Pohjois-Karjala", "Pohjois-Karjala"))
TOPICS = (Option("Asumismenot", "Asumismenot"), Option("Edunvalvonta", "Edunvalvonta"))

FORM = ConsultFormView(
    draft=DRAFT,
    about="11/11//asumismenot",
    place="Etelä-Karjala",
    topic="asumismenot",
    contacts=(
        ContactView("c1", MAIJA, ("Aihe täsmää", "auttoi viimeksi 3.11."), (PHONE,)),
        ContactView("c2", KALLE, ("Koko alue, kaikki aiheet",), (PhoneView("05 000 0002", hours="9–10"),)),
        ContactView("c3", SARI, ("Aihe täsmää", "sijainen Otto Testi")),
    ),
    template=TEMPLATE,
    bases=KELA_ASKS,
    consents=CONSENTS,
    today="2026-11-24",
    answer_by=ANSWER_BY,
    notes=("Eksote tarkoittaa tässä: Etelä-Karjalan hyvinvointialue.",),
    contacts_title="Aikuissosiaalityön yhteyshenkilöt",
    as_of="9.12",
)
REFUSED = replace(
    FORM,
    problems=(
        Problem(
            "question",
            "Kysymyksessä oli henkilötunnus",
            "Tunnus poistettiin tekstistä, eikä mitään lähetetty. Kirjoita henkilötunnus vain kohtaan Asiakas.",
        ),
    ),
    answers=Answers(
        question="Asiakkaan [henkilötunnus poistettu] vuokra ylittää enimmäismäärän. Onko tiedossa erityinen syy?",
        basis="consent",
        situation=("income", "housing"),
        receiver="c1",
        answer_by=ANSWER_BY[1].value,
    ),
)
REMOVED = "Henkilötieto poistettiin hausta, eikä sitä tallennettu. Kirjoita asiakkaan tunnus vain kohtaan Asiakas."
OFF = (
    "Etelä-Karjalan hyvinvointialue ei ole nyt tavoitettavissa Kuntayhteydessä",
    "Tähän kirjoitettu lähtee perille, kun yhteys palaa. Sosiaalineuvonta: soita 05 000 0011, puhelinaika ma–pe 9–11.",
)
UNCONFIRMED = "Tietoja ei ole vahvistettu. Lähde vuodelta 2021: Pirttikoski 2021, luku 7.1."
CALL_NOW = (
    ("Sosiaalipäivystys", PhoneView("05 000 0012", always=True)),
    ("Aikuissosiaalityön neuvonta", PhoneView("05 000 0011", hours="ma–pe 9–11")),
)
ASKER = AskerStatusView(
    consultation=1042,
    version=1,
    state="waiting",
    state_time="9.14",
    topic="asumismenot",
    place="Etelä-Karjala",
    answer_by="ke 25.11. klo 16",
    question=QUESTION,
    asked_at="ti 24.11. klo 9.14",
    receivers=NAMES,
    basis="suostumus",
    client_sealed=True,
    next_step="reminder",
    next_step_at="ti 24.11. klo 11.14",
    close=CLOSE,
)
ANSWER = MessageView(
    "Maija Esimerkki",
    "Etelä-Karjala",
    "klo 9.41",
    "On erityinen syy. Lähetän lausunnon Kelmussa tänään, perustelut ovat siinä.",
    own=False,
)
THANKS = MessageView(
    "Liisa Näyte",
    "Kela",
    "klo 9.48",
    "Kiitos! Ratkaisen hakemuksen, kun lausunto on perillä. Pidän asian auki siihen asti.",
    own=True,
    delivery="delivered",
)
RECEIPT = ReceiptView(
    outcome="Kela voi ratkaista asian",
    closer="Liisa Näyte",
    answerer="Maija Esimerkki",
    about_client=True,
    client_reached="yes",
    county="Etelä-Karjala",
    kelmu="done",
    correction_avoided=True,
    followup="ke 9.12., muistutus: Liisa Näyte",
    waited="27 min",
    destroyed_at="24.11. klo 13.02",
    record=(
        "24.11.2026 Konsultoitu Etelä-Karjalan hyvinvointialuetta (K-1042). Aihe: asumismenot. Peruste: asiakkaan "
        "suostumus. Lopputulos: Kela voi ratkaista asian. Asiakas tavoitettu. Kelmu-ilmoitus tehty. Seuranta 9.12.2026."
    ),
)
PLAIN_RECEIPT = ReceiptView(
    outcome="Vastaus tuli", closer="Liisa Näyte", answerer="Maija Esimerkki", waited="2 t 10 min"
)
RECEIVER = ReceiverQuestionView(
    consultation=1042,
    version=1,
    state="new",
    state_time="9.14",
    topic="asumismenot",
    place="Lappeenranta",
    answer_by="ke 25.11. klo 16",
    asker=LIISA,
    asker_organisation="Kela",
    question=QUESTION,
    asked_at="ti 24.11. klo 9.14",
    basis="asiakkaan suostumus",
    situation=("income", "housing"),
    client_sealed=True,
    asked=NAMES,
    colleagues=(Option("c2", "Kalle Malli"), Option("c3", "Otto Testi")),
    close=replace(CLOSE, asks_reached=True),
)
GENERAL = replace(
    RECEIVER,
    consultation=1051,
    topic="perusosan alentaminen",
    place="Imatra",
    question="Milloin suunnitelma itsenäisen suoriutumisen edistämiseksi tehdään, ja kuka siitä ilmoittaa Kelaan?",
    basis="",
    situation=(),
    client_sealed=False,
    asked=("Maija Esimerkki",),
    close=GENERAL_CLOSE,
)
REVERSED = replace(
    GENERAL,
    consultation=1052,
    topic="lääkkeet ja maksusitoumus",
    place="Etelä-Karjala",
    asker=TAKER,
    asker_organisation="Etelä-Karjala",
    asked=("Liisa Näyte",),
    colleagues=(),
    details=(("Milloin lääke loppuu", "27.11.2026"), ("Onko maksusitoumusta haettu", "Kyllä")),
)
ANSWERED = (ANSWER,)
SEEN_BY_TAKER = (
    replace(ANSWER, own=True, delivery="delivered"),
    replace(THANKS, own=False, delivery=""),
)
LONG = tuple(replace(ANSWER, own=bool(number % 2), text=f"{number}. rivi. {QUESTION}") for number in range(12))
LONGEST = tuple(replace(one, text="ö\n" * 2000) for one in LONG)
COMMANDS = (
    CommandView("/konsultoi", "kysy: paikka ja aihe missä järjestyksessä tahansa", "/konsultoi Eksote asumismenot"),
    CommandView("/avoimet", "mitä on auki"),
    CommandView("/vastaa", "kirjoita toiselle puolelle", "/vastaa K-1042 Lausunto on lähetetty."),
    CommandView("/sulje", "kirjaa, mitä asiasta seurasi"),
    CommandView("/palvelut", "Kelan palvelut viranomaisille"),
    CommandView("/kieli", "vaihda kieltä: suomi, svenska, English"),
)


UPKEEP_COMMANDS = (
    CommandView("/yhteys", "oman organisaation yhteyshenkilöt", "/yhteys luettelo"),
    CommandView("/historia", "kuka muutti hakemistoa ja miten"),
)


def _form() -> dict[str, Scene]:
    unseen = tuple(replace(one, person=replace(one.person, presence="unknown", away_until="")) for one in FORM.contacts)
    earlier = replace(MAIJA, presence_at="9.08")
    told_then = replace(
        FORM,
        contacts=(
            replace(FORM.contacts[0], person=earlier, phones=(PhoneView("05 000 0001", opens="huomenna 9.00"),)),
            *FORM.contacts[1:],
        ),
    )
    return {
        "A1-form": lambda t: consult_form_card(FORM, t),
        "A9-older-presence": lambda t: consult_form_card(told_then, t),
        "A2-refused": lambda t: consult_form_card(REFUSED, t),
        "A4-no-presence": lambda t: consult_form_card(
            replace(FORM, as_of="", office_opens="ke 25.11. klo 8", contacts=unseen, notes=()), t
        ),
        "A5-channel-own-fields": lambda t: consult_form_card(
            replace(
                FORM, in_channel=True, read_as="Villmanstrand hyresskuld", template=replace(TEMPLATE, fields=FIELDS)
            ),
            t,
        ),
        "A7-demanding": lambda t: consult_form_card(
            replace(FORM, topic="kiirehtiminen", reason_asked=True, notes=(), contacts=FORM.contacts[:2]), t
        ),
        "A8-arrival": lambda t: consult_form_card(replace(FORM, arrival_asked=True), t),
        "A8-arrival-wrong": lambda t: consult_form_card(
            replace(
                FORM,
                arrival_asked=True,
                problems=(
                    Problem(
                        "arrived",
                        "Tarkista hakemuksen saapumispäivä",
                        "Saapumispäivän on oltava tänään tai aiemmin, enintään kolme kuukautta sitten. "
                        "Jätä kenttä tyhjäksi, jos päätös ei odota vastausta. Mitään ei lähetetty.",
                    ),
                ),
            ),
            t,
        ),
        "A6-one-contact": lambda t: consult_form_card(replace(FORM, contacts=FORM.contacts[:1], notes=()), t),
    }


def _choices() -> dict[str, Scene]:
    readings = (
        ReadingView("Etelä-Karjala · vuokrarästi", "Lappeenranta, Imatra, 7 muuta · 3 yhteyshenkilöä", "11"),
        ReadingView("Pohjois-Karjala · vuokrarästi", "Joensuu, Kitee, 11 muuta · 2 yhteyshenkilöä", "14"),
    )
    unclear = DidYouMeanView(DRAFT, readings, "place", PLACES, TOPICS, query="karjala vuokrarästi")
    shared_out = (
        ReadingView("Valkeakoski · asumismenot", "Pirkanmaa", "08", "908", "asumismenot"),
        ReadingView("Tampere · asumismenot", "Pirkanmaa", "08", "837", "asumismenot"),
    )
    which = replace(unclear, readings=shared_out, unclear="municipality", query="Valkeakoski/Tampere asumismenot")
    usual = (
        TopicView("asumismenot", "Asumismenot", "Vuokra, vastike, vakuus, muutto"),
        TopicView("vuokrarasti-haato", "Vuokrarästi tai häätö", "Rästit, häätöuhka, asunnon menetys"),
    )
    choose = ChoosePlaceAndTopicView(DRAFT, "not_read", PLACES, TOPICS, unread="lprn sossu")
    return {
        "B1-two-places": lambda t: did_you_mean_card(unclear, t),
        "B1-two-municipalities": lambda t: did_you_mean_card(which, t),
        "B1-hidden-query": lambda t: did_you_mean_card(
            replace(unclear, query="", notes=(REMOVED,), readings=(*readings, ReadingView("Karjalan kunta", "", "05"))),
            t,
        ),
        "B2-topic-missing": lambda t: choose_topic_card(
            ChooseTopicView(DRAFT, "Salo", "05", "734", usual, TOPICS, (REMOVED,)), t
        ),
        "B3-nothing-read": lambda t: choose_place_and_topic_card(choose, t),
        "B3-place-missing": lambda t: choose_place_and_topic_card(
            replace(choose, why="place_missing", topic="Asumismenot"), t
        ),
        "B3-correct": lambda t: choose_place_and_topic_card(
            replace(choose, why="correct", place="Kouvola", topic="Asumismenot", question="Kesken"), t
        ),
        "B3-start": lambda t: choose_place_and_topic_card(replace(choose, why="start"), t),
    }


def _within_kela() -> dict[str, Scene]:
    """The way from a county's form to Kela's own contact, the form within Kela, and what is asked or told before it."""
    nobody = NobodyInKelaView(DRAFT, "Kanta-Häme", "asumismenot", reader_is_contact=False)
    place = ChoosePlaceAndTopicView(DRAFT, "within_kela", PLACES, TOPICS, topic="Asumismenot")
    asked = "Kelassa nimetyt yhteyshenkilöt kysyvät alueilta. Muukin etuuskäsittelijä voi kysyä, kun siihen on syy."
    first = replace(FORM, notes=(asked,), kela_first=KelaFirst("kela-20", "Outi Viitteellinen"))
    inside = replace(FORM, contacts_title="Kelan yhteyshenkilöt", notes=(), within_kela=True)
    return {
        "A10-kela-first": lambda t: consult_form_card(first, t),
        "A11-within-kela": lambda t: consult_form_card(inside, t),
        "B3-within-kela": lambda t: choose_place_and_topic_card(place, t),
        "F4-nobody-in-kela": lambda t: nobody_in_kela_card(nobody, t),
        "F4-only-the-reader": lambda t: nobody_in_kela_card(replace(nobody, reader_is_contact=True), t),
    }


def _asker() -> dict[str, Scene]:
    taken = replace(ASKER, state="taken", state_time="9.24", taker=TAKER, version=2, next_step_at="ti 24.11. klo 13.24")
    answered = replace(
        taken, next_step="", state="answered", state_time="9.41", messages=ANSWERED, latest_is_theirs=True
    )
    undelivered = (
        UndeliveredView("Maija Esimerkki", "not_installed", (PhoneView("05 000 0001", hours="ma–pe 9–10"),)),
        UndeliveredView("Otto Testi", "refused"),
    )
    closed = replace(taken, state="closed", state_time="13.02", client_sealed=False)
    return {
        "A3-waiting": lambda t: asker_status_card(ASKER, t),
        "A3-seen": lambda t: asker_status_card(
            replace(ASKER, seen=("Maija Esimerkki (9.20)", "Kalle Malli (9.31)"), decide_by="ke 2.12."), t
        ),
        "A3-undelivered": lambda t: asker_status_card(replace(ASKER, undelivered=undelivered, next_step="deputies"), t),
        "A3-off": lambda t: asker_status_card(replace(ASKER, next_step="", off=OFF), t),
        "A3-urgent": lambda t: asker_status_card(replace(ASKER, next_step="coordinator", call_now=CALL_NOW), t),
        "A3-others": lambda t: asker_status_card(
            replace(ASKER, next_step="others", next_step_at="ke 25.11. klo 9", in_channel=True), t
        ),
        "D1-taken": lambda t: asker_status_card(taken, t),
        "D1-silent": lambda t: asker_status_card(
            replace(taken, next_step="given_back", next_step_at="ke 25.11. klo 9.24"), t
        ),
        "D4-answered": lambda t: asker_status_card(answered, t),
        "D4-thanked": lambda t: asker_status_card(
            replace(answered, messages=(ANSWER, THANKS), latest_is_theirs=False), t
        ),
        "D4-many": lambda t: asker_status_card(replace(answered, messages=LONG), t),
        "D4-decides": lambda t: asker_status_card(replace(answered, decides=True, decide_by="ke 2.12."), t),
        "E2-general-answered": lambda t: asker_status_card(
            replace(answered, basis="", client_sealed=False, close=GENERAL_CLOSE), t
        ),
        "E3-closed": lambda t: asker_status_card(replace(closed, receipt=RECEIPT), t),
        "E3-awaits-reached": lambda t: asker_status_card(
            replace(closed, receipt=replace(RECEIPT, client_reached="", awaits_reached=True)), t
        ),
        "E3-client-kept": lambda t: asker_status_card(
            replace(closed, receipt=replace(RECEIPT, destroyed_at="", client_until="ke 9.12.", may_end_consent=True)), t
        ),
        "E3-closed-general": lambda t: asker_status_card(replace(closed, basis="", receipt=PLAIN_RECEIPT), t),
        "E3-withdrawn": lambda t: asker_status_card(replace(ASKER, state="withdrawn", state_time="13.02"), t),
    }


def _receiver() -> dict[str, Scene]:
    mine = replace(RECEIVER, state="mine", state_time="9.24", taker=TAKER, version=2)
    other = replace(mine, state="taken")
    talked = replace(mine, answered=True, state_time="9.41", messages=SEEN_BY_TAKER, latest_is_theirs=True)
    receipt = replace(RECEIPT, closer="Liisa Näyte, Kela")
    closed = replace(mine, state="closed", state_time="13.02", client_sealed=False, receipt=receipt)
    return {
        "C1-new": lambda t: receiver_question_card(RECEIVER, t),
        "C1-urgent": lambda t: receiver_question_card(
            replace(RECEIVER, urgent=t("Urgent: {needs}", needs=needs_words({Need.HOME}, t))), t
        ),
        "C1-off": lambda t: receiver_question_card(replace(RECEIVER, off=OFF), t),
        "C9-decision": lambda t: receiver_question_card(replace(RECEIVER, decide_by="ke 2.12."), t),
        "C5-general": lambda t: receiver_question_card(GENERAL, t),
        "C6-reversed": lambda t: receiver_question_card(REVERSED, t),
        "C8-handed-over": lambda t: receiver_question_card(
            replace(RECEIVER, state="handed_over", state_time="9.31", deputy="Otto Testi"), t
        ),
        "C7-channel": lambda t: receiver_question_card(replace(RECEIVER, in_channel=True), t),
        "D2-mine": lambda t: receiver_question_card(mine, t),
        "D3-others": lambda t: receiver_question_card(other, t),
        "D3-declined": lambda t: receiver_question_card(replace(RECEIVER, state="declined", state_time="9.20"), t),
        "D3-channel-taken": lambda t: receiver_question_card(replace(other, in_channel=True), t),
        "D5-talked": lambda t: receiver_question_card(talked, t),
        "D5-seen": lambda t: receiver_question_card(
            replace(
                talked, messages=tuple(replace(one, delivery="seen" if one.own else "") for one in talked.messages)
            ),
            t,
        ),
        "D5-channel-talked": lambda t: receiver_question_card(replace(talked, state="taken", in_channel=True), t),
        "D5-longest": lambda t: receiver_question_card(
            replace(talked, state="taken", in_channel=True, question="Ääni\n" * 800, messages=LONGEST), t
        ),
        "E2-general-answering": lambda t: receiver_question_card(
            replace(talked, basis="", client_sealed=False, close=replace(GENERAL_CLOSE, answering=True)), t
        ),
        "E4-closed": lambda t: receiver_question_card(closed, t),
        "E4-asks-reached": lambda t: receiver_question_card(
            replace(closed, receipt=replace(receipt, client_reached="", asks_reached=True)), t
        ),
        "E4-withdrawn": lambda t: receiver_question_card(replace(closed, state="withdrawn", receipt=None), t),
    }


def _lines() -> dict[str, Scene]:
    said = RelayedMessageView(1042, 2, "asumismenot", "Maija Esimerkki", "Etelä-Karjala", ANSWER.text, "9.41")
    questions = (
        OpenQuestionView(1042, 2, "asumismenot", "Lappeenranta", "Liisa Näyte, Kela"),
        OpenQuestionView(1051, 1, "perusosan alentaminen", "Imatra", "Liisa Näyte, Kela"),
    )
    rows = (
        OpenRowView(1042, 2, "asumismenot", "Lappeenranta", "received", "mine", "Liisa Näyte", "ke 25.11. klo 16"),
        OpenRowView(
            1051, 1, "perusosan alentaminen", "Imatra", "received", "waiting", "Liisa Näyte", "pe 27.11. klo 16"
        ),
        OpenRowView(1040, 3, "edunvalvonta", "Etelä-Karjala", "asked", "taken", "Maija Esimerkki"),
    )
    return {
        "C4-dialog": lambda t: client_dialog_card(
            ClientDialogView(1042, "••••••-••••", "asiakkaan suostumus", "24.11.2026 klo 9.31"), t
        ),
        "M1-relayed": lambda t: relayed_message_card(said, t),
        "M1-longest": lambda t: relayed_message_card(replace(said, text="ä\n\n" * 1300), t),
        "M2-edited": lambda t: relayed_message_card(replace(said, change="edited"), t),
        "M3-deleted": lambda t: relayed_message_card(replace(said, change="deleted", text=""), t),
        "M4-closed": lambda t: relayed_message_card(replace(said, can_reply=False), t),
        "M5-which": lambda t: which_consultation_card(
            WhichConsultationView(DRAFT, questions, "Kyllä voi, lähetän lausunnon tänään."), t
        ),
        "M6-search": lambda t: which_consultation_card(
            WhichConsultationView(DRAFT, questions, "Eksote asumismenot", "/konsultoi Eksote asumismenot"), t
        ),
        "O1-open": lambda t: open_list_card(OpenListView(rows), t),
        "O2-none": lambda t: open_list_card(OpenListView(()), t),
        "O3-many": lambda t: open_list_card(OpenListView(rows * 12), t),
    }


def _elsewhere(slug: str, t: Translate) -> ElsewhereView:
    reference, language = load_reference(), language_code(t)
    topic = reference.topics[slug]
    assert topic.elsewhere is not None
    instead = tuple(TopicView(one, reference.topics[one].name(language)) for one in topic.elsewhere.instead)
    return ElsewhereView(DRAFT, topic.name(language), topic.elsewhere.whose.in_language(language), "11", "", instead)


def _without_contact() -> dict[str, Scene]:
    pekka = PersonView("Pekka Koe", "available", work="Kela, Eteläinen turvatiimi 6", languages=("fi", "sv"))
    tiina = PersonView("Tiina Harjoitus", "busy", work="Kela, Eteläinen turvatiimi 6", languages=("fi",))
    ways = (
        WayView(
            "Kelan yhteyshenkilö tällä alueella",
            "Tuntee alueen käytännöt ja on yhteydessä alueen sosiaalihuoltoon.",
            people=(pekka, tiina),
        ),
        WayView(
            "Asiakkaan omatyöntekijä",
            link="https://example.fi/yhteys",
            link_text="Yhteystiedot alueen verkkosivulla",
        ),
        WayView(
            "Aikuissosiaalityön neuvonta",
            phone=PhoneView("09 000 0002", open_until="12.00"),
            after="Numero on yleinen: varaudu jonoon.",
        ),
    )
    keusote = NoContactView(DRAFT, "Keski-Uusimaa", "vuokrarästi", ways, "Kysy Kelan yhteyshenkilöltä", UNCONFIRMED)
    aland = AlandView(
        DRAFT, "asumismenot", "Maarianhamina", PhoneView("018 000 001", hours="9–15"), "https://example.fi"
    )
    return {
        "F1-no-contact": lambda t: no_contact_card(keusote, t),
        "F2-phone": lambda t: urgent_card(_agreed(t), t),
        "F2-demanding": lambda t: urgent_card(
            replace(_agreed(t), ways=((t("Demanding case, broad expertise needed"), URGENT), *_agreed(t).ways)), t
        ),
        "A1-if-urgent": lambda t: consult_form_card(
            replace(FORM, if_urgent=((line_title("on_call", t), PhoneView("05 000 0003", always=True)),)), t
        ),
        "F6-county-first": lambda t: urgent_card(_county_first(t), t),
        "F3-aland": lambda t: aland_card(aland, t),
        "F4-elsewhere": lambda t: elsewhere_card(_elsewhere("tyollisyyspalvelut", t), t),
        "F4-elsewhere-no-place": lambda t: elsewhere_card(replace(_elsewhere("kuntoutus", t), area=""), t),
    }


def _calls(t: Translate) -> tuple[CallView, CallView, CallView]:
    on_call = (line_title("on_call", t), PhoneView("05 000 0003", always=True))
    client = (line_title("client", t), PhoneView("020 000 0002", hours="ke 25.11. klo 9–16"))
    emergency = (line_title("emergency", t), PhoneView("112", always=True))
    return (
        CallView(t("The county, urgent"), (on_call,)),
        CallView(t("The client calls"), (client,)),
        CallView(t("Life or safety in danger"), (emergency,)),
    )


def _agreed(t: Translate) -> UrgentView:
    county, client, danger = _calls(t)
    authority = (line_title("authority", t), PhoneView("020 000 0001", open_until="15.00"))
    sent = t("No question was opened and nothing was sent.")
    return UrgentView(
        DRAFT,
        "Etelä-Karjala",
        "hakemuksen kiirehtiminen",
        (CallView(t("A worker calls"), (authority,)), client, county, danger),
        t("Call. Do not ask about urgent matters in Kuntayhteys."),
        f"{t('This has been agreed with the area.')} {sent}",
        ((t("The matter is not urgent"), NOT_URGENT),),
    )


def _county_first(t: Translate) -> UrgentView:
    county, client, danger = _calls(t)
    advice = (line_title("advice", t), PhoneView("05 000 0002", open_until="12.00"))
    read = t("Read as urgent: {needs}.", needs=needs_words({Need.HOME}, t))
    sent = t("Nothing has been sent yet. The question can be asked in Kuntayhteys too: it goes out marked as urgent.")
    return UrgentView(
        DRAFT,
        "Imatra",
        "vuokrarästi tai häädön uhka",
        (replace(county, numbers=(*county.numbers, advice)), client, danger),
        t("Call the county first: the matter is urgent."),
        f"{read} {sent}",
        ((t("I ask in Kuntayhteys"), URGENT), (t("The matter is not urgent"), NOT_URGENT)),
    )


def _words() -> dict[str, Scene]:
    services = (
        ServiceView(
            "Viranomaislinja", "Puhelinpalvelu viranomaisille.", "kiireelliset asiat", "asiakkaalle", "puhelin"
        ),
        ServiceView("Kelmu", "Sähköinen etuustietopalvelu.", "ilmoitus sosiaalityön tarpeesta"),
    )
    return {
        "H1-help": lambda t: help_card(HelpView(COMMANDS, "/konsultoi Lappeenranta asumismenot"), t),
        "H1-help-coordinator": lambda t: help_card(
            HelpView(COMMANDS[:3], "/konsultoi Lappeenranta asumismenot", of_role=UPKEEP_COMMANDS), t
        ),
        "H3-meant": lambda t: meant_card(MeantView("/konsultoi Eksote asumismenot ja vuokrarästi"), t),
        "H2-unread": lambda t: help_card(HelpView(COMMANDS[:2], "/konsultoi Lappeenranta asumismenot", unread=True), t),
        "H3-welcome-kela": lambda t: welcome_card(WelcomeView("/konsultoi Lappeenranta asumismenot"), t),
        "H4-welcome-county": lambda t: welcome_card(
            WelcomeView("/konsultoi Kela lääkkeet", in_channel=True, reader_is_kela=False), t
        ),
        "H5-services": lambda t: services_card(ServicesView(services), t),
        "H6-language": lambda t: language_card(LanguageView("fi"), t),
        "S1-sentence": lambda t: sentence_card(SentenceView("Kysymys on liian pitkä: enintään 4 000 merkkiä."), t),
        "S2-warning": lambda t: sentence_card(
            SentenceView("Kirjoita paikka ja aihe.", "Paikka puuttui", "warning", "Näytä ohje", "/ohje"), t
        ),
        "S2-off": lambda t: sentence_card(
            SentenceView(
                "Etelä-Karjalan hyvinvointialue ei ole nyt tavoitettavissa Kuntayhteydessä. Mitään ei lähetetty. "
                "Aikuissosiaalityön neuvonta: soita 05 000 0011, auki 10.00 asti. "
                "Sosiaalipäivystys: soita 05 000 0112, ympäri vuorokauden.",
                tone="warning",
            ),
            t,
        ),
        "S3-refusal": lambda t: sentence_card(SentenceView("Mitään ei lähetetty.", tone="attention"), t),
    }


def _own_worker_first() -> dict[str, Scene]:
    only = replace(FORM, place="Keski-Uusimaa", contacts=(), own_worker="only", notes=(), as_of="")
    asked = replace(ASKER, receivers=("Otto Testi",), own_worker_first="asked")
    untold = replace(ASKER, receivers=("Etelä-Karjalan hyvinvointialue",), own_worker_first="if_known")
    consents = (Option("client-orally", "Asiakas, suullisesti"),)
    closed = replace(RECEIVER, state="closed", close=None)
    return {
        "O7-form-own-worker-only": lambda t: consult_form_card(only, t),
        "O7-asked": lambda t: asker_status_card(asked, t),
        "O7-untold": lambda t: asker_status_card(untold, t),
        "O7-receiver": lambda t: receiver_question_card(
            replace(RECEIVER, as_own_worker="first", asked=("Otto Testi",)), t
        ),
        "O8-remember": lambda t: receiver_question_card(
            replace(closed, receipt=replace(RECEIPT, consents=consents)), t
        ),
        "O8-remembered": lambda t: receiver_question_card(
            replace(closed, receipt=replace(RECEIPT, remembered=True)), t
        ),
    }


def _consents() -> dict[str, Scene]:
    """The main cards with a consent behind them, and once it has ended."""
    given, ended = "Asiakas, suullisesti, 20.11.2026, koskee tätä asiaa", "Suostumus on peruutettu"
    asker = replace(ASKER, state="taken", state_time="9.24", taker=TAKER, consent=given)
    receiver = replace(RECEIVER, state="mine", state_time="9.24", taker=TAKER, consent=given)
    missing = Problem("consent", "Suostumuksen tiedot puuttuvat", "Valitse, kuka antoi suostumuksen ja miten.")
    form = replace(REFUSED, problems=(missing,))
    over: dict[str, Any] = {"consent": "", "client_sealed": False}
    return {
        "L3-form": lambda t: consult_form_card(form, t),
        "L3-asker": lambda t: asker_status_card(asker, t),
        "L3-asker-paused": lambda t: asker_status_card(replace(asker, paused=ended, **over), t),
        "L3-asker-in-general": lambda t: asker_status_card(
            replace(asker, basis="", went_on_in_general=True, **over), t
        ),
        "L3-receiver-new": lambda t: receiver_question_card(replace(RECEIVER, consent=given), t),
        "L3-receiver": lambda t: receiver_question_card(receiver, t),
        "L3-receiver-paused": lambda t: receiver_question_card(replace(receiver, paused=ended, **over), t),
        "L3-receiver-in-general": lambda t: receiver_question_card(
            replace(receiver, basis="", situation=(), went_on_in_general=True, **over), t
        ),
    }


SCENES: dict[str, Scene] = {
    **_form(),
    **_choices(),
    **_within_kela(),
    **_asker(),
    **_receiver(),
    **_lines(),
    **_without_contact(),
    **_words(),
    **TEMPLATE_SCENES,
    **TOPIC_SCENES,
    **ABSENCE_SCENES,
    **UPKEEP_SCENES,
    **AREA_SCENES,
    **WAITING_SCENES,
    **FOLLOWUP_SCENES,
    **DECISION_SCENES,
    **GROUND_SCENES,
    **RETENTION_SCENES,
    **_consents(),
    **CHANGE_SCENES,
    **AUDIT_SCENES,
    **OWN_SCENES,
    **_own_worker_first(),
}
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
SCENES.update(danger_scenes(SCENES))
