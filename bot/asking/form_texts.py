"""The free texts of the consult form: the question and the reason. What is missing, too long, or may not be sent."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.asking.facts import LONGEST_REASON
from bot.privacy.guarding import kind_names, removed_words
from cards.asking.consult_view import Answers, Problem
from cards.kit.limits import MESSAGE_LENGTH
from config.texts import Translate
from directory.guard.code_pieces import Around
from directory.guard.finding import Kind, check


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers with their texts as they may be kept, and what has to be corrected."""

    answers: Answers
    problems: tuple[Problem, ...]
    with_personal_data: bool = False
    """The texts hold a telephone number or the like, which the asker sends all the same."""


def check_texts(answers: Answers, public: Collection[str], t: Translate, *, reason_asked: bool) -> Checked:
    """Checks both texts. `public`: telephone numbers and addresses that are nobody's secret."""
    answers, problems = _checked_question(answers, t)
    if reason_asked:
        answers, wrong = _checked_reason(answers, t)
        problems += wrong
    if problems:
        return Checked(answers, tuple(problems))
    question, reason = (check(one, removed_words(t), public) for one in (answers.question, answers.reason))
    asks = question.asks or reason.asks
    if not asks or answers.asked_about_data:
        return Checked(answers, (), with_personal_data=asks)
    cleaned = replace(answers, question=question.cleaned, reason=reason.cleaned, asked_about_data=True)
    return Checked(cleaned, (_personal_data(kind_names(question.kinds | reason.kinds, t), t),))


def _checked_question(answers: Answers, t: Translate) -> tuple[Answers, list[Problem]]:
    question = answers.question
    numbers = [value for value in answers.fields.values() if value.isdigit()]
    found = check(question, removed_words(t), around=Around([], numbers))
    if found.stops or Kind.HETU_PIECE in found.kinds:
        return replace(answers, question=found.cleaned), [_identity_code(t)]
    if not question:
        title = t("The question is missing")
        return answers, [Problem("question", title, t("Write the question first. Nothing was sent."))]
    if len(question) > MESSAGE_LENGTH:
        return replace(answers, question=question[:MESSAGE_LENGTH]), [_too_long(len(question), t)]
    return answers, []


def _checked_reason(answers: Answers, t: Translate) -> tuple[Answers, list[Problem]]:
    """The reason of a demanding case: it is there, short, and holds no identity code alone or with the question."""
    reason = answers.reason
    found = check(reason, removed_words(t))
    if found.stops or check(f"{answers.question}\n{reason}", removed_words(t)).stops:
        cleaned = replace(answers, reason=found.cleaned if found.stops else "")
        title = t("The reason held an identity code")
        return cleaned, [Problem("reason", title, t("It was taken out and nothing was sent. Check the reason."))]
    if not reason:
        title = t("The reason is missing")
        text = t("Write why this is a demanding case, or call. Nothing was sent.")
        return answers, [Problem("reason", title, text)]
    if len(reason) > LONGEST_REASON:
        title = t("The reason is too long")
        text = t(
            "{limit} characters fit. The end was left out of the field below. Nothing was sent.", limit=LONGEST_REASON
        )
        return replace(answers, reason=reason[:LONGEST_REASON]), [Problem("reason", title, text)]
    return answers, []


def _identity_code(t: Translate) -> Problem:
    return Problem(
        "question",
        t("The question held an identity code"),
        t("The code was taken out of the text and nothing was sent. An identity code belongs only in the part Client."),
    )


def _personal_data(found: str, t: Translate) -> Problem:
    return Problem(
        "question",
        t("Is this needed: {found}?", found=found),
        t("It was taken out below and nothing was sent. Send it like this, or write it again if it is needed."),
    )


def _too_long(length: int, t: Translate) -> Problem:
    return Problem(
        "question",
        t("The question is too long"),
        t(
            "It has {length} characters; {limit} fit. The end was left out of the field below. "
            "Shorten it; nothing was sent.",
            length=length,
            limit=MESSAGE_LENGTH,
        ),
    )
