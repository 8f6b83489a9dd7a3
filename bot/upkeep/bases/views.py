"""The list of legal bases and its form, as one reader sees them."""

from collections.abc import Mapping
from dataclasses import replace

from bot.bases import store
from bot.bases.bases import Basis
from bot.bases.basis_lists import GENERAL, Version, own_direction, own_side
from bot.bases.basis_wording import law, properties_changed, says
from bot.turns.authorisation import Member
from bot.turns.work import Work
from bot.upkeep.bases.basis_keeping import may_decide
from cards.bases.basis_changes import VERSIONS_SHOWN, BasisChangesView, BasisVersionView
from cards.bases.basis_list import BasisFormView, BasisListView, BasisRowView, WaitingBasisView
from cards.kit.template import Option
from config.texts import LANGUAGES, Language, texts
from directory.naming import organisation_name
from directory.reference import KELA, Reference
from directory.time.calendar import helsinki_date
from directory.time.time_wording import full_day_words, full_moment_words


async def list_view(
    work: Work, organisation: str, me: Member | None, language: Language, told: str = ""
) -> BasisListView:
    """The organisation's list today, with what waits for those who may decide over it."""
    t, today = texts(language), helsinki_date(work.now)
    lists = work.services.basis_lists.current
    keeps = me is not None and me.contact.is_a("data_protection")
    rows = []
    for basis in lists.of(organisation, today).by_code.values():
        since = lists.since(organisation, basis.code, today)
        allows = says(basis, work.services.reference, language, t)
        allows += [t("from {day}", day=full_day_words(since, t))] if since else []
        may_change = keeps and basis.code != GENERAL
        explained = basis.explanation(language)
        rows.append(
            BasisRowView(basis.code, basis.name(language), law(basis, t), " · ".join(allows), explained, may_change)
        )
    waiting = await store.waiting(work.connection, organisation)
    return BasisListView(
        organisation=organisation_name(work.services.reference, organisation, language),
        rows=tuple(rows),
        waiting=tuple(_waiting(one, me, work, language) for one in waiting if me is not None and may_decide(me, one)),
        may_add=keeps,
        may_look_back=keeps or (me is not None and me.contact.is_a("coordinator")),
        told=told,
    )


async def changes_view(work: Work, organisation: str, language: Language, first: int) -> BasisChangesView:
    """A page of what has been decided over the organisation's list, newest first."""
    found = await store.decided(work.connection, organisation, count=VERSIONS_SHOWN + 1, skip=first)
    return BasisChangesView(
        organisation=organisation_name(work.services.reference, organisation, language),
        versions=tuple(_version(one, work, language) for one in found[:VERSIONS_SHOWN]),
        first=first,
        more=len(found) > VERSIONS_SHOWN,
    )


def form_view(work: Work, organisation: str, basis: Basis | None, language: Language) -> BasisFormView:
    """The form over a basis in force, or empty for a new one."""
    values: dict[str, str] = {"verify_law": "true", "asks": "true"}
    if basis is not None:
        values = {f"name_{one}": basis.names[one] for one in LANGUAGES}
        values |= {f"explanation_{one}": basis.explanations[one] for one in LANGUAGES}
        values |= {"law": basis.law, "topics": ",".join(sorted(basis.topics))}
        flags = {
            "verify_law": basis.verify_law,
            "allows_client": basis.allows_client,
            "asks_consent": basis.asks_consent,
            "asks": own_direction(organisation) in basis.directions,
            "own_worker": own_side(organisation) in basis.own_worker,
        }
        values |= {name: "true" if on else "false" for name, on in flags.items()}
    return BasisFormView(
        code=basis.code if basis else "",
        today=helsinki_date(work.now).isoformat(),
        topics=_topics(work.services.reference, language),
        of_kela=organisation == KELA,
        values=values,
    )


def form_again(form: BasisFormView, sent: Mapping[str, str], problem: str) -> BasisFormView:
    """The form as it was sent, with what to correct."""
    return replace(form, values=sent, problem=problem)


def _waiting(version: Version, me: Member, work: Work, language: Language) -> WaitingBasisView:
    t, reference = texts(language), work.services.reference
    # What is accepted late begins on the day of its acceptance, over what is in force then.
    begins = replace(version, valid_from=max(version.valid_from, helsinki_date(work.now)))
    lists = work.services.basis_lists.current
    changed = properties_changed(begins, lists, reference, language, t)
    since = t("from {day}", day=full_day_words(version.valid_from, t))
    what = t("taken off the list") if not version.in_use else "" if lists.before(begins) else t("a new basis")
    return WaitingBasisView(
        version=version.id,
        name=version.basis.name(language),
        says=" · ".join(part for part in (what, since) if part),
        maker=version.made_by_name,
        changed=changed,
        may_accept=me.contact.directory_id != version.made_by,
        may_reject=True,
    )


def _version(version: Version, work: Work, language: Language) -> BasisVersionView:
    t, lists = texts(language), work.services.basis_lists.current
    moment = full_moment_words(version.decided_at, t) if version.decided_at else ""
    accepted = version.state == "accepted"
    name = version.decided_by_name
    decided = t("Accepted by {name}, {time}", name=name, time=moment)
    refused = t("Rejected by {name}, {time}", name=name, time=moment)
    return BasisVersionView(
        name=version.basis.name(language),
        what="taken_off" if not version.in_use else "changed" if lists.before(version) else "added",
        accepted=accepted,
        maker=version.made_by_name,
        decided=decided if accepted else refused,
        since=t("from {day}", day=full_day_words(version.valid_from, t)),
        changed=properties_changed(version, lists, work.services.reference, language, t),
    )


def _topics(reference: Reference, language: Language) -> tuple[Option, ...]:
    named = sorted((one.name(language), slug) for slug, one in reference.topics.items())
    return tuple(Option(slug, name) for name, slug in named)
