"""Who reads a consultation: their language, their moment, and the names of things in their words."""

from dataclasses import dataclass
from datetime import datetime

from bot.bases.consent_wording import ended_words, given_words
from bot.bases.grounds import read_ground
from bot.consultation.rules.model import Consultation, Someone
from bot.turns.services import Services
from cards.client.client_part import GENERAL
from cards.kit.template import Template
from config.texts import Language, Translate, texts
from directory.naming import organisation_name, place_name
from directory.people.contacts import Contact, Directory, DirectoryId
from directory.reference import KELA


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, at what moment, over which directory."""

    services: Services
    directory: Directory
    language: Language
    now: datetime

    @property
    def t(self) -> Translate:
        """The reader's translator."""
        return texts(self.language)

    def organisation(self, code: str) -> str:
        """An organisation's official name."""
        return organisation_name(self.services.reference, code, self.language)

    def short_organisation(self, code: str) -> str:
        """An organisation's short name: Kela, Etelä-Karjala."""
        return self.services.reference.area_name(code, self.language)

    def topic(self, case: Consultation) -> str:
        """The topic's name, beginning small inside a heading."""
        name = self.services.reference.topics[case.topic].name(self.language)
        return name[:1].lower() + name[1:]

    def place(self, case: Consultation) -> str:
        """The municipality or area the question is about."""
        return place_name(self.services.reference, case.area, case.municipality, self.language)

    def template(self, case: Consultation) -> Template:
        """The topic's form in the reader's language."""
        return self.services.templates.of(
            case.topic, from_kela=case.asking_organisation == KELA, language=self.language
        )

    def contact(self, person: Someone) -> Contact | None:
        """The person's entry in the directory."""
        return self.directory.person(DirectoryId(person.tenant_id, person.aad_object_id))

    def basis(self, case: Consultation) -> str:
        """The legal basis in words; empty for a general question."""
        ground = case.ground or read_ground(case.basis, None)
        return "" if ground.code == GENERAL else ground.name(self.language)

    def consent(self, case: Consultation) -> str:
        """The consent behind the basis, with its scope; empty when there is none."""
        given = case.ground.consent if case.ground else None
        return given_words(given, self.t) if given else ""

    def paused(self, case: Consultation) -> str:
        """Why nothing is passed on, as a heading; empty while the basis holds."""
        ended = case.ground.ended if case.is_paused and case.ground else None
        return ended_words(ended, self.t) if ended else ""

    def went_on_in_general(self, case: Consultation) -> bool:
        """Whether a consent ended and the matter goes on without the client."""
        ground = case.ground
        return ground is not None and ground.ended_before is not None and not ground.allows_client
