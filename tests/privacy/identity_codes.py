"""Makes fictional identity codes (individual numbers 900-999 only) and every writing of them that people use."""

import random
from dataclasses import dataclass

from hypothesis import strategies as st
from stdnum.fi import hetu as stdnum_hetu
from typing_extensions import override

from bot.privacy.hetu import CENTURIES
from directory.guard.check_characters import CHECK_CHARACTERS, check_character

DASHES = "-‐‑‒–—―−﹘﹣－⁻➖⁃\u00ad"
BLANKS = " \u00a0\u2009\u202f\t\n\r\u3000"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFHJKLMNPRSTUVWXY+", "０１２３４５６７８９ＡＢＣＤＥＦＨＪＫＬＭＮＰＲＳＴＵＶＷＸＹ＋"
)


@dataclass(frozen=True)
class Code:
    """An identity code in its four parts; `right` tells whether the check character is."""

    date: str
    separator: str
    number: str
    check: str

    @property
    def right(self) -> bool:
        return self.check == check_character(self.date + self.number)

    @override
    def __str__(self) -> str:
        return self.date + self.separator + self.number + self.check


@st.composite
def codes(draw: st.DrawFn, *, right: bool | None = None) -> Code:
    """A code of a past birth date; its check character right, wrong, or (None) either."""
    day, month, year = draw(st.integers(1, 28)), draw(st.integers(1, 12)), draw(st.integers(0, 99))
    separators = [mark for mark, century in CENTURIES.items() if century < 2000 or year <= 25]
    date, number = f"{day:02}{month:02}{year:02}", str(draw(st.integers(900, 999)))
    true_check = check_character(date + number)
    if right is None:
        right = draw(st.booleans())
    check = true_check if right else draw(st.sampled_from([mark for mark in CHECK_CHARACTERS if mark != true_check]))
    return Code(date, draw(st.sampled_from(separators)), number, check)


def a_right_code(chance: random.Random) -> Code:
    """A code of a past birth date whose check character is right; born before 2000 as often as after."""
    after = chance.random() < 0.5
    year = chance.randint(0, 25) if after else chance.randint(30, 99)
    date = f"{chance.randint(1, 28):02}{chance.randint(1, 12):02}{year:02}"
    number = str(chance.randint(900, 999))
    code = Code(date, chance.choice("ABCDEF" if after else "-YXWVU"), number, check_character(date + number))
    assert stdnum_hetu.is_valid(str(code), allow_temporary=True)
    return code


@st.composite
def with_other_dash(draw: st.DrawFn, code: Code) -> str:
    dash = draw(st.sampled_from(DASHES)) if code.separator == "-" else code.separator
    return code.date + dash + code.number + code.check


@st.composite
def with_blanks_round_separator(draw: st.DrawFn, code: Code) -> str:
    blanks = st.text(BLANKS, max_size=4)
    return code.date + draw(blanks) + code.separator + draw(blanks) + code.number + code.check


@st.composite
def split_somewhere(draw: st.DrawFn, code: Code) -> str:
    place = draw(st.integers(1, 9))
    return str(code)[:place] + draw(st.text(BLANKS, min_size=1, max_size=3)) + str(code)[place:]


@st.composite
def with_invisible_characters(draw: st.DrawFn, code: Code) -> str:
    return "".join(mark + draw(st.text(INVISIBLE, max_size=1)) for mark in str(code))


@st.composite
def without_separator(draw: st.DrawFn, code: Code) -> str:
    return code.date + draw(st.sampled_from(["", " ", "\n", "\u00a0"])) + code.number + code.check


def spaced_out(code: Code) -> st.SearchStrategy[str]:
    return st.just(" ".join(str(code)))


def plain(code: Code) -> st.SearchStrategy[str]:
    return st.just(str(code))


ALL_WRITINGS = (
    plain,
    with_other_dash,
    with_blanks_round_separator,
    split_somewhere,
    with_invisible_characters,
    spaced_out,
)


@st.composite
def written(draw: st.DrawFn, code: Code) -> str:
    """The code with its separator in any writing, perhaps in lower case or full-width characters."""
    text = draw(draw(st.sampled_from(ALL_WRITINGS))(code))
    change = draw(st.sampled_from(["", "lower", "full-width"]))
    return text.lower() if change == "lower" else text.translate(FULL_WIDTH) if change else text


@st.composite
def in_a_sentence(draw: st.DrawFn, text: str) -> str:
    """The text in the middle of words and punctuation, as people write."""
    before = draw(
        st.sampled_from(
            ["", "Asiakas ", "hetu: ", "(", "Henkilötunnus ", "K-1042, ", "vuonna 2026 ", "»", "klo 10: ", "\n"]
        )
    )
    after = draw(
        st.sampled_from(
            ["", ".", ", vuokrarästit", ") asiassa", " hakee toimeentulotukea", ":n hakemus", "\nkiitos", "?", " 2026"]
        )
    )
    return before + text + after
