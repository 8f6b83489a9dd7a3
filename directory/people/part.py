"""One organisation's part of the directory: what its coordinator keeps."""

from directory.people.contacts import DirectoryContent


def part_of(content: DirectoryContent, organisation: str) -> DirectoryContent:
    """The organisation's contacts with their absences, its area's rules and telephone services; not itself."""
    contacts = tuple(one for one in content.contacts if one.organisation == organisation)
    ids = {one.id for one in contacts}
    return DirectoryContent(
        contacts=contacts,
        areas=tuple(one for one in content.areas if one.area == organisation),
        service_lines=tuple(one for one in content.service_lines if one.owner == organisation),
        absences=tuple(one for one in content.absences if one.contact_id in ids),
    )
