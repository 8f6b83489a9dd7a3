"""The Finnish personal identity code (henkilötunnus, hetu): read, checked, and never shown by accident."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError
from stdnum.fi import hetu as stdnum_hetu
from typing_extensions import override

from bot.errors import Expected
from config.texts import Translate
from directory.guard.check_characters import CHECK_CHARACTERS
from directory.guard.normalised import normalise

CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
"""First year of the century each separator stands for (decree in force since 1.1.2023)."""
_FORM = re.compile(r"(\d{6})([-+A-FU-Y])(\d{3})([0-9A-Z])", re.ASCII)


class HetuFault(StrEnum):
    """Why a text is not a personal identity code."""

    FORM = "form"
    """Not DDMMYY, separator, three digits from 002 up and a check character."""
    DATE = "date"
    """The date does not exist or has not come yet."""
    CHECK = "check"
    """The check character does not belong to the digits: something is mistyped."""


class InvalidHetuError(Expected):
    """The text is not a personal identity code. It never carries the text itself."""

    def __init__(self, fault: HetuFault) -> None:
        super().__init__(partial(_sentence, fault), code=f"hetu_{fault.value}")
        self.fault = fault


def _sentence(fault: HetuFault, t: Translate) -> str:
    match fault:
        case HetuFault.FORM:
            return t("The personal identity code is not complete. It has 11 characters, for example DDMMYY-123A.")
        case HetuFault.DATE:
            return t("The date of birth in the personal identity code is not possible. Check the code.")
        case HetuFault.CHECK:
            return t("The personal identity code is mistyped: its last character does not match. Check the code.")


@dataclass(frozen=True, slots=True, repr=False)
class Hetu:
    """A checked personal identity code. Two codes that differ only in the separator are two people.

    The field begins with an underscore and no text form shows it: logs, tracebacks and orjson keep silent about it.
    """

    _code: str

    def in_clear(self) -> str:
        """The eleven characters, for the one who must know."""
        return self._code

    @override
    def __repr__(self) -> str:
        return "Hetu(…)"


def parse(text: str, today: dt.date) -> Hetu:
    """Reads a code however it was typed: lower case, blanks, any dash, full-width digits.

    Temporary codes (individual number 900-999) are accepted. `today` is the date in Finland: a code of someone not yet
    born is refused, since it nearly always means a wrong separator. Raises InvalidHetuError.
    """
    code = normalise(text).text.replace(" ", "").upper()
    form = _FORM.fullmatch(code)
    if form is None or form[3] in {"000", "001"} or form[4] not in CHECK_CHARACTERS:
        raise InvalidHetuError(HetuFault.FORM)
    try:
        stdnum_hetu.validate(code, allow_temporary=True)
    except InvalidChecksum:
        raise InvalidHetuError(HetuFault.CHECK) from None
    except InvalidComponent:
        raise InvalidHetuError(HetuFault.DATE) from None
    except ValidationError:
        raise InvalidHetuError(HetuFault.FORM) from None
    if _birth_date(form[1], form[2]) > today:
        raise InvalidHetuError(HetuFault.DATE)
    return Hetu(code)


def _birth_date(digits: str, separator: str) -> dt.date:
    return dt.date(CENTURIES[separator] + int(digits[4:]), int(digits[2:4]), int(digits[:2]))
