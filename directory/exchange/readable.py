"""Contacts as a table that people keep in a spreadsheet: names for codes, in one language. An import reads it back."""

from collections import Counter
from collections.abc import Mapping

from directory.people.contact_fields import of_kinds
from directory.people.contacts import DirectoryContent
from directory.records.diffing import Wordbook
from directory.records.field_wording import field_words
from directory.records.records import FIELDS, Section, Value, to_records

_NAMED = of_kinds("areas", "municipalities", "topics", "roles", "languages")
Headings = Mapping[Section, Mapping[str, str]]


def readable(content: DirectoryContent, words: Wordbook) -> tuple[dict[Section, list[dict[str, Value]]], Headings]:
    """The records with the contacts' codes as names, and what the columns of contacts are called."""
    records = to_records(content)
    namesakes = Counter(one.name for one in content.contacts)
    names = {one.id: one.name for one in content.contacts if namesakes[one.name] == 1}
    for record in records["contacts"]:
        for field in _NAMED:
            record[field] = [words.value(field, [code]) for code in record[field]]
        deputy = str(record["deputy_id"])
        record["deputy_id"] = names.get(deputy, deputy)
    headings = {name: field_words(name, words.t) for name in FIELDS["contacts"]}
    return records, {"contacts": {name: f"{shown[:1].upper()}{shown[1:]}" for name, shown in headings.items()}}
