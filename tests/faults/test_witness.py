"""What the witness would tell of a bot that loses, doubles, turns round or shows to others."""

import pytest

from tests.faults.failing_teams import Sent
from tests.faults.mortal_office import Installation
from tests.faults.witness import Witness

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def counts(office: Installation, *sent: Sent, unheard: tuple[Sent, ...] = ()) -> dict[str, int]:
    """Of what was sent, where Liisa is to read "first" and then "second", and nobody else."""
    witness, liisa = Witness(), office.office.of("KELA", "Liisa")
    for words in ("first", "second"):
        witness.expect(words, liisa)
        witness.only_for(words, liisa)
    office.teams.sent[:], office.teams.unheard[:] = sent, unheard
    return {name: count for name, count in (await witness.judge(office)).counts.items() if count}


async def test_each_kind_of_fault_is_told(office: Installation) -> None:
    chat = office.office.of("KELA", "Liisa").chat
    first, second, again = Sent(chat, "first", "1"), Sent(chat, "second", "2"), Sent(chat, "first", "3")
    assert await counts(office, first, second) == {}
    assert await counts(office, first) == {"lost": 1}
    assert await counts(office, first, second, again) == {"doubled": 1}
    assert await counts(office, first, second, again, unheard=(first,)) == {"sent_again": 1}
    assert await counts(office, second, first) == {"reordered": 1}
    assert await counts(office, first, second, Sent("a:other", "first", "4")) == {"leaked": 1}
    assert await counts(office, first, second, Sent(chat, "010594Y9032", "5")) == {"leaked": 1}
