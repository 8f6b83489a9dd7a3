"""Writings of right codes that were thought of after the guard had been changed: how it does with what is new to it.

At first it found 335 of 396; what was not too far-fetched was then taken into account too.
"""

import base64
from collections.abc import Callable

from tests.privacy.disguises import EN, FI, MONTHS_FI, SV, Writing, digits_from, parts
from tests.privacy.identity_codes import Code

FORMS = (
 # forms and mails
 "Syntymäaika (ppkkvv): {d}  Tunnus: {s}{e}", "HETU___{d}___{s}{e}", "Hetu: {dd} {mm} {yy} / {s}{e}",
 "ppkkvv={d} xxxx={e}", "{d}xxxx, x:t ovat {e}", "{d}**** jossa **** = {e}",
 "{d}-XXXX (XXXX={e})", "Lomake kohta 1: {d} kohta 2: {s}{e}", "1) {d}\n2) {s}{e}", "a) {d} b) {e}",
 "Kohta A {d} kohta B {e}", "sarake1 {d} sarake2 {s}{e}",
 "From: x\nSubject: {d} / {s}{e}", "Re: VS: {d}{s}\n> {e}", "> {d}\n> {s}{e}", ">> {d}-\n>> {e}", "{d}{s}=\n{e}",
 "{d}{s}\\\n{e}", "{d}{s}-\n{e}", "{d}…{e}", "{d} ➡️ {s}{e}", "{d}👉{e}", "{d}⬇️\n{e}",
 "[{d}]({s}{e})", "![{d}]({e}.png)", "[{s}{e}][{d}]", "<{d}>{s}{e}", "<{d}|{s}{e}>", "{{{{{d}}}}}{s}{e}",
 "{{{{{d}|{e}}}}}", "${{{d}}}${{{s}{e}}}", "%{d}%{s}{e}%", "@{d}@{s}{e}", "#{d} #{s}{e}", "#{d}#{e}#",
 "<p>{d}</p><p>{s}{e}</p>", "<td>{dd}</td><td>{mm}</td><td>{yy}</td><td>{s}{e}</td>",
 "<input name='hetu' value='{d}'><input value='{s}{e}'>", "<input value='{d}{s}{e}'>", "<a href='tel:{d}'>{e}</a>",
 "<span data-a='{d}' data-b='{e}'/>",
 "<!-- {d} -->{s}{e}", "<b>{d}<i>{s}</i>{e}</b>", "<o:p>{d}</o:p>{e}", "<font color=red>{d}</font>&nbsp;{s}{e}",
 "&lt;b&gt;{d}&lt;/b&gt;{s}{e}", "<sup>{d}</sup><sub>{e}</sub>", "<br>{d}<hr>{e}", "<tr><th>A<td>{d}<td>{e}",
 "{d}<script>{e}</script>",
 '["{d}", "{s}", "{e}"]', '{{"hetu":{{"pvm":"{d}","tunnus":"{e}"}}}}', "('{d}', '{s}{e}')", "d='{d}';e='{e}'",
 "pvm: '{d}'\ntunnus: '{e}'", "- pvm: {d}\n- tunnus: {s}{e}", "[hetu]\nalku={d}\nloppu={s}{e}",
 "SELECT '{d}'||'{s}{e}'", "'{d}' + '{s}{e}'", "\"{d}\" . \"{e}\"", "concat({d},{e})", "=A1&B1 ({d};{e})",
 "='{d}'&'{e}'", "{d}\t{s}\t{e}", "{d};;{e}", "\"{d}\";\"{e}\";\"x\"", "|{d}|:-:|{e}|", "‖{d}‖{e}‖", "┃{d}┃{e}┃",
 "{d} ║ {e}", "{d}⎮{e}", "{d}\x0b{e}", "{d}\x0c{e}", "{d}\u2028{e}", "{d}\u2029{s}{e}", "{d}\u180e{e}",
 "{d}\u00b7\u00b7{e}",
 "{d}〜{e}", "{d}﹘{e}", "{d}᠆{e}", "{d}⸺{e}", "{d}゠{e}", "{d}⁓{e}", "{d}∼{e}", "{d}˗{e}", "{d}﹣{e}", "{d}➖{e}",
 "{d}－{e}", "{d}ー{e}", "{d}⎯{e}", "{d}╌{e}", "{d}─{e}", "{d}_-_{e}", "{d}~-~{e}", "{d}<->{e}", "{d} <- -> {e}",
 "{d}=/={e}", "{d}※{e}", "{d}¶{e}", "{d}†{e}", "{d}★{e}", "{d}♥{e}", "{d}☎{e}", "{d}♪{e}", "{d}™{e}", "{d}®{e}",
 "{d}½{e}" , "{d}µ{e}", "{d}°C {e}",
 "{d} eli sen perään {s}{e}", "{d} ja vielä loppuun {e}", "syntymäpäivä {d} - ja ne neljä numeroa {e}",
 "pvm-osa {d}, tarkenneosa {s}{e}", "yksilönumero {n} ja tarkiste {c}, synt. {d}",
 "synt. {d}, yksilönumero {n}, tarkistusmerkki {c}", "alkuosa: {d} välimerkki: {s} loppuosa: {e}",
 "henkilötunnus alkaa {d} ja päättyy {e}", "Hän on syntynyt {dd}.{mm}.{y} ja tunnuksen loppu on {e}",
 "Hän syntyi {dd}/{mm} vuonna {y}, loppu {s}{e}", "s. {dd}.{mm}.{yy}, {s}{e}", "({dd}.{mm}.{yy}) {s}{e}",
 "{dd}.{mm}.{yy}/{s}{e}", "{dd}.{mm}.{y}, {e} (hetu)", "klientens födelsetid {d}, kontrolldel {s}{e}",
 "födelsedatum {d} individnummer {n} kontrolltecken {c}", "pnr {d} {s}{e}", "sista fyra {e}, börjar {d}",
 "date of birth {d}, last four {e}", "DOB {d} PIN {e}", "her code is {d} dash {e}", "code {d} plus {s}{e}",
 "hetu on {d}, viivan jälkeen {e}", "hetu on {d} (viiva) {e}", "hetu {d} välilyönti {e}",
 "{s}{e} <- {d}", "{s}{e} / {d}", "{s}{e}({d})", "loppu {s}{e}\nalku {d}", "{e} ← {d}", "{e} (synt. {d})",
 "{s}{e} {dd}.{mm}.{y}", "{s}{e}, s. {dd}.{mm}.{yy}", "{c}{n} {d} tunnus", "...{s}{e}, ...{d}",
 "{y}.{mm}.{dd} {s}{e}", "{y}{mm}{dd}{s}{e}", "{y} {mm} {dd} {s}{e}", "{yy}.{mm}.{dd} {s}{e}", "{mm}.{dd}.{y} {s}{e}",
 "{mm}-{dd}-{y} {s}{e}", "{dd}-{mm}-{yy}-{e}", "{dd}:{mm}:{yy}:{e}", "{dd}/{mm}-{yy} {s}{e}", "{dd}.{mm}-{yy} {s}{e}",
 "{dd}{mm}.{yy}{s}{e}", "{dd} . {mm} . {yy} {s} {e}", "{dd},{mm},{yy},{e}", "{dd}|{mm}|{yy}|{s}|{n}|{c}",
 "{dd}😀{mm}😀{yy}😀{e}", "({dd})({mm})({yy})({s}{e})", "pv {dd} kk {mm} v {yy} loppu {e}",
 "päivä {dd}, kuukausi {mm}, vuosi {y}, tunnus {s}{e}", "{dd}. pv {mm}. kk {y} {s}{e}", "{y}W{mm}{dd} hetu {d}{e}",
 "x{d}x{s}{e}x", "A{d}B{e}", "hetu_{d}{s}{e}_v2.docx", "/asiat/{d}/{s}{e}/", "file:///c:/{d}%20{s}{e}",
 "?id={d}&amp;t={e}", "id%3D{d}%26t%3D{e}", "{d}+{s}+{e}", "{d}%2B{e}", "{d}%E2%80%93{e}", "{d}=E2=80=93{e}",
 "{d}&#8209;{e}", "{d}&#x200b;{s}{e}", "{d}&hyphen;{e}", "{d}&dash;{e}", "{d}&emsp;{s}{e}", "{d}&middot;{e}",
 "{d}&bull;{e}", "{d}&lrm;{s}{e}", "{d}&zwj;{e}", "{d}\\-{e}", "{d}\\n{e}", "{d}\\t{s}{e}", "{d}\\r\\n{e}",
 "{d}\\/{e}", "{d}\\u002d{e}", "{d}\\u200b{s}{e}", "{d}\\xa0{e}", "{d}\\N{{EN DASH}}{e}", "{d}\\textendash {e}",
 "{d}--{e}", "{d}---{e}", "{d}$-${e}", "{d}\\,{e}", "\\hetu{{{d}}}{{{e}}}", "{d}~{e}", "\\emph{{{d}}}-{e}",
 "{d}[^1]{s}{e}", "{d}^[x]{e}", "{d}^{e}^", "=={d}=={e}", "||{d}||{e}", ":::{d}:::{e}", "~~{d}~~ {s}{e}",
 "***{d}***{e}", "_{d}_ _{e}_", "`{d}` `{s}{e}`", "```\n{d}\n{s}{e}\n```", "[x] {d} [ ] {e}",
 "- [ ] {d}\n- [ ] {s}{e}", "1. {d}\n2. {e}", "* {d}\n    * {s}{e}", "\u2022\t{d}\n\u2022\t{s}{e}",
 "| {d} | - | {e} |",
)  # fmt: skip
"""d: the date; s: the separator; n: the individual number; c: the check character; e: both; dd, mm, yy, y: in parts."""
SPOKEN = ["nolla", "yks", "kaks", "kolme", "neljä", "viis", "kuus", "seittemän", "kaheksan", "yheksän"]
ROMAN = ["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]


def _digits(numerals: str) -> Callable[[str], str]:
    return lambda mark: numerals.split()[int(mark)] if mark.isdigit() else mark


def _letters(capital_a: int) -> Callable[[str], str]:
    return lambda mark: chr(capital_a + ord(mark) - ord("A")) if mark.isalpha() else mark


def _behind(sign: str) -> Callable[[str], str]:
    return lambda mark: mark + sign


def _for(plain: str, other: str) -> Callable[[str], str]:
    return lambda mark: other if mark == plain else mark


MARKS: dict[str, Callable[[str], str]] = {
    "thai": digits_from("๐"), "khmer": digits_from("០"), "tibetan": digits_from("༠"), "tamil": digits_from("௦"),
    "mongolian": digits_from("᠐"), "nko": digits_from("߀"), "lao": digits_from("໐"), "myanmar": digits_from("၀"),
    "sans bold": digits_from("𝟬"), "sans": digits_from("𝟢"), "segmented": digits_from("🯰"),
    "script": _letters(0x1D4D0),
    "fraktur": _letters(0x1D56C), "regional": _letters(0x1F1E6), "comma digits": digits_from("\U0001f101"),
    "full stop digits": lambda m: chr(0x2487 + int(m)) if m.isdigit() and m != "0" else m,
    "struck": _behind("\u0336"),
    "underlined": _behind("\u0332"), "enclosed": _behind("\u20dd"), "marks": _behind("\u0300\u0316\u0334"),
    "hand": _behind("👉🏻"),
    "zero-width and blanks": _behind(" \u200b "), "left to right": lambda m: "\u200e" + m,
    "overridden": lambda m: f"\u202d{m}\u202c",
    "S for 5": _for("5", "S"), "Z for 2": _for("2", "Z"), "B for 8": _for("8", "B"), "bar for 1": _for("1", "|"),
    "Ø for 0": _for("0", "Ø"),
    "Omicron": _for("0", "Ο"), "Cyrillic O": _for("0", "О"), "empty set": _for("0", "∅"),
    "font": lambda m: f'<font size="3">{m}</font>',
    "cell": lambda m: f"<td align=right>{m}</td>\n", "two tags": lambda m: f"<b><i>{m}</i></b>",
    "blank in tag": lambda m: f"<span>{m}&nbsp;</span>",
    "four times": lambda m: f"&amp;amp;amp;amp;#{ord(m)};", "0x": lambda m: f"0x{ord(m):02x} ",
    "octal": lambda m: f"\\{ord(m):03o}",
    "decimal": lambda m: f"{ord(m)}, ", "braces": lambda m: f"\\u{{{ord(m):04x}}}",
    "rtf": lambda m: f"\\'{ord(m):02x}",
    "old percent": lambda m: f"%u{ord(m):04X}", "binary": lambda m: f"{ord(m):08b} ",
    "Finnish words": _digits(" ".join(FI)),
    "Swedish words": lambda m: (SV[int(m)] if m.isdigit() else m) + ". ",
    "English in one": lambda m: EN[int(m)].title() if m.isdigit() else m,
    "spoken": lambda m: (SPOKEN[int(m)] if m.isdigit() else m) + " ",
    "roman": lambda m: (ROMAN[int(m)] if m.isdigit() else m) + " ",
    "brackets": lambda m: f"({m}) ", "quotes": lambda m: f'"{m}" ', "objects": lambda m: f'{{"m":"{m}"}},',
    "items": lambda m: f"<li>{m}",
    "rows": lambda m: f"\n{m};",
}  # fmt: skip
WHOLE: dict[str, Writing] = {
    "base64 with words": lambda c: _base64(f"Asiakkaan tunnus {c.date} {c.separator} {c.number}{c.check}"),
    "base64 of wide characters": lambda c: base64.b64encode(str(c).encode("utf-16-le")).decode(),
    "base32": lambda c: base64.b32encode(str(c).encode()).decode(),
    "base64 in two lines": lambda c: _in_two(_base64(f"{c} on asiakkaan tunnus")),
    "data address": lambda c: "data:text/plain;base64," + _base64(f"x {c}"),
    "word of a mail's heading": lambda c: "=?utf-8?B?" + _base64(f"hetu {c}") + "?=",
    "quoted word of a heading": lambda c: "=?utf-8?Q?" + "".join(f"={ord(mark):02X}" for mark in str(c)) + "?=",
    "month by name": lambda c: f"{parts(c)[0]}. {_month(c)}ta {parts(c)[2]} viiva {c.number}{c.check}",
    "different signs": lambda c: f"{c.date[:2]}-{c.date[2:4]}/{c.date[4:]} * {c.separator} * {c.number}.{c.check}",
    "backwards with blanks": lambda c: " ".join(str(c)[::-1]),
    "end first with blanks": lambda c: f"{' '.join(c.separator + c.number + c.check)} ja {' '.join(c.date)}",
    "hash and slash": lambda c: "".join(mark + "#" for mark in c.date) + c.separator + "/".join(c.number + c.check),
}  # fmt: skip


def _month(code: Code) -> str:
    return MONTHS_FI[parts(code)[1] - 1] + "kuu"


def _in_two(text: str) -> str:
    return f"{text[:20]}\n{text[20:]}"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def later_kinds() -> dict[str, Writing]:
    """Every kind of writing by its name."""
    found: dict[str, Writing] = {form: _filled(form) for form in FORMS}
    for name, mark in MARKS.items():
        found[f"{name}, all"] = _marked(mark, 0, 11)
        found[f"{name}, date"] = _marked(mark, 0, 6)
        found[f"{name}, end"] = _marked(mark, 7, 11)
    return found | WHOLE


def _marked(mark: Callable[[str], str], start: int, end: int) -> Writing:
    return lambda c: str(c)[:start] + "".join(map(mark, str(c)[start:end])) + str(c)[end:]


def _filled(form: str) -> Writing:
    def write(code: Code) -> str:
        day, month, short = code.date[:2], code.date[2:4], code.date[4:]
        return form.format(
            d=code.date, s=code.separator, n=code.number, c=code.check, e=code.number + code.check, dd=day, mm=month,
            yy=short,
            y=parts(code)[2],
        )  # fmt: skip

    return write
