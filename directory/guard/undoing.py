"""Texts with encodings and markup undone, as a reader takes them.

Everything here reads a text once for each round, in time linear to it, and each character still knows where it stood.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator, Mapping

from directory.guard.normalised import Normalised, as_it_stands

MARKUP = "\u00a4"
"""What stands where markup stood, and around a number that was written in words: a sign, and an unusual one."""
ROUNDS = 3
"""An encoding inside an encoding inside an encoding; `&amp;amp;amp;#48;` is one."""
_MAY_BE_ENCODED = re.compile(
    r"&[#a-zA-Z]|%[0-9A-Fa-f]{2}|=[2-9A-Fa-f][0-9A-Fa-f]|=\r?\n|[\\\x1b]|<[!/?A-Za-z]|\]\(|\[[/^a-z]|\[\d{1,2}\]|\dT00:|\{[a-z{]|:[a-z][a-z_]{1,30}:"
    r"|%u[0-9A-Fa-f]{4}|^\s{0,5}(?:\d{1,2}|[a-z])[.)]\s|kohta|sarake|kenttä|rivi|punkt|kolumn|field|item"
    r"|U\+|[A-Za-z_]=|[\"'] ?[:=]",
    re.IGNORECASE | re.MULTILINE,
)
_HEX = "[0-9A-Fa-f]"
_ENCODED = re.compile(
    rf"&(?:amp;){{0,40}}#(?:(?P<decimal>\d{{2,7}});|0{{0,6}}(?P<short>4[5-9]|5[0-7]|6[5-9]|[78]\d|9[07-9]|1[01]\d|12[0-2]))|&(?:amp;){{0,40}}#[xX](?P<hex>{_HEX}{{2,6}});?"
    rf"|&(?:amp;){{0,40}}(?P<name>[A-Za-z][A-Za-z0-9]{{1,30}};)"
    rf"|%(?:25){{0,40}}(?P<percent>[0-7]{_HEX})|(?P<percents>(?:%[89A-Fa-f]{_HEX}){{1,4}})"
    rf"|\\{{1,2}}(?:u\{{0{{0,4}}(?P<braces>{_HEX}{{2,6}})\}}|u(?P<four>{_HEX}{{4}})|U(?P<eight>{_HEX}{{8}})|[x'](?P<two>{_HEX}{{2}})"
    rf"|(?P<octal>0[67][0-7]|1[0-3][0-7])(?!{_HEX})|(?P<css>0000[2-7]{_HEX}|0{{1,3}}[2-7]{_HEX}(?!{_HEX})) ?)"
    rf"|%u(?P<wide>{_HEX}{{4}})"
    rf"|U\+(?P<point>{_HEX}{{4,6}}) ?"
)
_QUOTED = re.compile(r"=(?P<quoted>[2-7][0-9A-Fa-f])|(?P<quoteds>(?:=[89A-Fa-f][0-9A-Fa-f]){1,4})|=\r?\n")
_KEYS = re.compile(r"(?<![^\W_])[A-Za-z_][A-Za-z_0-9-]{0,20}(?:[\"']{1,2}\s?[=:]|\s?=)\s?")
"""Names of fields, as in `a=010594&b=Y9032` and in JSON."""
_BASES: Mapping[str, int] = {
    "decimal": 10, "short": 10, "hex": 16, "percent": 16, "quoted": 16, "braces": 16, "four": 16, "eight": 16,
    "two": 16, "css": 16,
    "octal": 8, "point": 16, "wide": 16,
}  # fmt: skip
_BB = "b|i|u|s|url|code|quote|color|colour|size|font|list|td|tr|th|table|left|right|center|img|email|sub|sup|li|ul|ol"
_LINK = re.compile(r"\]\([^()\s]{0,400}\)")
_MARKUP = re.compile(
    rf"<[!/?A-Za-z][^<>]{{0,400}}>|\[/?(?:{_BB})(?:=[^\[\]]{{0,100}})?\]|\\[A-Za-z]{{2,20}}\{{?"
    r"|\\[nrtvf](?![a-z])|^\s{0,5}(?:\d{1,2}|[a-z])[.)]\s"
    r"|(?<![^\W_])(?:kohta|sarake|kenttä|rivi|punkt|kolumn|field|item) ?\w{1,2}(?![^\W_])"
    r"|:[a-z][a-z_]{1,30}:|\x1b\[[0-9;]{0,20}[A-Za-z]|\{\{?[a-z]{1,10}[:|]|\[\^[^\[\]]{0,10}\]|\[\d{1,2}\]|(?<=\d)T00:00(?::00)?(?:\.0{1,9})?Z?",
    re.IGNORECASE | re.MULTILINE,
)
_HIDDEN = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{14,4000}(?:={0,6}|(?:%3[Dd]){0,6})(?![A-Za-z0-9+/_=-])")
_BASE32 = re.compile(r"[A-Z2-7]{16,}")
_NOT_HEX = re.compile(r"0x|\\x|[ :,-]")
_NUMBER = re.compile(r"\d+")
_HIDDEN_NUMBERS = re.compile(
    r"(?<![0-9])(?:(?:[01]{8}|4[3-9]|5[0-7]|6[5-9]|[78][0-9]|9[07-9]|1[01][0-9]|12[0-2])[ ,;]{1,2}){9,2000}"
)
_HIDDEN_HEX = re.compile(rf"(?<![0-9A-Za-z])(?:(?:0x|\\x)?{_HEX}{{2}}[ :,-]?){{10,2000}}(?![0-9A-Za-z])")


def undone(text: str) -> Iterator[Normalised]:
    """The text with encodings undone, without markup, and without names of fields; nothing where there is none."""
    if _MAY_BE_ENCODED.search(text) is None:
        return
    plain = as_it_stands(text)
    decoded = _rounds(plain)
    quoted = _rounds(decoded.rewritten(_QUOTED, _decoded)) if "=" in decoded.text else decoded
    shown = {id(plain)}
    for view in (decoded,) if quoted is decoded else (decoded, quoted):
        bare = view.rewritten(_LINK, lambda _: MARKUP).rewritten(_MARKUP, lambda _: MARKUP)
        for one in (view, *(one.rewritten(_KEYS, lambda _: MARKUP) for one in (view, bare)), bare):
            if id(one) not in shown:
                shown.add(id(one))
                yield one


def _rounds(view: Normalised) -> Normalised:
    for _ in range(ROUNDS):
        before, view = view, view.rewritten(_ENCODED, _decoded)
        if view is before:
            break
    return view


def hidden_texts(text: str) -> Iterator[tuple[str, int, int]]:
    """What is written in base64 or as the numbers of its characters, and the stretch that it stands in."""
    for match in _HIDDEN.finditer(text):
        letters = match[0].split("=")[0].split("%")[0]
        for shown in (letters, letters[:-1] if len(letters) % 4 == 1 else ""):
            if (read := _readable(_from_base64(shown))) is not None:
                yield read, match.start(), match.end()
    for match in _HIDDEN_NUMBERS.finditer(text):
        figures = _NUMBER.findall(match[0])
        base = 2 if all(len(one) == 8 for one in figures) else 10
        if (read := _readable(bytes(int(one, base) for one in figures))) is not None:
            yield read, match.start(), match.end()
    for match in _HIDDEN_HEX.finditer(text):
        if (read := _readable(bytes.fromhex(_NOT_HEX.sub("", match[0])))) is not None:
            yield read, match.start(), match.end()


def _from_base64(letters: str) -> bytes:
    try:
        if _BASE32.fullmatch(letters):
            return base64.b32decode(letters + "=" * (-len(letters) % 8))
        return base64.b64decode(
            letters + "=" * (-len(letters) % 4), altchars=b"-_" if set(letters) & {"-", "_"} else None
        )
    except binascii.Error:
        return b""


def _readable(given: bytes) -> str | None:
    """The text that the bytes are, unless they are none that somebody would read."""
    shown = given.replace(b"\0", b"").decode("utf-8", errors="replace")
    return shown if len(shown) > 8 and sum(map(_is_plain, shown)) > 0.9 * len(shown) else None


def _is_plain(mark: str) -> bool:
    return mark.isprintable() or mark.isspace()


def _decoded(match: re.Match[str]) -> str | None:
    kind, found = match.lastgroup, match[match.lastgroup] if match.lastgroup else ""
    if kind is None:
        return ""  # the line goes on
    if kind == "name":
        read = html.unescape(f"&{found}")
        return None if read.startswith("&") and len(read) > 1 else read
    if kind in {"percents", "quoteds"}:
        return bytes.fromhex(found.replace("%", "").replace("=", "")).decode("utf-8", errors="replace")
    number = int(found, _BASES[kind])
    return chr(number) if 8 < number < 0x110000 and not 0xD800 <= number < 0xE000 else None
