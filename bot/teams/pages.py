"""The three public pages the Teams app package links to: what the bot is, privacy, terms of use; in all languages."""

from collections.abc import Callable
from html import escape

from config.texts import LANGUAGES, Translate, texts

Words = Callable[[Translate], tuple[str, ...]]
"""A heading and its paragraphs."""


def about(t: Translate) -> tuple[str, ...]:
    """What the bot is for."""
    return (
        t("Kuntayhteys"),
        t(
            "Kuntayhteys is a Teams bot through which Kela and the wellbeing services counties reach "
            "each other's named staff."
        ),
        t("It is used in Teams by the staff of these organisations. Clients cannot use it."),
    )


def privacy(t: Translate) -> tuple[str, ...]:
    """What is kept of people, and for how long."""
    return (
        t("Privacy"),
        t("The bot stores the questions and answers of the staff, who asked and answered, and what came of it."),
        t(
            "A client's identity code is sealed at once, shown only to those taking part, and "
            "destroyed when the question is closed or the follow-up agreed on has been handled. "
            "Each look is logged. Never write it in messages."
        ),
        t("Files are not passed on. Channel messages that do not belong to a question are not stored."),
        t("The controller is the organisation that uses the bot. Its data protection officer answers questions."),
    )


def terms(t: Translate) -> tuple[str, ...]:
    """What the users have agreed to."""
    return (
        t("Terms of use"),
        t("The bot is for the staff of Kela and the wellbeing services counties in their official duties."),
        t("Client data is discussed only on a legal basis that is chosen on the form."),
        t("Urgent matters are handled by telephone. In an emergency call 112."),
    )


HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kuntayhteys</title><style>'
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#242424}"
    "h1{font-size:1.3rem}</style>"
)
PAGES: dict[str, Words] = {"/": about, "/privacy": privacy, "/terms": terms}


def page(words: Words) -> str:
    """One page, Finnish first."""
    parts = []
    for language in LANGUAGES:
        heading, *paragraphs = words(texts(language))
        body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
        parts.append(f'<section lang="{language}"><h1>{escape(heading)}</h1>{body}</section>')
    return f'<!doctype html><html lang="fi"><head>{HEAD}</head><body>{"".join(parts)}</body></html>'
