"""Cells of tables that go out: none is taken for a formula by a spreadsheet, and reading them back gives the same text.

Whatever begins like a formula gets an apostrophe in front, behind blanks too and in the wide letters of East Asia.
"""

_FORMULA = frozenset("=+-@|%＝＋－＠｜％\t\r\n")
_LEADING = "'\u2018\u2019 \u00a0\ufeff\u200b"


def safe_cell(text: str) -> str:
    """The text as it may stand in a CSV file or a workbook."""
    return f"'{text}" if _is_risky(text) else text


def plain_cell(cell: str) -> str:
    """The text that `safe_cell` was given; any other cell as it is."""
    return cell[1:] if cell[:1] == "'" and _is_risky(cell[1:]) else cell


def _is_risky(text: str) -> bool:
    return text.lstrip(_LEADING)[:1] in _FORMULA
