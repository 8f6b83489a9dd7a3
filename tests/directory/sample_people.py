"""People and situations for tests of the directory."""

from datetime import UTC, datetime

from directory.areas.areas import AreaRule, ServiceLine
from directory.people.contacts import (
    Absence,
    Contact,
    Directory,
    DirectoryContent,
    DirectoryId,
    Organisation,
    directory_of,
)
from directory.people.presence import Presence, PresenceReading
from directory.time.hours import parse_hours

KELA = Organisation("KELA", "Kela", "00000000-0000-4000-8000-000000000001", "kela")
EKHVA = Organisation("11", "Etelä-Karjalan hyvinvointialue", "00000000-0000-4000-8000-000000000011", "county")
KYMENHVA = Organisation("10", "Kymenlaakson hyvinvointialue", "00000000-0000-4000-8000-000000000010", "county")
TUESDAY_MORNING = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
"""Tuesday 24 November 2026 at 9.12 in Finland."""
TUESDAY_EVENING = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def contact(contact_id: str, **changes: object) -> Contact:
    """A contact of South Karelia; fields can be given."""
    number = sum(map(ord, contact_id))
    values: dict[str, object] = {
        "name": f"Nimi {contact_id}",
        "organisation": "11",
        "tenant_id": EKHVA.tenant_id,
        "aad_object_id": f"00000000-0000-4000-9000-{number:012d}",
        "email": f"{contact_id}@ekhva.example",
        "areas": ("11",),
        "languages": ("fi",),
    }
    return Contact(id=contact_id, **(values | changes))  # type: ignore[arg-type]  # a test's own mistake would show at once


def kela_contact(contact_id: str, *areas: str, **changes: object) -> Contact:
    """A contact of Kela who serves these areas."""
    return contact(contact_id, organisation="KELA", tenant_id=KELA.tenant_id, areas=areas, **changes)


def directory(
    *contacts: Contact,
    rules: tuple[AreaRule, ...] = (),
    lines: tuple[ServiceLine, ...] = (),
    absences: tuple[Absence, ...] = (),
) -> Directory:
    """A directory of Kela and two counties with these people."""
    return directory_of(DirectoryContent((KELA, EKHVA, KYMENHVA), contacts, rules, lines, absences))


def presences(**values: Presence) -> dict[DirectoryId, PresenceReading]:
    """Readings by the contact's id."""
    return {contact(name).directory_id: PresenceReading(value, TUESDAY_MORNING) for name, value in values.items()}


PHONE_9_10 = parse_hours("ma-pe 9-10")
