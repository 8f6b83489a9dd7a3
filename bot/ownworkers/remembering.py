"""*Muista minut*: at the end of a matter its county worker is remembered as the client's own, with consent."""

from sqlalchemy import select

from bot.bases.consent import CONSENTS, Consent
from bot.consultation.acting.acting import Acting
from bot.consultation.rules import model
from bot.consultation.rules.model import Consultation
from bot.consultation.stored.store import CONSULTATION
from bot.errors import Expected
from bot.ownworkers import store
from bot.ownworkers.adding import ADDED, not_for_you
from bot.ownworkers.model import Link, may_be_own_worker, usual_end
from bot.ownworkers.own_worker_form import CONSENT
from bot.turns.logged import note
from directory.people.contacts import DirectoryId
from directory.time.calendar import helsinki_date


def chosen_consent(code: str) -> Consent:
    """Who consented and how. Raises Expected when it was not chosen."""
    found = next((one for one in CONSENTS if one.code == code), None)
    if found is None:
        raise Expected(
            lambda t: t("Choose who gave the consent and how. Nothing was saved."), code="no_consent", keeps_card=True
        )
    return found


async def remember(act: Acting, consent: Consent) -> Consultation:
    """Stores the link between the matter's client and the actor; pressed again, nothing changes.

    Raises Expected for anybody but the county's worker of the matter, and when the directory does not know them.
    """
    case, work = act.case, act.work
    after = model.remember(case, act.person)
    if after == case:
        return case
    worker = work.directory.person(DirectoryId(act.person.tenant_id, act.person.aad_object_id))
    if worker is None or not may_be_own_worker(worker, case.county):
        raise not_for_you()
    pseudonym = await work.connection.scalar(
        select(CONSULTATION.c.client_pseudonym).where(CONSULTATION.c.number == case.number)
    )
    today = helsinki_date(work.now)
    link = Link(case.county, str(pseudonym), worker.id, usual_end(today), case.municipality)
    told = store.Told("consultation", work.now, worker.id, CONSENT, consent, today)
    await store.put(work.connection, [link], told)
    remembered = await act.becomes(after)
    note(work, act.turn, ADDED, case.number, basis=f"{CONSENT}:{consent.code}", pseudonym=link.pseudonym)
    return remembered
