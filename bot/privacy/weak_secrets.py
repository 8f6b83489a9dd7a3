"""Secrets that look random and are not: sequences, repeated patterns, digests of common words, another secret again.

No check can tell a digest of an uncommon word from random bytes: SECURITY.md says so.
"""

import hashlib
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import pairwise, product

_WORDS = """
salasana salainen salaisuus avain pippuri suola kissa koira testi testaus demo esimerkki oletus pohja suomi kela
hyvinvointialue kuntayhteys toimeentulotuki eksote ekhva helsinki lappeenranta kesä talvi syksy kevät perkele hetu
moi terve kuningas aurinko hemlig hemligt lösenord lösen nyckel peppar salt sommar vinter sverige finland katt hund
exempel test testing example default secret password passwd pass passphrase key pepper admin administrator root user
guest login welcome letmein changeme change_me change-me qwerty qwertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm abc
abcdef abcdefgh monkey dragon master shadow sunshine princess football baseball iloveyou trustno1 superman batman
hello hello_world helloworld foo foobar bar baz bot teams microsoft azure fernet token secretkey secret_key apikey
production prod staging dev development local localhost database postgres postgresql sqlite 1 12 123 1234 12345
123456 1234567 12345678 123456789 1234567890 0 00000000 11111111 2024 2025 2026 2027
"""
_ENDINGS = ("", "1", "12", "123", "1234", "!", "2025", "2026")
_DIGESTS = (hashlib.sha256, hashlib.sha3_256, hashlib.blake2s, hashlib.sha512, hashlib.blake2b, hashlib.md5)
_ROWS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz0123456789")
_NEXT_TO = frozenset(pair for row in _ROWS for line in (row, row[::-1]) for pair in pairwise(line))
_HEXADECIMAL = re.compile(r"[0-9a-f]+")
"""Of sixteen signs, random ones leave out one or more in every fourth secret of 32 bytes."""
LONG_ENOUGH = 16
"""Characters or bytes of a secret from which on holding it is no chance."""


def is_weak_key(raw: bytes) -> bool:
    """Whether these 32 bytes are a text, a pattern or a common word's digest."""
    # Thirty-two random bytes hold about thirty different ones, with as many different steps between them.
    steps = [(after - before) % 256 for before, after in pairwise(raw)]
    turns = [(after - before) % 256 for before, after in pairwise(steps)]
    pattern = len(set(raw)) < 20 or len(set(steps)) < 12 or len(set(turns)) < 12
    return pattern or all(32 <= byte < 127 for byte in raw) or _is_digest(raw)


def is_weak_text(text: str) -> bool:
    """Whether somebody has typed it by a pattern, or it is written from a common word's digest."""
    plain = text.strip().casefold()
    followed = sum(pair[0] == pair[1] or pair in _NEXT_TO for pair in pairwise(plain))
    return (
        len(plain.encode()) < 32
        or len(set(plain)) < 12
        or len(set(text)) < (12 if _HEXADECIMAL.fullmatch(plain) else 16)
        or 2 * followed >= len(plain) - 1
        or plain in (2 * plain)[1:-1]
        or _repeats(plain)
        or any(_is_digest(raw[:32]) or (len(raw) == 32 and is_weak_key(raw)) for raw in _read(text))
    )


def is_same(one: str, other: str) -> bool:
    """Whether they are one secret, or one stands in the other, in whatever dress: blanks, case, encoding, backwards."""
    return any(
        a == b or (len(a) >= LONG_ENOUGH and a in b) or (len(b) >= LONG_ENOUGH and b in a)
        for a, b in product(_forms(one), _forms(other))
        if a and b
    )


def _repeats(text: str) -> bool:
    """Whether it is one piece again and again, the last time perhaps not to its end."""
    return any(text.startswith(text[length:]) for length in range(1, len(text) // 2 + 1))


def _forms(secret: str) -> set[bytes]:
    bare = secret.strip().strip("=")
    plain = bare.casefold().encode()
    return {bare.encode(), plain, plain[::-1], *_read(secret)}


def _read(text: str) -> Iterator[bytes]:
    """The bytes that the text may be a writing of."""
    stripped = text.strip()
    with suppress(ValueError):
        yield bytes.fromhex(stripped)
    bare = stripped.rstrip("=").replace("+", "-").replace("/", "_")
    with suppress(ValueError):
        yield urlsafe_b64decode(bare + "=" * (-len(bare) % 4))


def _is_digest(raw: bytes) -> bool:
    """Whether it is one of a common word, cut to a key's length."""
    return len(raw) >= LONG_ENOUGH and raw in _digests()


@cache
def _digests() -> bytes:
    """Of common words, as somebody makes them at a prompt: with and without a line end. One behind the other, because
    as a set of objects they would take six times the memory."""
    spelt = {case(word) for word in _WORDS.split() for case in (str.lower, str.upper, str.capitalize)}
    texts = [f"{word}{ending}{end}".encode() for word, ending, end in product(spelt, _ENDINGS, ("", "\n"))]
    return b"".join(digest(one, usedforsecurity=False).digest()[:32] for digest in _DIGESTS for one in texts)
