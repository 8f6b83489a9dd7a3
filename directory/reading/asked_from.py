"""What a reading that names Kela means by who typed it: for both sides Kela is asked, about the place named beside."""

from dataclasses import replace

from directory.reading.reading import Alternative, Reading
from directory.reference import KELA


def as_asked_by_county(read: Reading, own_area: str) -> Reading:
    """The reading when somebody of a county typed it: with Kela named, Kela is asked.

    The one municipality of their own area that is named stays, because the question is about it.
    """
    if not read.names_kela or read.area == KELA:
        return read
    named = {(read.area, read.municipality), *((one.area, one.municipality) for one in read.alternatives)}
    own = [municipality for area, municipality in named if municipality and area == own_area]
    municipality = own[0] if len(own) == 1 else ""
    topics = dict.fromkeys(one.topic for one in read.alternatives if one.why == "topic") if not read.topic else {}
    return replace(
        read,
        status="ambiguous" if topics else "ok",
        area=KELA,
        municipality=municipality,
        alternatives=tuple(Alternative(KELA, municipality, slug, "topic") for slug in topics),
        former_name=read.former_name if municipality else "",
    )


def about_place(read: Reading) -> Reading:
    """The reading when somebody of Kela named Kela: which area's contacts are asked is told by the place beside it.

    Kela alone names no place, so that is still to be asked; a place that was doubtful stays so.
    """
    if read.area != KELA:
        return read
    return replace(read, status="unknown", area="", municipality="", place_words=())
