"""Lines of offices, full of dates, sums and numbers, are neither stopped nor asked about."""

import re
from collections.abc import Sequence

from bot.privacy.guarding import removed_words
from config.texts import texts
from directory.guard.code_pieces import TEXTS_AT_MOST, Around
from directory.guard.finding import Kind, check, makes_a_code
from tests.known import DIRECTORY
from tests.privacy.hurried_sentences import HURRIED
from tests.privacy.official_sentences import SENTENCES, official_numbers, varied
from tests.privacy.ordinary_sentences import HAND_WRITTEN, ordinary_sentences

WORDS = removed_words(texts("fi"))
PUBLIC = DIRECTORY.public_details
WRITTEN = (*HURRIED, *SENTENCES, *HAND_WRITTEN)


def alarms(sentences: Sequence[str]) -> list[tuple[str, str]]:
    return [(kind, one) for one in sentences for kind in check(one, WORDS, PUBLIC).kinds]


def test_of_more_than_five_hundred_sentences_written_by_hand_none_is() -> None:
    assert len({re.sub(r"[\W\d_]+", " ", one) for one in WRITTEN}) > 500
    assert alarms(WRITTEN) == []


def test_none_makes_a_code_with_what_was_written_before_it() -> None:
    said = [(one, WRITTEN[max(0, place - TEXTS_AT_MOST) : place]) for place, one in enumerate(WRITTEN)]
    assert [one for one, before in said if makes_a_code(one, Around(before))] == []


def test_of_the_same_sentences_with_other_numbers_one_in_five_hundred_may_be() -> None:
    found = alarms(list(varied(SENTENCES, 3_000, seed=5)))
    assert len([kind for kind, _ in found if kind == Kind.HETU]) <= 5, found
    assert len(found) <= 10, found


def test_of_the_hurried_ones_with_other_numbers_hardly_one_is_stopped() -> None:
    """Other numbers make other telephone numbers, of which nobody knows that they are an office's."""
    found = alarms(list(varied(HURRIED, 3_000, seed=5)))
    assert len([kind for kind, _ in found if kind != Kind.PHONE]) <= 2, found


def test_of_twenty_thousand_numbers_of_offices_hardly_one_is() -> None:
    found = alarms(list(official_numbers(20_000, seed=7)))
    assert len(found) <= 10, found


def test_of_generated_ones_almost_none_is() -> None:
    found = alarms(list(ordinary_sentences(4_000)))
    assert len(found) <= 20, found[:10]
