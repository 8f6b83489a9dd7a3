"""What people do with a question, each step beside what the witness then expects of it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count

from tests.faults.mortal_office import Installation
from tests.faults.witness import Witness, number_on
from tests.turns.consents import CODE, ORAL
from tests.turns.office import Person, Shown, words_of

NOT_SAVED = "mitään tallennettu"
"""Of what is said when something went wrong, or when Kuntayhteys is busy."""
SIGNS = count(10_001)


def sign() -> str:
    """Words that stand nowhere else."""
    return f"viite {next(SIGNS)}"


class NotDoneError(Exception):
    """The person was told that nothing was saved."""


@dataclass
class Matter:
    """One question of Liisa's to a county, which somebody of three takes."""

    office: Installation
    witness: Witness
    liisa: Person
    taker: Person
    others: tuple[Person, ...]
    """Who is asked as well."""
    number: int = 0
    """Of the question, once it has been sent."""
    taken: bool = False
    closed: bool = False

    async def consult(self) -> None:
        await self._types("/consult Lappeenranta asumistuki")

    async def send(self) -> None:
        words = sign()
        form = self.liisa.card_of("consultation.send")
        await self._presses(
            self.liisa, form, "consultation.send", question=f"Voitteko auttaa? {words}.", client=CODE, **ORAL
        )
        self.number = number_on(self.liisa.main_card())
        self.witness.expect(words, self.taker, *self.others)
        self.witness.only_for(words, *self._all)
        self._stands("Uusi", self.taker, *self.others)

    async def claim(self) -> None:
        await self._presses(self.taker, self.card("consultation.claim"), "consultation.claim")
        self.taken = True
        self.witness.expect(f"{self.taker.actor.name} otti kysymyksen K-{self.number}.", self.liisa)
        self._stands(f"{self.taker.actor.name} otti tämän", self.liisa, *self.others)
        self._stands("Otettu", self.taker)

    async def reply(self) -> None:
        words = sign()
        await self._presses(
            self.taker, self.card("consultation.close"), "consultation.reply", text=f"Kyllä, soitan. {words}."
        )
        self._said(words, self.liisa)
        self._stands("Vastattu", self.liisa, self.taker)

    async def ask_on(self) -> None:
        words = sign()
        await self._types(f"/reply K-{self.number} Vielä yksi asia. {words}.")
        self._said(words, self.taker)

    async def close(self) -> None:
        await self._presses(
            self.taker, self.card("consultation.close"), "consultation.close", outcome="kela_can_decide"
        )
        self.closed = True
        self.witness.expect(f"sulki kysymyksen K-{self.number}", self.liisa)
        self._stands("Suljettu")

    async def _presses(self, person: Person, shown: Shown, verb: str, **inputs: object) -> None:
        if NOT_SAVED in words_of(await person.presses(shown, verb, **inputs)):
            raise NotDoneError

    async def _types(self, words: str) -> None:
        before = len(self.liisa.sees())
        await self.liisa.types(words)
        if any(NOT_SAVED in one.words for one in self.liisa.sees()[before:]):
            raise NotDoneError

    def card(self, verb: str) -> Shown:
        """The taker's card of this question; also where it came twice."""
        return next(
            one for one in reversed(self.taker.sees()) if one.has(verb) and re.search(rf"K-{self.number}\b", one.words)
        )

    @property
    def _all(self) -> tuple[Person, ...]:
        return (self.liisa, self.taker, *self.others)

    def _stands(self, words: str, *people: Person) -> None:
        for person in people or self._all:
            self.witness.stands[person.chat, self.number] = words

    def _said(self, words: str, to: Person) -> None:
        self.witness.expect(words, to)
        self.witness.only_for(words, self.liisa, self.taker)


Step = Callable[[Matter], Awaitable[None]]
STEPS: tuple[Step, ...] = (Matter.consult, Matter.send, Matter.claim, Matter.reply, Matter.ask_on, Matter.close)


def new_matter(office: Installation, witness: Witness) -> Matter:
    """With the sample's people: Maija takes what three are asked."""
    people = office.office
    others = (people.contact("Kalle Malli"), people.contact("Otto Testi"))
    return Matter(office, witness, people.of("KELA", "Liisa"), people.contact("Maija Esimerkki"), others)
