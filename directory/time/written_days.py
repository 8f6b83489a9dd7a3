"""A day as it stands in a cell of a table."""

import re
from datetime import date, timedelta

_FINNISH = re.compile(r"(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4})(?:\s.{0,12})?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s].{0,16})?", re.ASCII)
_SERIAL = re.compile(r"[3-6]\d{4}(?:[.,]\d{1,12})?", re.ASCII)
"""A spreadsheet's number of a day between 1982 and 2091."""
_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheets' numbering (ISO/IEC 29500-1, 18.17.4: the 1900 date base)."""


def written_day(text: str) -> date | None:
    """31.12.2027, 31/12/2027, 2027-12-31, with a time of day behind it or not, or a spreadsheet's number 46752."""
    if _SERIAL.fullmatch(text):
        return _DAY_ZERO + timedelta(days=int(text[:5]))
    try:
        if finnish := _FINNISH.fullmatch(text):
            return date(int(finnish[3]), int(finnish[2]), int(finnish[1]))
        iso = _ISO.fullmatch(text)
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None
