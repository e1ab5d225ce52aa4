"""What authors of content packs ask for: is all well with a pack, what is in it, how does an item look, do its links work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from adapters.authors.links import Link, check_links
from adapters.authors.python_process import verify
from adapters.clock import present
from adapters.links import HttpLinkProbe
from bot.domain.challenge import Case, Challenge, Limits
from bot.domain.code_grading import Outcome
from bot.domain.items import ContentItem, Findable, kind_of
from bot.domain.lookup import Resource
from bot.domain.roadmap import Week
from bot.domain.variant import variant_of
from bot.interface.call import Actor, Call, Place, Request
from bot.interface.card import Card
from bot.ports.sandbox import NOBODYS, Sandbox, Whose
from bot.ports.unit import Admission
from bot.shared.challenge_card import Asked, explanation, hint_blocks, posed
from bot.shared.item_card import item_card, whole_item_blocks
from bot.text import t
from bot.wiring.core import CONTENT, open_core, prepare_database
from bot.wiring.sandbox import sandbox_if_installed
from content.faults import Fault
from content.loader import HEADER, load_pack
from content.statistics import Statistics, statistics
from content.validation import validate
from storage.bodies import read_item

TOLD_EVERY = 50
"""After how many solutions that were tried it is said how far a check of a pack is."""


class NoSuchItem(Exception):
    """There is nothing to preview; the text says why."""


@dataclass(slots=True)
class _Counting:
    """A sandbox that tells how many pieces of code it has run."""

    sandbox: Sandbox
    tell: Callable[[str], None]
    ran: int = 0

    async def run(
        self, code: str, function: str, cases: Sequence[Case], limits: Limits, whose: Whose = NOBODYS
    ) -> Sequence[Outcome]:
        outcomes = await self.sandbox.run(code, function, cases, limits, whose)
        self.ran += 1
        if self.ran % TOLD_EVERY == 0:
            self.tell(f"… {self.ran} solutions tried")
        return outcomes


async def faults(folder: Path, tell: Callable[[str], None]) -> tuple[Fault, ...]:
    """Everything that is wrong with a pack; solutions are tried if the sandbox is installed. `tell` hears how far it is.

    Its ids are compared with those of the packs that ship and of the packs that lie beside it.
    """

    async def verify_told(pieces: Sequence[str]) -> Sequence[bool | str]:
        tell(f"Running {len(pieces)} {'piece' if len(pieces) == 1 else 'pieces'} of its Python …")
        return await verify(pieces)

    tell("Reading the pack …")
    with sandbox_if_installed() as sandbox:
        if sandbox is None:
            tell("No solution is tried: the sandbox is not installed (`python3 bootstrap.py --sandbox`).")
        return await validate(folder, sandbox and _Counting(sandbox, tell), verify_told, _beside(folder))


def _beside(folder: Path) -> list[Path]:
    """The folders of the other packs that ship or lie beside one."""
    own = folder.resolve()
    headers = (header for parent in (CONTENT, own.parent) for header in parent.glob(f"*/{HEADER}"))
    return sorted({header.parent for header in headers} - {own})


def tables(folder: Path) -> tuple[Statistics, ...]:
    """The tables of what is in a pack. Raises ContentError if it has faults."""
    return statistics(_items(folder))


async def links(folder: Path, tell: Callable[[Link], None]) -> list[Link]:
    """The result for the address of each active resource. Raises ContentError if the pack has faults."""
    resources = [item for item in _items(folder) if isinstance(item, Resource) and item.status == "active"]
    return await check_links({resource.id: resource.url for resource in resources}, tell, HttpLinkProbe())


async def preview(folder: Path, id: str, seed: int) -> list[Card]:
    """The cards that members get of an item; `seed` chooses the variant. Raises ContentError if the pack has faults, NoSuchItem
    if the item is not there."""
    item = next((item for item in _items(folder) if item.id == id), None)
    if item is None:
        example = "an id is a kind, a full stop and a slug, such as `week.first-steps`"
        raise NoSuchItem(f"The pack has no item `{id}`; {example}. It is {folder}; name another after the id.")
    if isinstance(item, Challenge):
        return _challenge(item, seed)
    if isinstance(item, Findable):
        return await _opened(folder, item)
    raise NoSuchItem(f"A {kind_of(item)} has no card of its own.")


def preview_page(title: str, cards: Sequence[Card]) -> str:
    """The cards as Discord and Slack show them, as a page of HTML."""
    # Nothing else that is started from the command line needs these; a bot starts sooner without them.
    from adapters.authors.preview import Drawn, page
    from adapters.discord.render import layout
    from adapters.slack.render import blocks

    return page(title, [Drawn(layout(card).to_components(), blocks(card)) for card in cards])


def write_page(title: str, cards: Sequence[Card], file: Path | None) -> Path:
    """Write the page of a preview to a file, or to one in a new temporary folder, and return its path. Raises OSError."""
    file = file or Path(mkdtemp(prefix="cairn-")) / "preview.html"
    file.write_text(preview_page(title, cards), encoding="utf-8")
    return file


def _challenge(challenge: Challenge, seed: int) -> list[Card]:
    """As it is posted, with all its hints, and with its solution."""
    call = Call("challenge answer", {})
    asked = Asked(challenge, variant_of(challenge, seed), call)
    helped = Asked(challenge, asked.variant, call, len(challenge.hint))
    return [
        Card(t("As it is posted"), posed(asked, public=True)),
        Card(t("With its hints"), hint_blocks(helped)),
        Card(t("Its solution"), explanation(asked)),
    ]


async def _opened(folder: Path, item: Findable) -> list[Card]:
    """The card of an item, drawn over a database that holds this pack alone; of a week also what is behind More."""

    async def drawn(admission: Admission) -> list[Card]:
        card = await item_card(admission.unit, item, present())
        whole = (Card(card.title, await whole_item_blocks(admission.unit, item, present())),) if isinstance(item, Week) else ()
        return [card, *whole]

    with TemporaryDirectory() as temporary:
        database = f"sqlite:///{Path(temporary) / 'preview.db'}"
        await prepare_database(database, present, [folder])
        async with open_core(database, present, {}) as core:
            actor, where = Actor("preview", "author", "Author"), Place("preview", "space", "channel")
            request = Request("preview", Call("help"), actor, where, "command", present())
            return await core.units.admit(request, drawn, write=True)


def _items(folder: Path) -> list[ContentItem]:
    return [read_item(item.kind, item.body) for item in load_pack(folder).items]
