"""Who reads a consultation: their language, their moment, and the names of things in their words."""

from dataclasses import dataclass
from datetime import datetime

from bot.consultations.model import Consultation, Someone
from bot.services import Services
from cards.template import Template
from config.texts import Language, Translate, texts
from directory.contacts import Contact, Directory, DirectoryId
from directory.naming import organisation_name, place_name
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
        return "" if case.basis == "general" else self.services.bases.by_code[case.basis].name(self.language)
