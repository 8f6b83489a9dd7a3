"""The texts among which a code may be spread: what the same person wrote before and after, bounded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TEXTS_AT_MOST = 8
"""On each side: who spreads a code over more messages than this, does it on purpose and finds other ways."""
END_OF_TEXT = 120
"""Characters: nearer together the parts of a code have to stand in any case."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the same writer wrote before a text and after it, in order."""

    before: Sequence[str] = ()
    after: Sequence[str] = ()

    def readings(self) -> Iterator[tuple[str, str]]:
        """What may be read before the text and after it: everything in order, and each other text alone with it."""
        before, after = list(map(_ends, self.before[-TEXTS_AT_MOST:])), list(map(_ends, self.after[:TEXTS_AT_MOST]))
        if before or after:
            yield "\n".join(before), "\n".join(after)
        if len(before) + len(after) > 1:
            yield from ((one, "") for one in before)
            yield from (("", one) for one in after)


ALONE = Around()


def _ends(text: str) -> str:
    """Beginning and end of a long text: a piece in its middle is not one that somebody goes on from."""
    return text if len(text) <= 2 * END_OF_TEXT else f"{text[:END_OF_TEXT]}\n\n{text[-END_OF_TEXT:]}"
