"""What the columns of a table of contacts may be called: as in an export, or in Finnish, Swedish or English."""

import re
from collections.abc import Mapping, Sequence

from directory.people.contact_fields import CONTACT_FIELDS, DEPUTY, PLACES
from directory.reading.words import normalised

FIRST_NAME, LAST_NAME = "first_name", "last_name"
_NAMES: Mapping[str, str] = {
    **{one.name: one.headings for one in CONTACT_FIELDS},
    FIRST_NAME: "etunimi, förnamn, first name, given name",
    LAST_NAME: "sukunimi, efternamn, last name, surname, family name",
    PLACES: "alueet ja kunnat, områden och kommuner, areas and municipalities",
    DEPUTY: "sijainen, varahenkilö, ersättare, vikarie",
}
"""The last four are columns that an export does not have: they are turned into those that it has."""
_FIELD_OF = {
    **{name: name for name in _NAMES},
    **{normalised(one): name for name, others in _NAMES.items() for one in others.split(", ")},
}


_AGAIN = re.compile(r" \(\d{1,2}\)")


def told_apart(headings: Sequence[str]) -> list[str]:
    """The headings in small letters on one line; one that stands there again bears its place among its namesakes."""
    found: list[str] = []
    for heading in headings:
        words = heading_key(heading)
        before = sum(_AGAIN.sub("", one) == words for one in found) if words else 0
        found.append(f"{words} ({before + 1})" if before else words)
    return found


def heading_key(heading: str) -> str:
    """What headings are compared by: in any capitals, with a star or colon, over two lines."""
    return " ".join(normalised(heading).replace("*", " ").strip(" :").split())


def field_called(heading: str) -> str:
    """The field that a heading stands for; empty when it stands for none."""
    words = _AGAIN.sub("", heading_key(heading))
    return _FIELD_OF.get(words) or _FIELD_OF.get(words.replace(" ", "_"), "")


def is_heading(cells: tuple[str, ...]) -> bool:
    """Whether a row is the headings of a table of contacts: it says whom the rows are about."""
    fields = {field_called(cell) for cell in cells}
    return bool(fields & {"id", "name", "email", LAST_NAME}) and len(fields - {""}) > 1
