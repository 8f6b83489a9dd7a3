"""What the entry of a contact consists of: each field described once, for all that read, check, keep and show contacts.

A layer does with a field what its kind says. What reads and what stores them knows every kind: a new one
fails there at once until it is known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from config.texts import Translate
from directory.people.contacts import Contact

Kind = Literal[
    "code",
    "guid",
    "name",
    "email",
    "phone",
    "hours",
    "areas",
    "municipalities",
    "topics",
    "roles",
    "languages",
    "text",
    "texts",
    "colleague",
    "day",
]
"""email, phone: how to reach the person; everybody who may ask is told them, so the guard asks nobody about them. text,
texts: the organisation's own words. colleague: the id of another contact of the same organisation."""
FormPart = Literal["who", "reach", "serves", "more"]
"""The parts of the form: who it is, how to reach them, whom they serve, and what opens on demand."""
PLACES, DEPUTY = "places", "deputy"
"""Columns and inputs for which people write names where the field holds codes."""


@dataclass(frozen=True, slots=True)
class ContactField:
    """One field of `Contact`, which bears the same name there, in its table and in the exchange format."""

    name: str
    kind: Kind
    words: Callable[[Translate], str]
    """What it is called inside a sentence."""
    headings: str
    """What a table's column may be called besides, in any of the three languages, separated by commas."""
    own: bool
    """Contacts may change it in their own entry; whom they serve is the coordinator's to say."""
    form: FormPart | None
    """Where the form asks for it, if it does."""
    example: Callable[[Translate], str] = lambda _: ""
    """What the form shows in an empty input."""
    written_as: str = ""
    """The column or input that people fill instead: `PLACES`, `DEPUTY`."""
    says_who: bool = False
    """Says who the contact is: a table's empty cell leaves it as it is."""
    searched: bool = False
    """A coordinator's search looks at it."""
    in_details: bool = True
    """The coordinator's card of a contact shows it."""
    missed: bool = False
    """Shown as missing to whoever confirms their own details."""

    @property
    def input(self) -> str:
        """The name of the form's input."""
        return self.written_as or self.name


CONTACT_FIELDS = (
    ContactField(
        "name",
        "name",
        lambda t: t("name"),
        "nimi, henkilö, yhteyshenkilö, yhteyshenkilön nimi, työntekijä, namn, person, kontaktperson, full name",
        own=False,
        form="who",
        says_who=True,
        searched=True,
        in_details=False,
    ),
    ContactField(
        "email",
        "email",
        lambda t: t("e-mail"),
        "sähköposti, sähköpostiosoite, s-posti, sposti, e-post, e-postadress, epost, e-mail, mail, e-mail address",
        own=False,
        form="who",
        says_who=True,
        searched=True,
    ),
    ContactField(
        "phone",
        "phone",
        lambda t: t("telephone"),
        "puhelin, puhelinnumero, puh, puh., numero, gsm, telefon, telefonnummer, tel, tel., phone number, telephone",
        own=True,
        form="reach",
        example=lambda _: "05 000 0001",
        missed=True,
    ),
    ContactField(
        "phone_hours",
        "hours",
        lambda t: t("telephone hours"),
        "puhelinaika, puhelinajat, soittoaika, telefontid, telefontider, phone hours, telephone hours",
        own=True,
        form="reach",
        example=lambda _: "ma-pe 9-10",
        missed=True,
    ),
    ContactField(
        "areas",
        "areas",
        lambda t: t("areas"),
        "alue, alueet, område, områden, area",
        own=False,
        form="serves",
        written_as=PLACES,
    ),
    ContactField(
        "municipalities",
        "municipalities",
        lambda t: t("municipalities"),
        "kunta, kunnat, kommun, kommuner, municipality",
        own=False,
        form="serves",
        written_as=PLACES,
    ),
    ContactField(
        "topics",
        "topics",
        lambda t: t("topics"),
        "aihe, aiheet, aihealue, aihealueet, asia, asiat, ämne, ämnen, ämnesområde, ämnesområden, topic",
        own=False,
        form="serves",
    ),
    ContactField(
        "roles",
        "roles",
        lambda t: t("roles"),
        "rooli, roolit, roll, roller, role",
        own=False,
        form="more",
    ),
    ContactField(
        "languages",
        "languages",
        lambda t: t("languages"),
        "kieli, kielet, kielitaito, språk, language",
        own=True,
        form="more",
    ),
    ContactField(
        "title",
        "text",
        lambda t: t("title"),
        "nimike, tehtävänimike, ammattinimike, tehtävä, titel, befattning, job title",
        own=True,
        form="more",
        example=lambda t: t("For example: social counsellor"),
        searched=True,
    ),
    ContactField(
        "team",
        "text",
        lambda t: t("team"),
        "tiimi, yksikkö, ryhmä, enhet, grupp, unit",
        own=True,
        form="more",
        searched=True,
    ),
    ContactField(
        "place",
        "text",
        lambda t: t("town"),
        "paikkakunta, toimipiste, toimipaikka, ort, verksamhetsställe, town",
        own=True,
        form="more",
        searched=True,
    ),
    ContactField(
        "skills",
        "texts",
        lambda t: t("special skills"),
        "osaaminen, erityisosaaminen, kunnande, specialkunnande, skill, special skills",
        own=True,
        form="more",
        example=lambda t: t("For example: international cases"),
    ),
    ContactField(
        "deputy_id",
        "colleague",
        lambda t: t("deputy"),
        "sijaisen tunnus",
        own=True,
        form="more",
        written_as=DEPUTY,
        missed=True,
    ),
    ContactField(
        "verified_on",
        "day",
        lambda t: t("confirmed"),
        "vahvistettu, tarkistettu, bekräftad, bekräftat, verified, checked, confirmed",
        own=True,
        form=None,
    ),
    ContactField(
        "id",
        "code",
        lambda t: t("id"),
        "tunnus, tunniste, kod",
        own=False,
        form=None,
        says_who=True,
        searched=True,
    ),
    ContactField(
        "organisation",
        "code",
        lambda t: t("organisation"),
        "organisaatio, hyvinvointialue, organisation code, välfärdsområde, organization",
        own=False,
        form=None,
        says_who=True,
        in_details=False,
    ),
    ContactField(
        "tenant_id",
        "guid",
        lambda t: t("tenant"),
        "tenant, tenantti, vuokraajan tunnus, Microsoft-organisaation tunniste, Microsoft-organisationens kod",
        own=False,
        form=None,
        says_who=True,
        in_details=False,
    ),
    ContactField(
        "aad_object_id",
        "guid",
        lambda t: t("directory id"),
        "hakemistotunnus, objektitunnus, object id, objekt-id, aad id, katalog-id, directory id",
        own=False,
        form=None,
        says_who=True,
        in_details=False,
    ),
)
"""In the order in which people read them. Tables and files have the order of `Contact`."""

TOLD_OF_NEW = ("email", "municipalities", "topics", "phone", "phone_hours", "roles", "title", "deputy_id")
"""What a change tells of a contact who is added, in this order: enough to see that it is the right person."""
CONFIRMED = (
    "title",
    "place",
    "team",
    "areas",
    "municipalities",
    "topics",
    "phone",
    "phone_hours",
    "deputy_id",
    "languages",
)
"""What contacts are shown of their own entry to be confirmed, in this order."""
SUMMARISED = ("title", "team", "place", "languages", "skills", "deputy_id")
"""What the closed part of the form says it holds, in this order."""

FIELD_NAMED: Mapping[str, ContactField] = {one.name: one for one in CONTACT_FIELDS}


def of_kinds(*kinds: Kind) -> tuple[str, ...]:
    """The names of all fields of these kinds."""
    return tuple(one.name for one in CONTACT_FIELDS if one.kind in kinds)


def contact_of_values(values: Mapping[str, object]) -> Contact:
    """The contact whose fields have these values, each of the type that its kind has in `Contact`."""
    return Contact(**cast("dict[str, Any]", values))


_NUMBERS = of_kinds("phone")


def numbers_of(contact: Contact) -> tuple[str, ...]:
    """The contact's telephone numbers; the telephone hours are those of them all."""
    return tuple(number for name in _NUMBERS if (number := str(getattr(contact, name))))
