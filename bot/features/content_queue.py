"""What waits for moderators: suggestions, look-ups that found nothing, and broken links, in one queue with pages of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Annotated, Any, Literal

from annotated_types import Ge

from bot.domain.lookup import Suggestion
from bot.domain.sameness import page_of
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, fits, texts_of
from bot.interface.command import Access, Commands
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.interface.phone import shortest_cut
from bot.interface.prefill import Prefill
from bot.shared.broken_links import broken_acts, broken_line, broken_links
from bot.shared.content_draft import draft_blocks, own_contents, preview
from bot.shared.declined_suggestions import declined_as, declined_line, declined_suggestions
from bot.shared.pages import more_lines, on_page, page_count, page_turns
from bot.shared.suggestion_blocks import suggestion_blocks
from bot.shared.suggestions import Verdict, heard_of_decline, tell_not_declined, tell_verdict, undo_decline
from bot.shared.suspected_keys import suspected_keys
from bot.shared.unanswered_lookups import unanswered_acts, unanswered_line, unanswered_lookups
from bot.shared.what_waits import what_else_waits
from bot.text import Markup, join, t

Waiting = Literal["suggestions", "look-ups", "links"]
MOST_WAITING = 1000
SIZES: Mapping[Waiting, int] = {"suggestions": 3, "look-ups": 10, "links": 6}
"""How many of each kind stand on a card."""
MOST_AT_ONCE, FIRST = 4, 3
"""Up to so many of all kinds stand in the whole queue with what can be done; of more, the first of each kind are named."""
LONGEST_NAME = 150

commands = Commands()

SuggestionKey = Annotated[str, Option("Which suggestion?")]


@commands.add("content queue", "Suggestions, unanswered look-ups and broken links.", moderator=True, access=Access.READ)
async def queue(
    context: Context,
    show: Annotated[Waiting | None, Option("Only one kind, with all its pages.", label="Show only")] = None,
    page: Annotated[int, Option("Which page of it?", label="Page"), Ge(1)] = 1,
) -> Card:
    title, nothing = t("What waits for you"), (Text(t("Nothing waits. Well kept!")),)
    if show:
        every = await _waiting(context, show)
        lengths = [await _section(context, show, every, page, in_short=in_short) for in_short in (False, True)]
        return shortest_cut(title, [each or nothing for each in lengths])
    waiting: Mapping[Waiting, Sequence[Any]] = {kind: await _waiting(context, kind) for kind in SIZES}
    keys, drafts = await suspected_keys(context), await own_contents(context)
    variants: list[Sequence[Sequence[Block]]] = [(_in_short(waiting, len(drafts)), keys)]
    if sum(map(len, waiting.values())) <= MOST_AT_ONCE:
        sections = [await _section(context, kind, every) for kind, every in waiting.items()]
        variants = [(*sections, await draft_blocks(context), keys), *variants]
    return shortest_cut(title, [_together(each) or nothing for each in variants])


def _in_short(waiting: Mapping[Waiting, Sequence[Any]], drafts: int) -> Sequence[Block]:
    """The first of each kind, how many drafts there are, and a press for each that leads to all of it and to what can be done."""
    blocks: list[Block] = []
    for kind, every in waiting.items():
        lines = [_line(kind, one) for one in every[:FIRST]]
        blocks += texts_of([_heading(kind, len(every)), *lines, *more_lines(len(every) - FIRST)]) if every else ()
    ways = [Button(_show_all(kind), Call("content queue", {"show": kind})) for kind, every in waiting.items() if every]
    if drafts:
        blocks.append(Text(t("**Your drafts** ({count})", count=drafts)))
        ways.append(Button(t("All your drafts"), Call("content drafts")))
    return [*blocks, *([Buttons((*ways,))] if ways else [])]


def _line(kind: Waiting, one: Any) -> Markup:
    if kind == "suggestions":
        return t("- {title}", title=fitted(one.content["title"], LONGEST_NAME))
    return unanswered_line(one) if kind == "look-ups" else broken_line(one)


async def _section(
    context: Context, kind: Waiting, waiting: Sequence[Any], page: int | None = None, *, in_short: bool = False
) -> tuple[Block, ...]:
    """A page of what waits of a kind, with turns to the others; if none is given, the first with a way to all of it."""
    if not waiting:
        return ()
    shown = on_page(waiting, page or 1, SIZES[kind])
    every = Call("content queue", {"show": kind})
    if page:
        back = Button(t("The whole queue"), Call("content queue"))
        turns = page_turns(page_count(waiting, SIZES[kind]), page, every, beside=(back,))
        return (*await _blocks(context, kind, waiting, shown, (), in_short=in_short), *turns)
    hidden = more_lines(len(waiting) - len(shown))
    more = (Buttons((Button(_show_all(kind), every),)),) if hidden else ()
    return (*await _blocks(context, kind, waiting, shown, hidden), *more)


async def _waiting(context: Context, kind: Waiting) -> Sequence[Any]:
    match kind:
        case "suggestions":
            return await context.unit.suggestions.all(MOST_WAITING)
        case "look-ups":
            return await unanswered_lookups(context.unit)
        case "links":
            return await broken_links(context.unit)


def _heading(kind: Waiting, count: int) -> Markup:
    return {
        "suggestions": t("**Suggestions** ({count})", count=count),
        "look-ups": t("**Look-ups that found nothing** ({count})", count=count),
        "links": t("**Broken links** ({count})", count=count),
    }[kind]


def _show_all(kind: Waiting) -> Markup:
    return {"suggestions": t("All suggestions"), "look-ups": t("All look-ups"), "links": t("All broken links")}[kind]


async def _blocks(
    context: Context,
    kind: Waiting,
    waiting: Sequence[Any],
    shown: Sequence[Any],
    below: Sequence[Markup],
    *,
    in_short: bool = False,
) -> Sequence[Block]:
    """What is shown of what waits of a kind under its heading, with lines below it, and what can be done with each."""
    heading = _heading(kind, len(waiting))
    match kind:
        case "suggestions":
            declined = await declined_suggestions(context) if shown else ()
            pages = Counter(page_of(one.content["url"]) for one in waiting)
            each = [await suggestion_blocks(context, one, declined, pages, in_short=in_short) for one in shown]
            return [Text(heading), *chain.from_iterable(each), *map(Note, below)]
        case "look-ups":
            return [*texts_of([heading, *map(unanswered_line, shown), *below]), *unanswered_acts(shown)]
        case "links":
            return [*texts_of([heading, *map(broken_line, shown), *below]), *broken_acts(shown)]


def _together(sections: Sequence[Sequence[Block]]) -> tuple[Block, ...]:
    """The sections, as many as fit; that some do not is said."""
    left_out = Note(t("More waits than fits here; decide some of this first."))
    shown: tuple[Block, ...] = ()
    for number, section in enumerate(sections, 1):
        more = () if number == len(sections) else (left_out,)
        if not fits((*shown, *section, *more)):
            return (*shown, left_out)
        shown = (*shown, *section)
    return shown


@commands.add("content review", "Make a draft of a suggestion.", listed=False, moderator=True)
async def review(context: Context, suggestion: SuggestionKey) -> Card:
    chosen = await _suggestion(context, suggestion)
    return await preview(context, {"of": "resource", **chosen.content, "suggestion": str(chosen.id)})


async def undecided(context: Context, call: Call) -> Prefill:
    """An empty form. Raises Refusal if the suggestion was decided already."""
    await _suggestion(context, call.values["suggestion"])
    return Prefill()


async def whether_it_waits(context: Context) -> str:
    """Whether the suggestion of a call waits; an answer that it does not may be wrong once that was taken back."""
    record = record_id(context.values.get("suggestion", ""))
    return str(record is not None and await context.unit.suggestions.get(record) is not None)


@commands.add(
    "content decline",
    "Decline a suggestion.",
    listed=False,
    moderator=True,
    once=True,
    true_until=whether_it_waits,
    title="Decline it",
    submit="Decline",
    prefill=undecided,
)
async def decline(
    context: Context,
    suggestion: SuggestionKey,
    reason: Annotated[
        str,
        Option(
            "Why? Whoever suggested it reads this.",
            label="The reason",
            asked=True,
            long=True,
            most=300,
            hint="Whoever suggested it reads this, such as: a newer one is here",
        ),
    ],
) -> Card:
    chosen = await _suggestion(context, suggestion)
    was_told = await heard_of_decline(context, chosen)
    await context.unit.suggestions.decline(chosen.id, context.member.person, context.now, reason)
    await tell_verdict(context, chosen, Verdict(context.member.name, reason=reason))
    title = chosen.content["title"][:100]
    told = t("“{title}” was not added; whoever suggested it is told.", title=title)
    known = t("“{title}” was not added; whoever suggested it has read that before.", title=title)
    buttons = (undo_decline(chosen), *what_else_waits().buttons)
    return Card(t("Declined"), (Text(known if was_told else told), Buttons(buttons)))


@commands.add("content undo-decline", "Let a declined suggestion wait again.", listed=False, moderator=True)
async def take_decline_back(context: Context, suggestion: SuggestionKey) -> Card:
    record = record_id(suggestion) or 0
    is_back = await context.unit.suggestions.take_decline_back(record)
    waiting = await context.unit.suggestions.get(record)
    if waiting is None:
        raise Refusal(t("It is not declined any more, or was withdrawn. </content log> has what was decided."))
    if is_back:
        await tell_not_declined(context, waiting)
    sentence = t("“{title}” waits again.", title=waiting.content["title"][:100])
    unheard = t("Whoever suggested it hears nothing of this; they are told once it is added.")
    heard = await heard_of_decline(context, waiting)
    blocks = await suggestion_blocks(context, waiting)
    return Card(t("Taken back"), (Text(join([sentence, unheard] if heard else [sentence], " ")), *blocks))


async def _suggestion(context: Context, key: str) -> Suggestion:
    record = record_id(key)
    found = await context.unit.suggestions.get(record) if record is not None else None
    if found is None:
        declined = await declined_as(context, key)
        decided = await declined_line(context, declined) if declined else t("It was decided already, or withdrawn.")
        raise Refusal(join([decided, t("See </content queue> for what is left.")], " "), title=t("Decided already"))
    return found


feature = Feature(commands)
