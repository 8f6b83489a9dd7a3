"""What the columns of a table of contacts may be called: as in an export, or in Finnish, Swedish or English."""

from collections.abc import Mapping

from directory.reading.words import normalised
from directory.records.records import FIELDS

FIRST_NAME, LAST_NAME, DEPUTY, PLACES = "first_name", "last_name", "deputy", "places"
"""Columns that an export does not have: they are turned into those that it has."""
_NAMES: Mapping[str, str] = {
    "id": "tunnus, tunniste, kod",
    "name": "nimi, henkilö, yhteyshenkilö, yhteyshenkilön nimi, työntekijä, namn, person, kontaktperson, full name",
    FIRST_NAME: "etunimi, förnamn, first name, given name",
    LAST_NAME: "sukunimi, efternamn, last name, surname, family name",
    "organisation": "organisaatio, hyvinvointialue, organisation code, välfärdsområde, organization",
    "tenant_id": "tenant, tenantti, vuokraajan tunnus",
    "aad_object_id": "hakemistotunnus, objektitunnus, object id, objekt-id, aad id, katalog-id, directory id",
    "email": "sähköposti, sähköpostiosoite, s-posti, sposti, e-post, e-postadress, epost, e-mail, mail, e-mail address",
    "roles": "rooli, roolit, roll, roller, role",
    "areas": "alue, alueet, område, områden, area",
    "municipalities": "kunta, kunnat, kommun, kommuner, municipality",
    PLACES: "alueet ja kunnat, områden och kommuner, areas and municipalities",
    "topics": "aihe, aiheet, aihealue, aihealueet, asia, asiat, ämne, ämnen, ämnesområde, ämnesområden, topic",
    "deputy_id": "sijaisen tunnus",
    DEPUTY: "sijainen, varahenkilö, ersättare, vikarie",
    "title": "nimike, tehtävänimike, ammattinimike, tehtävä, titel, befattning, job title",
    "team": "tiimi, yksikkö, ryhmä, enhet, grupp, unit",
    "place": "paikkakunta, toimipiste, toimipaikka, ort, verksamhetsställe, town",
    "phone": "puhelin, puhelinnumero, puh, puh., numero, gsm, telefon, telefonnummer, tel, tel., "
    "phone number, telephone",
    "phone_hours": "puhelinaika, puhelinajat, soittoaika, telefontid, telefontider, phone hours, telephone hours",
    "languages": "kieli, kielet, kielitaito, språk, language",
    "skills": "osaaminen, erityisosaaminen, kunnande, specialkunnande, skill, special skills",
    "verified_on": "vahvistettu, tarkistettu, bekräftad, bekräftat, verified, checked, confirmed",
}
_FIELD_OF = {
    **{name: name for name in (*FIELDS["contacts"], *_NAMES)},
    **{normalised(one): name for name, others in _NAMES.items() for one in others.split(", ")},
}


def field_called(heading: str) -> str:
    """The field that a heading stands for; empty when it stands for none."""
    words = " ".join(normalised(heading).replace("*", " ").strip(" :").split())
    return _FIELD_OF.get(words) or _FIELD_OF.get(words.replace(" ", "_"), "")


def is_heading(cells: tuple[str, ...]) -> bool:
    """Whether a row is the headings of a table of contacts: it says whom the rows are about."""
    fields = {field_called(cell) for cell in cells}
    return bool(fields & {"id", "name", "email", LAST_NAME}) and len(fields - {""}) > 1
