"""Whether a date and an end stand as those of an identity code do, or as other numbers that happen to fit."""

import re

from directory.guard.code_dates import CodeDate, CodeEnd
from directory.guard.marks import BLANK, NONE, ODD, TOO_FAR, USUAL, WORDS, Marks
from directory.guard.surroundings import is_amount, is_official, is_told

_CHECK_NAMED = re.compile("tarkist|merkki|viimei|kontroll|tecknet|check|character", re.IGNORECASE)


def speaks(marks: Marks, date: CodeDate, end: CodeEnd) -> bool:
    """Whether this is how a code is written, and not how other numbers are that happen to fit."""
    first = end.start + end.has_letter
    in_date = marks.kinds[date.start + 1 : date.end]
    middle = marks.kinds[date.end : first + 1]
    in_end = marks.kinds[first + 1 : end.end]
    between, apart = max(middle), (in_date + middle + in_end).replace(NONE, "")
    if between == TOO_FAR:
        return False
    ends_glued, is_glued = not in_end.strip(NONE), not in_date.strip(NONE)
    lettered = end.has_letter or (ends_glued and _ends_in_letter(marks, end))
    telling = is_told(marks.text, marks.starts[date.start], marks.starts[end.end - 1])
    is_neat = _is_neat(marks, date, one_sign=not (end.has_letter or telling))
    if is_glued and _is_check_named(marks, end):
        return True
    if between == WORDS:
        spelled = telling and WORDS not in in_end and USUAL not in in_end
        return (
            (ends_glued or spelled)
            and (is_glued or is_neat)
            and (telling or (end.has_letter and marks.kinds[first] == NONE))
        )
    if (
        not lettered
        and ODD not in apart
        and (_is_phone(marks, date) or (not telling and _is_another_number(marks, date, end)))
    ):
        return False
    if not date.is_usual_order and not (lettered or middle.strip(NONE)):
        return False
    if not apart or (telling and ends_glued and (is_glued or is_neat)) or (ends_glued and is_glued):
        return True
    if ends_glued and is_neat:
        near = between in {NONE, ODD} or (not date.is_long and between != BLANK) or marks.gap(date.end) in {"-", "/"}
        return lettered or (near and not _is_year(marks, end))
    if len(apart) in {1, end.end - date.start - 1} or (end.has_letter and (is_glued or BLANK not in apart)):
        return True
    return _is_uniform(marks, date.start, end.end) or (ODD in apart and USUAL not in apart)


def _is_check_named(marks: Marks, end: CodeEnd) -> bool:
    """The check character stands behind its name: `010594-903, tarkistusmerkki on 2`."""
    last = end.end - 1
    return "1" not in marks.apart[last - 2 : last] and _CHECK_NAMED.search(marks.gap(last)) is not None


def speaks_reversed(marks: Marks, date: CodeDate, end: CodeEnd) -> bool:
    """The same for a code whose end is written before its date: `Y9032, 010594`."""
    is_glued = "1" not in marks.apart[date.start + 1 : date.end]
    if (
        not date.is_usual_order
        or not (is_glued or _is_neat(marks, date, one_sign=True))
        or marks.continues_number(date.end)
        or (_is_year(marks, end) and marks.kinds[end.start] == USUAL)
    ):
        return False  # `10.12.2027 … päättyy 3.4.2026` are two dates
    between = max(marks.kinds[end.end : date.start + 1])
    if between == TOO_FAR:
        return False
    if is_told(marks.text, marks.starts[end.start], marks.starts[date.end - 1]):
        return True
    if end.has_letter or date.start > end.end or _ends_in_letter(marks, end):
        return between <= ODD
    return between in {BLANK, ODD} and is_glued and not is_official(marks.text, marks.starts[end.start])


def _ends_in_letter(marks: Marks, end: CodeEnd) -> bool:
    return marks.digits[end.end - 1] == " "


def _is_neat(marks: Marks, date: CodeDate, *, one_sign: bool) -> bool:
    """Day, month and year stand apart, each in one piece; with one sign twice where it is asked for."""
    one, two = (date.start + cut for cut in date.cuts)
    if [place for place in range(date.start + 1, date.end) if marks.apart[place] == "1"] != [one, two]:
        return False
    signs = {marks.gap(one).strip(), marks.gap(two).strip()}
    return not one_sign or len(signs) == 1 or signs == {".", ".."}


def _is_year(marks: Marks, end: CodeEnd) -> bool:
    return marks.digits[end.start : end.start + 2] in {"19", "20"}


def _is_another_number(marks: Marks, date: CodeDate, end: CodeEnd) -> bool:
    begins, ends = marks.starts[date.start], marks.starts[end.end - 1] + 1
    return (not _ends_in_letter(marks, end) and is_amount(marks.text, ends)) or is_official(marks.text, begins)


def _is_phone(marks: Marks, date: CodeDate) -> bool:
    """An area code or a mobile prefix stands first: `040 594 9032`."""
    first, second = date.start + 1, date.start + 3
    return (
        marks.marks[date.start] == "0" and marks.apart[first:second] == "00" and "1" in marks.apart[second : second + 2]
    )


def _is_uniform(marks: Marks, start: int, end: int) -> bool:
    """The same sign stands wherever one stands, and it is no blank: `01.05.94.903.2`."""
    signs = {gap for gap in map(marks.gap, range(start + 1, end)) if gap}
    return len(signs) == 1 and " " not in signs.pop()
