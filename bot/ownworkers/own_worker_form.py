"""Reading the form for an own worker as it came back: everything the card checked is checked again here."""

import re
from dataclasses import dataclass, field
from datetime import date

from bot.bases.bases import Bases, OwnWorkerFor
from bot.bases.consent import CONSENTS, Consent
from bot.errors import Denied, Expected
from bot.ownworkers.model import by_title, checked_end, usual_end, workers
from bot.privacy.hetu import Hetu, InvalidHetuError, parse
from bot.turns.services import Services
from cards.buttons.own_worker_data import OwnWorkerFields
from cards.own_workers.own_form import Doing, OwnAnswers
from config.texts import Translate
from directory import naming
from directory.people.contacts import Contact, Directory, Organisation
from directory.reference import ALAND, KELA

CONSENT = "consent"
"""The basis that wants to know who consented."""
LONGEST_PLACE = 200
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form in order."""

    doing: Doing
    client: Hetu
    basis: str
    consent: Consent | None
    county: str
    worker: Contact | None = None
    municipality: str = ""
    until: date = date.min

    @property
    def logged_basis(self) -> str:
        """The basis with the consent's details, as the access log keeps it: `consent:client-orally`."""
        return f"{self.basis}:{self.consent.code}" if self.consent else self.basis


@dataclass(frozen=True, slots=True)
class Faulty:
    """A form not in order: what to say, and the answers to give back."""

    problems: tuple[tuple[str, str], ...]
    answers: OwnAnswers


@dataclass(frozen=True, slots=True)
class FormRules:
    """What a form is checked against."""

    services: Services
    directory: Directory
    organisation: Organisation
    """Whose worker fills the form."""
    myself: Contact | None
    """The directory's entry of whoever fills it."""
    today: date
    """The date in Finland."""

    @property
    def bases(self) -> Bases:
        """The legal bases that the organisation's people may choose today."""
        return self.services.bases_of(self.organisation.code)

    @property
    def asker(self) -> OwnWorkerFor:
        """On whose side the form is filled."""
        return "kela" if self.organisation.kind == "kela" else "county"


def read_form(sent: OwnWorkerFields, doing: Doing, rules: FormRules, t: Translate) -> Filled | Faulty:
    """The filled form, or what is wrong with it. What was typed is never quoted: it may hold an identity code."""
    form = _Form(sent, rules, t)
    county, client, basis = form.county(), form.client(), form.basis()
    consent = form.consent(basis)
    adding = doing == "add"
    worker = form.worker() if adding else None
    until = form.until() if adding else rules.today
    if form.problems or client is None:
        return Faulty(tuple(form.problems), form.answers())
    return Filled(doing, client, basis, consent, county, worker, form.municipality() if adding else "", until)


@dataclass(slots=True)
class _Form:
    """The fields one by one; what is wrong with them gathers in `problems`."""

    sent: OwnWorkerFields
    rules: FormRules
    t: Translate
    problems: list[tuple[str, str]] = field(default_factory=list)

    def county(self) -> str:
        """The county whose own worker is meant: one's own, or for Kela the one named."""
        rules, t = self.rules, self.t
        if rules.asker == "county":
            return rules.organisation.code
        place = self._place()
        named = naming.place_named(rules.services.reference, place)
        area = named.area if named else rules.services.reader.read(place).area if place else ""
        if not area:
            self._wrong(t("The area is missing"), t("Choose the client's municipality or county from the list."))
        elif area in {ALAND, KELA} or area not in rules.directory.organisations:
            self._wrong(
                t("No own workers are told here for this area"),
                t("Choose another municipality or county from the list."),
            )
        return area

    def client(self) -> Hetu | None:
        """The identity code, checked."""
        t, typed = self.t, self.sent.client
        if not typed:
            self._wrong(t("The identity code is missing"), t("Type the client's identity code. Nothing was done."))
            return None
        try:
            return parse(typed, self.rules.today)
        except InvalidHetuError as refusal:
            self._wrong(t("The identity code is not right"), refusal.sentence(t))
            return None

    def basis(self) -> str:
        """The legal basis, one of those offered."""
        basis = self.sent.basis
        if basis not in self._bases():
            self._wrong(self.t("The legal basis is missing"), self.t("Choose the legal basis. Nothing was done."))
        return basis

    def consent(self, basis: str) -> Consent | None:
        """Who consented and how, when the basis is consent."""
        if basis != CONSENT:
            return None
        consent = next((one for one in CONSENTS if one.code == self.sent.consent), None)
        if consent is None:
            t = self.t
            self._wrong(t("The consent is not told"), t("Choose who gave the consent and how. Nothing was done."))
        return consent

    def worker(self) -> Contact | None:
        """Who is named: by a coordinator anybody who has clients, by others themselves."""
        offered = nameable(self.rules)
        if self.rules.myself in offered and not is_coordinator(self.rules):
            return self.rules.myself
        chosen = by_title(offered).get(self.sent.worker)
        if chosen is not None:
            return chosen
        t = self.t
        self._wrong(t("The own worker is missing"), t("Choose the worker from the list. Nothing was done."))
        return None

    def until(self) -> date:
        """The last day; the usual one when none was chosen."""
        t, typed = self.t, self.sent.until
        if not typed:
            return usual_end(self.rules.today)
        try:
            return checked_end(date.fromisoformat(typed), self.rules.today)
        except ValueError:
            self._wrong(t("The last day is not a date"), t("Choose the day from the calendar. Nothing was done."))
        except Denied:
            raise
        except Expected as refusal:
            self._wrong(t("The last day does not fit"), refusal.sentence(t))
        return self.rules.today

    def municipality(self) -> str:
        """The client's municipality, when it is one of the county's."""
        chosen = self.sent.municipality
        known = self.rules.services.reference.municipalities_of(self.rules.organisation.code)
        return chosen if chosen in {one.code for one in known} else ""

    def answers(self) -> OwnAnswers:
        """What may be given back: choices, and of what was typed only a place or a day that is one."""
        place, basis, consent = self._place(), self.sent.basis, self.sent.consent
        worker, until = self.sent.worker, self.sent.until
        return OwnAnswers(
            place=place if naming.place_named(self.rules.services.reference, place) else "",
            basis=basis if basis in self._bases() else "",
            consent=consent if consent in {one.code for one in CONSENTS} else "",
            worker=worker if worker in by_title(nameable(self.rules)) else "",
            municipality=self.municipality(),
            until=until if ISO_DAY.fullmatch(until) else "",
        )

    def _place(self) -> str:
        return self.sent.place[:LONGEST_PLACE]

    def _bases(self) -> set[str]:
        return {one.code for one in self.rules.bases.for_own_worker(self.rules.asker)}

    def _wrong(self, title: str, text: str) -> None:
        self.problems.append((title, text))


def is_coordinator(rules: FormRules) -> bool:
    """Whether whoever fills the form keeps their organisation's part of the directory."""
    return rules.myself is not None and rules.myself.is_a("coordinator")


def nameable(rules: FormRules) -> tuple[Contact, ...]:
    """Whom the filler may name: a coordinator anybody of the county who has clients, others only themselves."""
    everybody = workers(rules.directory, rules.organisation.code)
    return everybody if is_coordinator(rules) else tuple(one for one in everybody if one == rules.myself)
