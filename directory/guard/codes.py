"""Finds personal identity codes in free text in every writing people use, mistyped ones included.

A wrong alarm costs the writer a rewording; a miss costs a client's secret. So a code with its separator is found even
when its check character is wrong, and where the writing could as well be something else (no separator, a date followed
by a number) the check character or the shape must speak for it. Decision record 0006.
"""

import re
from collections.abc import Callable, Iterator

from directory.guard.check_characters import check_character
from directory.guard.normalised import Normalised
from directory.guard.surroundings import is_amount, is_official

_NOISE = "*_~`\\"
_DATE = r"(?P<day>\d ?\d) ?(?P<month>\d ?\d) ?(?P<year>\d ?\d)"
_END = r"(?P<number>\d ?\d ?\d)(?P<gap> ?)(?P<check>[0-9A-Za-z])(?!\d)"
_SEPARATOR = r"(?:(?:[-+] ?){1,3}|[A-FU-Ya-fu-y])"
_DOTTED_DATE = r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d\d)"
_FULL_DATE = r"(?P<day>\d{1,2}) ?[./] ?(?P<month>\d{1,2}) ?[./] ?(?P<year>(?:18|19|20)?\d\d)"

_ANY = re.compile(
    r"[0-9](?:(?: ?[0-9]){5}|[0-9]? ?[./] ?[0-9][0-9]? ?[./] ?[0-9][0-9](?:[0-9][0-9])?)"
    r"[-+ A-FU-Ya-fu-y/.:,;=|'·•&]{0,8}[0-9] ?[0-9] ?[0-9]"
)
"""A date, with at most the longest separator before three digits: what none of the writings can do without."""

_Rule = Callable[[re.Match[str]], bool]


def find_codes(text: Normalised, *, only_right: bool = False) -> Iterator[tuple[int, int]]:
    """Stretches of the original text that hold a code; they may overlap. Time linear to the text.

    `only_right`: none that is mistyped.
    """
    plain = text.without(_NOISE)
    if sum(map(plain.text.count, "0123456789")) < 9 or _ANY.search(plain.text) is None:
        return
    for pattern, rule in _WRITINGS:
        for match in pattern.finditer(plain.text):
            if rule(match) and (not only_right or _right(match)):
                yield plain.original_span(*match.span("code"))


def _writing(pattern: str) -> re.Pattern[str]:
    # A look-ahead, so that a candidate the rule turns down cannot hide one that starts inside it.
    return re.compile(rf"(?<!\d)(?=(?P<code>{pattern}))", re.ASCII)


def _with_separator(match: re.Match[str]) -> bool:
    day, month = _number(match, "day"), _number(match, "month")
    if " " not in match["code"]:
        return day < 40 and month < 20 and (_right(match) or not (_word_goes_on(match) or _is_another_number(match)))
    if not _possible(day, month) or _word_goes_on(match):
        return False
    return _right(match) or not (_is_amount(match) or _is_another_number(match))


def _without_separator(match: re.Match[str]) -> bool:
    if not _possible(_number(match, "day"), _number(match, "month")) or _word_goes_on(match):
        return False
    code = match["code"]
    groups = [len(group) for group in code.split()]
    if _grouped_as_phone(match) or (groups == [6, 4] and _is_amount(match)):
        return False
    if _right(match):
        return groups != [6, 4] or match["check"].isalpha() or not _is_another_number(match)
    if groups == [1] * 10:
        return True
    if groups not in ([10], [6, 4]) or _stands_in_a_word(match) or _is_another_number(match):
        return False
    return groups == [6, 4] or not (code.isdigit() and code.startswith(_PHONE_STARTS))


def _right_only(match: re.Match[str]) -> bool:
    if not _possible(_number(match, "day"), _number(match, "month")) or _word_goes_on(match):
        return False
    if match["check"].isdigit() and (_is_amount(match) or _is_another_number(match)):
        return False
    return _right(match) and not _IN_A_LIST.match(match.string, match.end("code"))


def _long_date(match: re.Match[str]) -> bool:
    if not _possible(_number(match, "day"), _number(match, "month")) or _word_goes_on(match):
        return False
    end = match["number"] + match["check"]
    if match["check"].isdigit() and " " in match["code"] and (_is_amount(match) or end.startswith(("19", "20"))):
        return False
    another = _is_another_number(match)
    if match["check"].isalpha() or (_right(match) and not another):
        return True
    return not (another or match["year"].startswith("20") or " " in match["code"] or end.startswith(("19", "20")))


_IN_A_LIST = re.compile(r";\d")
_GOES_ON, _GOES_BEFORE = re.compile(r"[-/]\d"), re.compile(r"\d[-/.]")
_PHONE_STARTS = ("04", "050", "020")
_WRITINGS: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (_writing(rf"{_DATE} ?{_SEPARATOR} ?{_END}"), _with_separator),
    (_writing(rf"{_DATE} ?{_END}"), _without_separator),
    (_writing(rf"{_DATE}[/.:,;=|'·•&]{_END}"), _right_only),
    (_writing(rf"{_FULL_DATE} ?{_SEPARATOR} ?{_END}(?!-\d)"), _long_date),
    (_writing(rf"(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:18|19|20)\d\d) ?{_SEPARATOR} ?{_END}"), _long_date),
    (_writing(rf"{_DOTTED_DATE} {_END}"), _right_only),
)


def _digits(match: re.Match[str], group: str) -> str:
    return match[group].replace(" ", "")


def _number(match: re.Match[str], group: str) -> int:
    return int(_digits(match, group))


def _possible(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _right(match: re.Match[str]) -> bool:
    date = _digits(match, "day").zfill(2) + _digits(match, "month").zfill(2) + _digits(match, "year")[-2:]
    return check_character(date + _digits(match, "number")) == match["check"].upper()


def _neighbours(match: re.Match[str]) -> tuple[str, str]:
    """The character before the code and the text after it."""
    start, end = match.span("code")
    return match.string[start - 1 : start] if start else "", match.string[end : end + 6].lower()


def _word_goes_on(match: re.Match[str]) -> bool:
    """The supposed check character is the beginning of a word, as in `010126 - 100 kpl`."""
    return match["check"].isalpha() and _neighbours(match)[1][:1].isalpha()


def _stands_in_a_word(match: re.Match[str]) -> bool:
    before, after = _neighbours(match)
    return before.isalnum() or after[:1].isalnum()


def _is_amount(match: re.Match[str]) -> bool:
    """Money after a date: `010126 - 1500 euroa`, `010126 1500,00`."""
    return match["check"].isdigit() and is_amount(match.string, match.end("code"))


def _is_another_number(match: re.Match[str]) -> bool:
    """Part of a longer number, as `100000-2026-4521` is, or one that a word before it tells to be an office's."""
    start, end = match.span("code")
    part = _GOES_ON.match(match.string, end) or (start > 1 and _GOES_BEFORE.fullmatch(match.string, start - 2, start))
    return bool(part) or is_official(match.string, start)


def _grouped_as_phone(match: re.Match[str]) -> bool:
    """Area code or mobile prefix first: `040 594 9032`, `0400 123 456`, `020 634 0200`."""
    groups = re.split(r"[ -]+", match["code"])
    return len(groups) > 1 and groups[0].startswith("0") and len(groups[0]) in {3, 4} and "".join(groups).isdigit()
