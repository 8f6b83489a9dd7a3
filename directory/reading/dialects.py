"""Words as dialects say them: the sounds that differ from the written language, by rule, not word by word.

Only words that are not known as they stand are read so: `maa` may be said `mua`, but `lupa` is no dialect.
"""

import re

_EVERYWHERE = (
    (re.compile(r"(?<![aeouyäö])i[ij](?=[aeouyäö])"), "i"),  # Kuopijo, asija
    (re.compile(r"u[uv](?=[aeo])"), "u"),  # kauvan
    (re.compile(r"([aeiouyäö])([lhrn])\1(?=[bfghjkmpvs])"), r"\1\2"),  # kolome, velaka, vanahus
    (re.compile(r"(?<=[aeouyäö]i)j(?=[aeouyäö])"), "d"),  # hoijetaan, meijän
    (re.compile(r"([aoä])e(?=[^aeiouyäö])"), r"\1i"),  # laena, poeka
    (re.compile(r"(?<=[aeiouyäö])([klmnprstvh])\1(?=([aeiouyäö])\2)"), r"\1"),  # rahhaa, tullee
)
"""What is written otherwise wherever it is heard."""
_EITHER = (
    (re.compile(r"ua|oa(?=\w)"), "aa"),  # vuara, moan
    (re.compile(r"ua"), "uo"),  # ruaka
    (re.compile(r"[ie]ä"), "ää"),  # hiätö, leäke
    (re.compile(r"iä"), "ie"),  # tiätää
    (re.compile(r"yä"), "yö"),  # tyä
    (re.compile(r"oo$"), "aa"),  # ruokoo
    (re.compile(r"ee$"), "ää"),  # leipee
)
"""Vowels that stand for one in the East and for another in the West: each is tried."""


def as_written(word: str) -> tuple[str, ...]:
    """The words of the written language that a word in lower case may be; empty when nothing of it is dialect."""
    plain = word
    for heard, written in _EVERYWHERE:
        plain = heard.sub(written, plain)
    found = dict.fromkeys(heard.sub(written, base) for base in (plain, word) for heard, written in _EITHER)
    return tuple(one for one in dict.fromkeys((plain, *found)) if one != word)
