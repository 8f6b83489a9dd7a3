"""What the form of /consult shows and holds (sketch A)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cards.client.basis_choice import BasisOption
from cards.client.client_part import GENERAL, OwnWorker
from cards.client.consent_part import ConsentAnswers
from cards.kit.person import PersonView, PhoneView
from cards.kit.template import Option, Template

ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody who can be asked, and why they are in the list."""

    id: str
    person: PersonView
    reasons: tuple[str, ...] = ()
    """Worded: "Aihe täsmää", "sijainen Otto Testi"."""
    phones: tuple[PhoneView, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the form holds. The identity code is never given back: it has to be typed again."""

    question: str = ""
    basis: str = GENERAL
    consent: ConsentAnswers = field(default_factory=ConsentAnswers)
    situation: tuple[str, ...] = ()
    receiver: str = ANYONE
    answer_by: str = ""
    """One of the offered values; empty means the first."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """The template's own fields by id."""
    reason: str = ""
    """Why an urgent matter is a demanding case, where the area lets only such through."""
    arrived: str = ""
    """The day on which the application came, as YYYY-MM-DD; empty when it is not told."""
    asked_about_data: bool = False
    """The asker has been asked whether personal data is needed in the texts, and is not asked again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the form was not sent, and what to do."""

    field: Literal["question", "reason", "basis", "client", "receiver", "answer_by", "fields", "arrived", "consent"]
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class KelaFirst:
    """Kela's contact person to whom the asker can turn before the county."""

    id: str
    name: str
    """Who gets the question: of a contact who is away, the deputy."""


@dataclass(frozen=True, slots=True)
class ConsultFormView:
    """Everything on the form. Texts that depend on the day, place or direction are worded by the caller."""

    draft: str
    """UUID of the form."""
    about: str
    """Codes of whom and what this form asks: sent along, so that an older card does not ask somebody else."""
    place: str
    topic: str
    contacts: tuple[ContactView, ...]
    template: Template
    bases: tuple[BasisOption, ...]
    """Legal bases, without the general one, in the order in which they are offered."""
    consents: tuple[Option, ...]
    """Who can have consented, and how."""
    today: str
    """The Finnish date as YYYY-MM-DD."""
    answer_by: tuple[Option, ...]
    """Wanted answer times, the default first."""
    read_as: str = ""
    """"Lappeenranta asumismenot": the query as read, when it differs from the title."""
    notes: tuple[str, ...] = ()
    """"Eksote on nyt Etelä-Karjalan hyvinvointialue.", the area's own rules."""
    beside: tuple[tuple[str, PhoneView], ...] = ()
    """Telephone services to be shown below the contacts, whose details are all doubtful: label and number."""
    if_urgent: tuple[tuple[str, PhoneView], ...] = ()
    """Telephone services for when the matter cannot wait: label and number."""
    contacts_title: str = ""
    """"Aikuissosiaalityön yhteyshenkilöt"; empty gives "Contacts"."""
    as_of: str = ""
    """Worded time of the presence shown; empty when presence could not be fetched."""
    office_opens: str = ""
    """Worded start of the next office hours, when asked outside them."""
    in_channel: bool = False
    own_worker: OwnWorker = ""
    """Whether the client's own worker is asked first, or nobody else can be asked."""
    reason_asked: bool = False
    """The area lets only demanding cases through, and the asker writes why this is one."""
    within_kela: bool = False
    """A Kela handler asks Kela's own contact persons."""
    kela_first: KelaFirst | None = None
    arrival_asked: bool = False
    """The asker may have an application to decide on, and may tell when it came."""
    answers: Answers = field(default_factory=Answers)
    problems: tuple[Problem, ...] = ()
