"""Right identity codes as a hurried person pastes them, and as somebody writes them who wants them through.

Each kind of writing is a function of a made-up code. Nothing here knows how the guard works.
"""

import base64
import html
import json
import quopri
import random
from collections.abc import Callable, Mapping
from urllib.parse import quote

from tests.privacy.identity_codes import FULL_WIDTH, Code, a_right_code

Writing = Callable[[Code], str]

SIGNS = {
    "dot": ".", "comma": ",", "colon": ":", "semicolon": ";", "slash": "/", "backslash": "\\", "bar": "|",
    "two bars": "||",
    "bullet": "•", "middle dot": "·", "white bullet": "◦", "square": "▪", "star": "*", "two stars": "**",
    "underscore": "_",
    "two underscores": "__", "tilde": "~", "two tildes": "~~", "backtick": "`", "equals": "=", "hash": "#", "at": "@",
    "and": "&", "percent": "%", "exclamation": "!", "question": "?", "less": "<", "greater": ">", "arrow": "→",
    "arrow of signs": "->", "double arrow": "=>", "quote": '"', "apostrophe": "'", "curly quote": "”",
    "guillemets": "»",
    "ellipsis": "…", "three dots": "...", "emoji": "😀", "thumb with tone": "👍🏽", "family": "👨‍👩‍👧",
    "heart": "❤️",
    "check mark": "✅", "section": "§", "euro": "€", "degree": "°", "tab": "\t", "line break": "\n",
    "two line breaks": "\n\n",
    "carriage return": "\r\n", "three blanks": "   ", "hard blank": "\u00a0", "thin blank": "\u2009",
    "zero-width": "\u200b",
    "zero-width joiner": "\u200d", "soft hyphen": "\u00ad", "word joiner": "\u2060", "byte order mark": "\ufeff",
    "right-to-left mark": "\u200f", "override": "\u202e", "isolate": "\u2066", "en dash": "–", "em dash": "—",
    "minus": "−",
    "non-breaking hyphen": "\u2011", "overline mark": "\u0305", "acute mark": "\u0301", "long slash mark": "\u0338",
    "caret": "^", "dollar": "$", "brackets": "()", "square brackets": "[]", "bracket end and begin": ")(",
    "cells": " | ",
    "comma and blank": ", ", "colon and blank": ": ", "cell with quotes": '","', "semicolon with quotes": '";"',
    "dash and bullet": "\n- ", "star and line": "\n* ", "quoted line": "\n> ", "numbered tab": "\t|\t", "plus": "+",
    "broken bar": "¦", "box line": "│", "ideographic comma": "、", "ideographic stop": "。", "katakana dot": "・",
    "tofu": "\ufffd",
    "pipe without blank": "¤", "copyright": "©", "double dagger": "‡", "asterism": "⁂", "variation": "\ufe0f",
}  # fmt: skip
"""Signs that stand between pieces of a code."""


def _between(sign: str) -> dict[str, Writing]:
    return {
        "before the separator": lambda c: c.date + sign + c.separator + c.number + c.check,
        "for the separator": lambda c: c.date + sign + c.number + c.check,
        "on both sides": lambda c: c.date + sign + c.separator + sign + c.number + c.check,
        "between all": lambda c: sign.join(str(c)),
        "between pairs": lambda c: sign.join([c.date[:2], c.date[2:4], c.date[4:], c.separator + c.number + c.check]),
    }


def _around(before: str, after: str) -> dict[str, Writing]:
    return {
        "the date": lambda c: f"{before}{c.date}{after}{c.separator}{c.number}{c.check}",
        "the end": lambda c: f"{c.date}{before}{c.separator}{c.number}{c.check}{after}",
        "both": lambda c: f"{before}{c.date}{after}{before}{c.separator}{c.number}{c.check}{after}",
        "each": lambda c: "".join(before + mark + after for mark in str(c)),
    }


PAIRS = {
    "bold tag": ("<b>", "</b>"), "span with style": ('<span style="color:#ff0000;font-size:11pt">', "</span>"),
    "cell tag": ("<td>", "</td>"), "cell tag with width": ('<td width="64" class="xl65">', "</td>"), "break": ("",
    "<br/>"),
    "paragraph": ("<p>", "</p>"), "code tag": ("<code>", "</code>"), "markdown bold": ("**", "**"), "strike": ("~~",
    "~~"),
    "code": ("`", "`"), "underline": ("__", "__"), "brackets": ("(", ")"), "square": ("[", "]"), "curly": ("{", "}"),
    "angles": ("<", ">"), "quotes": ('"', '"'), "single quotes": ("'", "'"), "Finnish quotes": ("”", "”"),
    "bb code": ("[b]", "[/b]"),
    "link": ("[", "](https://esimerkki.fi)"), "comment": ("", "<!-- x -->"), "heading": ("# ", "\n"), "bars": ("|",
    "|"),
    "latex": ("\\textbf{", "}"), "shortcode": ("", ":smile:"), "maths": ("$", "$"), "wiki": ("'''", "'''"),
    "list": ("- ", "\n"), "numbered cell": ("<li>", "</li>"), "image": ("", "<img src='x.png' alt='7'>"),
    "mention": ("<at>", "</at>"), "tag in capitals": ("<FONT SIZE=2>", "</FONT>"), "unclosed": ("<i>", ""),
    "lenticular": ("【", "】"), "colour code": ("\x1b[1m", "\x1b[0m"),
}  # fmt: skip
"""Signs and markup that stand around pieces of a code."""


def _each(mark: Callable[[str], str]) -> dict[str, Writing]:
    return {
        "all": lambda c: "".join(map(mark, str(c))),
        "separator": lambda c: c.date + mark(c.separator) + c.number + c.check,
        "date": lambda c: "".join(map(mark, c.date)) + c.separator + c.number + c.check,
        "end, no separator": lambda c: c.date + "".join(map(mark, c.number + c.check)),
        "first": lambda c: mark(str(c)[0]) + str(c)[1:],
    }


def digits_from(zero: str) -> Callable[[str], str]:
    return lambda mark: chr(ord(zero) + int(mark)) if mark.isascii() and mark.isdigit() else mark


def from_table(digits: str = "", letters: str = "", capital: int = 0) -> Callable[[str], str]:
    def change(mark: str) -> str:
        if mark.isdigit() and digits:
            return digits[int(mark)]
        if capital and mark.isascii() and mark.isalpha():
            return chr(capital + ord(mark.upper()) - ord("A"))
        return dict(zip(letters[::2], letters[1::2], strict=True)).get(mark, mark)

    return change


MARKS: Mapping[str, Callable[[str], str]] = {
    "decimal entity": lambda m: f"&#{ord(m)};", "hex entity": lambda m: f"&#x{ord(m):x};",
    "entity with zeros": lambda m: f"&#{ord(m):07};",
    "entity without its end": lambda m: f"&#{ord(m)}", "double entity": lambda m: f"&amp;#{ord(m)};",
    "three times": lambda m: f"&amp;amp;#x{ord(m):X};", "percent": lambda m: f"%{ord(m):02X}",
    "percent twice": lambda m: f"%25{ord(m):02X}",
    "quoted-printable": lambda m: f"={ord(m):02X}", "unicode escape": lambda m: f"\\u{ord(m):04x}",
    "hex escape": lambda m: f"\\x{ord(m):02x}",
    "braces escape": lambda m: f"\\u{{{ord(m):x}}}", "long escape": lambda m: f"\\U{ord(m):08x}",
    "css escape": lambda m: f"\\{ord(m):06x}",
    "code point": lambda m: f"U+{ord(m):04X} ", "backslash": lambda m: "\\" + m,
    "arabic": digits_from("٠"), "persian": digits_from("۰"), "devanagari": digits_from("०"),
    "bengali": digits_from("০"),
    "full width": lambda m: m.translate(FULL_WIDTH), "mathematical bold": from_table("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", capital=0x1D400),
    "mathematical double": from_table("𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", capital=0x1D5D4), "monospace": from_table("𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
    capital=0x1D670),
    "superscript": from_table("⁰¹²³⁴⁵⁶⁷⁸⁹"), "subscript": from_table("₀₁₂₃₄₅₆₇₈₉"),
    "circled": from_table("⓪①②③④⑤⑥⑦⑧⑨", capital=0x24B6),
    "black circled": from_table("⓿❶❷❸❹❺❻❼❽❾", capital=0x1F150),
    "keycap": lambda m: m + "\ufe0f\u20e3" if m.isdigit() else m,
    "bracketed": from_table("0⑴⑵⑶⑷⑸⑹⑺⑻⑼"), "small caps": from_table(letters="YʏAᴀBʙCᴄDᴅEᴇFꜰUᴜVᴠWᴡHʜKᴋLʟMᴍNɴPᴘRʀTᴛ"),
    "cyrillic": from_table(letters="YУAАBВCСEЕHНKКMМPРTТXХ-‐"), "greek": from_table(letters="YΥAΑBΒEΕHΗKΚMΜNΝPΡTΤXΧ"),
    "squared": from_table(capital=0x1F130), "black squared": from_table(capital=0x1F170),
    "flags": from_table(capital=0x1F1E6),
    "O for 0": lambda m: "O" if m == "0" else m, "o for 0": lambda m: "o" if m == "0" else m,
    "l for 1": lambda m: "l" if m == "1" else m,
    "I for 1": lambda m: "I" if m == "1" else m, "O and l": lambda m: {"0": "O", "1": "l"}.get(m, m),
    "ring for 0": lambda m: "◯" if m == "0" else m,
    "accents": from_table(letters="YÝAÁBḂCČDĎEÉFḞUÚVṼWŴ"), "lower case": str.lower,
}  # fmt: skip
"""Ways of writing one character as another, or by its number."""

FI = ["nolla", "yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan", "yhdeksän"]
SV = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]
EN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
NAMES = dict(zip("ABCDEFHJKLMNPRSTUVWXY",
["Aarne", "Bertta", "Celsius", "Daavid", "Eemeli", "Faarao", "Heikki", "Jussi", "Kalle", "Lauri", "Matti", "Niilo",
"Paavo", "Risto", "Sakari", "Tyyne", "Urho", "Vihtori", "Wiski", "Xerxes", "Yrjö"],
strict=True))  # fmt: skip
NATO = dict(zip("ABCDEFHJKLMNPRSTUVWXY",
["Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Hotel", "Juliett", "Kilo", "Lima", "Mike", "November",
"Papa", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "Xray", "Yankee"],
strict=True))  # fmt: skip
MONTHS_FI = ["tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"]
MONTHS_SV = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _entity(mark: str) -> str:
    return f"&#{ord(mark)};"


def _finnish(mark: str) -> str:
    return FI[int(mark)] if mark.isdigit() else mark


def spelled(words: list[str], letters: Mapping[str, str], between: str = " ", sign: str = "") -> Writing:
    def write(code: Code) -> str:
        return between.join(
            words[int(mark)] if mark.isdigit() else letters.get(mark, sign or mark) for mark in str(code)
        )

    return write


def full_year(code: Code) -> str:
    return {"+": "18", "-": "19"}.get(code.separator, "19" if code.separator in "YXWVU" else "20") + code.date[4:]


def parts(code: Code) -> tuple[int, int, str, str]:
    """Day, month, four-digit year, and the end with its separator."""
    return int(code.date[:2]), int(code.date[2:4]), full_year(code), code.separator + code.number + code.check


def _dates() -> dict[str, Writing]:
    kinds: dict[str, Writing] = {}
    for name, form in {
        "iso": "{y}-{m:02}-{d:02}", "iso without signs": "{y}{m:02}{d:02}", "short iso": "{yy}-{m:02}-{d:02}",
        "year first": "{yy}{m:02}{d:02}", "year first with slashes": "{y}/{m}/{d}", "dots": "{d}.{m}.{y}",
        "dots and zeros": "{d:02}.{m:02}.{y}", "dots, short": "{d}.{m}.{yy}", "slashes": "{d}/{m}/{y}",
        "dashes": "{d:02}-{m:02}-{y}", "american": "{m}/{d}/{y}", "no signs": "{d:02}{m:02}{y}",
        "blanks": "{d} {m} {y}",
        "dots and blanks": "{d}. {m}. {y}", "Finnish": "{d}. {fi}kuuta {y}",
        "Finnish genitive": "{fi}kuun {d}. päivä {y}",
        "Swedish": "{d} {sv} {y}", "Swedish with den": "den {d} {sv} {y}", "English": "{d} {en} {y}",
        "English month first": "{en} {d}, {y}",
        "short English": "{d}-{e3}-{yy}", "ordinal": "{d}th of {en} {y}", "underscores": "{d:02}_{m:02}_{yy}",
    }.items():  # fmt: skip
        for place, end in {
            "and end": " {e}", "comma": ", {e}", "glued": "{e}", "words": " loppuosa {e}", "brackets": " ({e})",
            "line": "\n{e}"
        }.items():  # fmt: skip

            def write(code: Code, form: str = form + end) -> str:
                day, month, year, ending = parts(code)
                return form.format(
                    d=day, m=month, y=year, yy=year[2:], e=ending, fi=MONTHS_FI[month - 1], sv=MONTHS_SV[month - 1],
                    en=MONTHS_EN[month - 1], e3=MONTHS_EN[month - 1][:3],
                )  # fmt: skip

            kinds[f"date {name}: {place}"] = write
    return kinds


def _sentences() -> dict[str, Writing]:
    forms = [
        "synt. {d}, loppuosa {s}{e}", "tunnus {d} ja perään {e}", "tunnus {d} ja sitten {s}{e}", "{d} (loppu {s}{e})",
        "{s}{e}, {d}",
        "loppuosa {s}{e}, syntynyt {d}", "hetun alku {d}, loppu {e}", "Syntymäaika: {d}\nTunnusosa: {s}{e}",
        "pvm {d} tunnus {e}",
        "asiakkaan hetu on {d} ja sen jälkeen {s} ja {e}", "{d} + loppu {e}", "född {d}, slutet {s}{e}",
        "personbeteckning {d} och sedan {e}",
        "born {d}, suffix {s}{e}", "ID {d} then {s}{e}", '{{"syntynyt":"{d}","loppu":"{s}{e}"}}',
        "syntynyt;loppu\n{d};{s}{e}",
        "<tr><td>{d}</td><td>{s}{e}</td></tr>", "| Synt. | Loppu |\n|---|---|\n| {d} | {s}{e} |",
        "date={d}&end={s}{e}", "?hetu={d}%2D{e}",
        "{d} väliviiva {e}", "{d} viiva {e}", "{d} miinus {e}", "{d} bindestreck {e}", "{d} dash {e}",
        "{d} [viiva] {e}", "{d}(-){e}",
        "{d}{s}<wbr>{e}", "{d}{s}­{e}", "{d} -- {e}", "{d} {s} {e}", "{d}...{s}{e}", "hetu{d}{s}{e}x", "hetu:{d}{e}",
        "{d}{e}", "{d} {e}",
        "SOTU {d}, {s}, {e}", "{e}{s}{d}", "{e} {d}", "{e}-{d} takaperin", "tunnus:\n{d}\n{s}\n{e}",
        "a={d}; b={s}; c={e}",
        "{d}, lopussa {s}{e}", "{d}; {e}", "Henkilötunnus........: {d}{s}{e}", "hetu[{d}][{s}{e}]",
        "{d}<!--{s}-->{e}",
        "{d}{s}**{e}**", "<b>{d}</b>{e}", "{d}<br>{s}{e}", "{d}&nbsp;&nbsp;{s}{e}", "{d}%20{s}{e}", "{d}&zwnj;{s}{e}",
        "{d}&shy;{e}",
        "https://esimerkki.fi/?a={d}&b={s}{e}", "mailto:{d}{s}{e}@x", "C:\\asiat\\{d}\\{e}.pdf", "{d}/{s}{e}.docx",
        "id_{d}_{s}{e}",
        "{d}‐{e}", "tunnusluku on {d} ja neljä viimeistä {e}", "neljä viimeistä {e}, alku {d}",
        "synt.aika {d} – tunnus {s}{e}",
    ]  # fmt: skip
    kinds: dict[str, Writing] = {}
    for form in forms:
        kinds[f"sentence {form!r}"] = _sentence(form)
    return kinds


def _sentence(form: str) -> Writing:
    return lambda c: form.format(d=c.date, s=c.separator, e=c.number + c.check)


def _whole() -> dict[str, Writing]:
    return {
        "quoted-printable whole": lambda c: quopri.encodestring(f"{c.date}ä{c}".encode()).decode()[6:],
        "url": lambda c: quote(f"{c.date} {c.separator}{c.number}{c.check}"),
        "json": lambda c: json.dumps({"d": c.date, "e": c.separator + c.number + c.check}),
        "json list": lambda c: json.dumps(list(str(c))),
        "html escaped tags": lambda c: html.escape(f"<b>{c.date}</b>{c.separator}{c.number}{c.check}"),
        "base64": lambda c: base64.b64encode(str(c).encode()).decode(),
        "base64 of a sentence": lambda c: base64.b64encode(f"hetu {c} kiitos".encode()).decode(),
        "base64 for addresses": lambda c: base64.urlsafe_b64encode(f"??>{c}".encode()).decode().rstrip("="),
        "hex": lambda c: str(c).encode().hex(),
        "hex with blanks": lambda c: str(c).encode().hex(" "),
        "backwards": lambda c: str(c)[::-1],
        "groups of three": lambda c: " ".join([str(c)[:3], str(c)[3:6], str(c)[6:9], str(c)[9:]]),
        "groups of two": lambda c: " ".join([str(c)[i : i + 2] for i in range(0, 11, 2)]),
        "groups of four": lambda c: ".".join([str(c)[:4], str(c)[4:8], str(c)[8:]]),
        "mixed signs": lambda c: "".join(m + s for m, s in zip(str(c), "-.*_ /|:,;=", strict=True)),
        "mixed emoji": lambda c: "".join(m + s for m, s in zip(str(c), "😀🎉👍🙏❤🔥✨🌟💡📌🎈", strict=True)),
        "Finnish words": spelled(FI, NAMES, sign="viiva"), "Swedish words": spelled(SV, NATO, sign="streck"),
        "English words": spelled(EN, NATO, sign="dash"), "Finnish, letters as they are": spelled(FI, {}),
        "Finnish, commas": spelled(FI, NAMES, ", ", "viiva"), "Finnish, dashes": spelled(FI, {}, "-"),
        "English, NATO": spelled(EN, NATO, "-"),
        "Finnish, lines": spelled(FI, NAMES, "\n", "väliviiva"), "Swedish, letters": spelled(SV, {}),
        "digits then words": lambda c: f"{c.date} " + " ".join(_finnish(m) for m in c.number + c.check),
        "words then digits": lambda c: " ".join(FI[int(m)] for m in c.date) + f" {c.separator}{c.number}{c.check}",
        "capital words": lambda c: spelled(FI, {}, " ")(c).upper(),
        "nines in words": lambda c: str(c).replace("9", "yhdeksän"), "zeros in words": lambda c: str(c).replace("0",
        " nolla "),
        "separator by name": lambda c: " ".join(
            [c.date, NAMES.get(c.separator, "viiva"), c.number, NAMES.get(c.check, c.check)]
        ),
        "separator in NATO": lambda c: f"{c.date} {NATO.get(c.separator, 'dash')} {c.number}{c.check}",
        "other digits and signs": lambda c: ".".join(map(digits_from("٠"), str(c))),
        "tags and entities": lambda c: f"<b>{''.join(map(_entity, c.date))}</b>{c.separator}{c.number}{c.check}",
        "entities in percents": lambda c: quote("".join(map(_entity, str(c)))),
        "cells over lines": lambda c: "\n".join(f"| {m} |" for m in str(c)),
        "vertical": lambda c: "\n".join(str(c)), "csv": lambda c: ",".join(f'"{m}"' for m in str(c)),
    }  # fmt: skip


def kinds() -> dict[str, Writing]:
    """Every kind of writing by its name."""
    found: dict[str, Writing] = {}
    for name, sign in SIGNS.items():
        found |= {f"{name} {place}": write for place, write in _between(sign).items()}
    for name, (before, after) in PAIRS.items():
        found |= {f"{name} around {place}": write for place, write in _around(before, after).items()}
    for name, mark in MARKS.items():
        found |= {f"{name} for {place}": write for place, write in _each(mark).items()}
    return found | _dates() | _sentences() | _whole()


def made_up_codes(how_many: int, seed: int) -> list[Code]:
    """Always the same for the same seed."""
    chance = random.Random(seed)
    return [a_right_code(chance) for _ in range(how_many)]
