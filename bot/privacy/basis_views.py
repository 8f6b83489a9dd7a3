"""The list of legal bases and its form, as one reader sees them."""

from collections.abc import Mapping

from bot.privacy import basis_store
from bot.privacy.authorisation import Member
from bot.privacy.bases import Basis, law_words, reminded
from bot.privacy.basis_keeping import may_decide
from bot.privacy.basis_lists import GENERAL, Version
from bot.turns.work import Work
from cards.basis_list import BasisFormView, BasisListView, BasisRowView, WaitingBasisView
from cards.template import Option
from config.texts import LANGUAGES, Language, Translate, texts
from directory.calendar import helsinki_date
from directory.naming import organisation_name
from directory.reference import Reference
from directory.time_wording import full_day_words


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
        says = [*_says(basis, work.services.reference, language, t)]
        says += [t("from {day}", day=full_day_words(since, t))] if since else []
        may_change = keeps and basis.code != GENERAL
        explained = basis.explanation(language)
        rows.append(
            BasisRowView(basis.code, basis.name(language), _law(basis, t), " · ".join(says), explained, may_change)
        )
    waiting = await basis_store.waiting(work.connection, organisation)
    return BasisListView(
        organisation=organisation_name(work.services.reference, organisation, language),
        rows=tuple(rows),
        waiting=tuple(_waiting(one, me, work, language) for one in waiting if me is not None and may_decide(me, one)),
        may_add=keeps,
        told=told,
    )


def form_view(work: Work, basis: Basis | None, language: Language) -> BasisFormView:
    """The form over a basis in force, or empty for a new one."""
    values: dict[str, str] = {"verify_law": "true"}
    if basis is not None:
        values = {f"name_{one}": basis.names[one] for one in LANGUAGES}
        values |= {f"explanation_{one}": basis.explanations[one] for one in LANGUAGES}
        values |= {"law": basis.law, "topics": ",".join(sorted(basis.topics))}
        flags = {
            "verify_law": basis.verify_law,
            "allows_client": basis.allows_client,
            "asks_consent": basis.asks_consent,
        }
        values |= {name: "true" if on else "false" for name, on in flags.items()}
    return BasisFormView(
        code=basis.code if basis else "",
        today=helsinki_date(work.now).isoformat(),
        topics=_topics(work.services.reference, language),
        values=values,
    )


def form_again(work: Work, sent: Mapping[str, str], code: str, problem: str, language: Language) -> BasisFormView:
    """The form as it was sent, with what to correct."""
    today = helsinki_date(work.now).isoformat()
    return BasisFormView(code, today, _topics(work.services.reference, language), sent, problem)


def _waiting(version: Version, me: Member, work: Work, language: Language) -> WaitingBasisView:
    t, reference = texts(language), work.services.reference
    says = _whole(version.basis, reference, language, t) if version.in_use else t("taken off the list")
    since = t("from {day}", day=full_day_words(version.valid_from, t))
    now = work.services.bases_of(version.organisation).by_code.get(version.basis.code)
    return WaitingBasisView(
        version=version.id,
        name=version.basis.name(language),
        says=f"{says} · {since}",
        maker=version.made_by_name,
        before=f"{now.name(language)} · {_whole(now, reference, language, t)}" if now else "",
        may_accept=me.contact.directory_id != version.made_by,
        may_reject=True,
    )


def _whole(basis: Basis, reference: Reference, language: Language, t: Translate) -> str:
    return " · ".join((*_says(basis, reference, language, t), _law(basis, t)))


def _law(basis: Basis, t: Translate) -> str:
    law = law_words(basis.law, t)
    return reminded(law, t) if basis.verify_law else law


def _says(basis: Basis, reference: Reference, language: Language, t: Translate) -> list[str]:
    client = t("a client may be referred to") if basis.allows_client else t("no client")
    parts = [client[:1].upper() + client[1:]]
    parts += [t("asks for consent")] if basis.asks_consent else []
    names = [reference.topics[one].name(language) for one in sorted(basis.topics) if one in reference.topics]
    return [*parts, t("only: {topics}", topics=", ".join(names))] if names else parts


def _topics(reference: Reference, language: Language) -> tuple[Option, ...]:
    named = sorted((one.name(language), slug) for slug, one in reference.topics.items())
    return tuple(Option(slug, name) for name, slug in named)
