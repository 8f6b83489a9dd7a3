"""Cards that keep own workers right: whether a link still holds, and who takes over from a worker who has left."""

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards import Choice, ChoiceSetInput, QueryData

from cards.buttons.own_worker_data import OwnWorkerSaveData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class RenewalView:
    """Links of one worker that end soon. A client is not named: the reader sees when and from what it came to be."""

    links: tuple[Option, ...]
    """Worded: "Lisätty 24.11.2025 · Imatra · K-1042 · päättyy 24.11."."""


def renewal_card(view: RenewalView, t: Translate) -> Card:
    """Which of them go on, and which are forgotten."""
    title = t(
        "Own worker of {count} client: does it still hold?",
        plural="Own worker of {count} clients: does it still hold?",
        count=len(view.links),
    )
    body = [
        heading(title),
        note(t("What is not continued is forgotten after its last day. To look at one client: /own"), "None"),
        ChoiceSetInput(
            id="links",
            label=t("Clients"),
            style="expanded",
            is_multi_select=True,
            wrap=True,
            choices=[Choice(title=one.title, value=one.value) for one in view.links],
        ),
    ]
    go_on = button(t("Continue 12 months"), OwnWorkerSaveData(step="extend"), filled=True)
    return finished(body, [go_on, button(t("Remove"), OwnWorkerSaveData(step="end"))], title, t)


@dataclass(frozen=True, slots=True)
class LeftView:
    """Clients whose own worker has left."""

    count: int
    former: tuple[tuple[str, int], ...]
    """Former workers who are still known for something else, and their clients' number."""
    workers: tuple[Option, ...]


def left_card(view: LeftView, t: Translate) -> Card:
    """One choice moves all of them."""
    title = t(
        "The own worker of {count} client has left: name a new one",
        plural="The own worker of {count} clients has left: name a new one",
        count=view.count,
    )
    body = [
        heading(title),
        note(t("Until then their questions go to the contact persons."), "None"),
        *(line(run(_clients(name, count, t)), gap="None") for name, count in view.former),
        _new_worker(view.workers, t),
    ]
    return finished(body, [button(t("Move all"), OwnWorkerSaveData(step="move"), filled=True)], title, t)


def _clients(name: str, count: int, t: Translate) -> str:
    return t("{name}: {count} client", plural="{name}: {count} clients", name=name, count=count)


def _new_worker(workers: Sequence[Option], t: Translate) -> ChoiceSetInput:
    return ChoiceSetInput(
        id="worker",
        label=t("New own worker"),
        placeholder=t("Own worker: type or choose"),
        style="filtered",
        choices=[Choice(title=one.title, value=one.value) for one in workers],
        choices_data=QueryData(dataset="own_workers"),
    )
