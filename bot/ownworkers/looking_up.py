"""Who is the client's own worker? Told only on a basis that allows it; each question is logged, however it ends."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ownworkers import store
from bot.ownworkers.model import worker_of
from bot.ownworkers.own_worker_form import Filled, FormRules
from bot.privacy.hetu import Hetu
from bot.turns.logged import note
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import Work
from directory.people.contacts import Contact
from directory.reference import KELA

ASKED, NOT_KNOWN = "own_worker_asked", "own_worker_not_known"
"""What the access log calls a question: one with an answer (or refused), and one to which no worker was known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be told. `not_told` comes without looking: it is the same whether or not there is a worker."""

    state: Literal["told", "not_known", "not_told"]
    worker: Contact | None = None
    until: date | None = None


def pseudonym_of(services: Services, client: Hetu, county: str) -> str:
    """The client's pseudonym between the county and Kela: what one county keeps cannot be joined with another's."""
    return services.pseudonymiser.pseudonym(client, county, KELA)


async def ask(work: Work, turn: Turn, filled: Filled, rules: FormRules) -> Answer:
    """What may be told to whoever filled the form. The question has a row in the access log, however it ends."""
    answer = await look(work.connection, filled, rules)
    note(
        work,
        turn,
        NOT_KNOWN if answer.state == "not_known" else ASKED,
        basis=filled.logged_basis,
        pseudonym=pseudonym_of(work.services, filled.client, filled.county),
        refused=answer.state == "not_told",
    )
    return answer


async def look(connection: AsyncConnection, filled: Filled, rules: FormRules) -> Answer:
    """The same without having been asked: for what has to be known before."""
    if rules.asker not in rules.bases.by_code[filled.basis].own_worker:
        return Answer("not_told")
    pseudonym = pseudonym_of(rules.services, filled.client, filled.county)
    found = await store.find(connection, filled.county, pseudonym)
    worker = worker_of(found.link, rules.directory, rules.today) if found else None
    return Answer("told", worker, found.link.until) if found and worker else Answer("not_known")
