"""Whether a part of a workbook can be read without filling the memory: looked through without building anything."""

from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

DEEPEST = 64
MOST_HELD = 200_000
"""Elements that a reader would hold at once: it lets go of them at the end of a row or of a shared text; some 80 MB."""
MOST_ELEMENTS = 2_500_000
"""A cell has up to three: what a workbook's reader gets through in some ten seconds."""
LONGEST_TAG = 1024 * 1024
"""Bytes of one tag with its attributes, or of one comment."""
_LET_GO = ("row", "si")
_AT_ONCE = 256 * 1024


class GrowsError(ValueError):
    """The part declares a document type, nests too deep, or has too much in one row."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a part, up to the fault when it is not XML or not whole: whoever reads it will say so."""

    elements: int
    merged: tuple[str, ...]
    """A sheet's merged cells, such as `B2:B4`."""


def look_through(part: IO[bytes]) -> Looked:
    """Counts its elements. Raises GrowsError."""
    parser = expat.ParserCreate()
    depth = held = elements = fed = 0
    merged: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, held, elements
        elements += 1
        if name.rpartition(":")[2] == "mergeCell":
            merged.append(attributes.get("ref", ""))
        depth += 1
        held += 1
        if depth > DEEPEST or held > MOST_HELD or elements > MOST_ELEMENTS:
            raise GrowsError("too many elements")

    def end(name: str) -> None:
        nonlocal depth, held
        depth -= 1
        if name.rpartition(":")[2] in _LET_GO:
            held = 0

    def document_type(*_: object) -> None:
        raise GrowsError("a document type")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = document_type
    try:
        while read := part.read(_AT_ONCE):
            parser.Parse(read)
            fed += len(read)
            if fed - parser.CurrentByteIndex > LONGEST_TAG:
                raise GrowsError("a tag without end")
    except expat.ExpatError:
        pass
    return Looked(elements, tuple(merged))
