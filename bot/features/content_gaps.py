"""What moderators do with a look-up that found nothing: answer it, as a draft of a question, or set it aside."""

from datetime import timedelta
from functools import partial
from typing import Annotated, Any

from bot.domain.unanswered import Unanswered
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Commands
from bot.interface.limits import fitted
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.audit import tell_moderators, tell_undone, undo_key
from bot.shared.content_draft import preview
from bot.shared.content_forms import FORMS
from bot.shared.drafts import DraftKind, drop_draft, keep_draft, read_draft
from bot.shared.unanswered_lookups import WIDEST_QUERY, unanswered_lookup
from bot.shared.what_waits import what_else_waits
from bot.text import clip, t

UNDO = DraftKind(
    "content take-gap-up",
    timedelta(days=30),
    lambda: t("This was taken up again already, or is too long ago. See </content queue> for what waits."),
)
MOST_ALIASES = 5
"""How many wordings the form takes over, so that they fit into it."""

commands = Commands()

GapKey = Annotated[str, Option("Which gap?")]


async def from_gap(context: Context, call: Call) -> Prefill:
    """What was looked for becomes the question, and each wording one of its other names. Raises Refusal if it was settled."""
    asked = await _unanswered(context, call.values["gap"])
    aliases = dict.fromkeys(clip(" ".join(gap.query.replace(",", " ").split()), 60) for gap in asked.wordings[:MOST_ALIASES])
    return Prefill({"question": clip(asked.query, 150), "aliases": ", ".join(aliases)})


@commands.add(
    "content answer-gap",
    "Answer what a look-up did not find.",
    listed=False,
    moderator=True,
    title="Answer a look-up",
    submit="Preview",
    prefill=from_gap,
    options=FORMS["question"].first,
)
async def answer_gap(context: Context, gap: GapKey, **given: Any) -> Card:
    asked = await _unanswered(context, gap)
    return await preview(context, {"of": "question", **given, "gap": str(asked.id)})


@commands.add("content drop-gap", "Set aside what a look-up did not find.", listed=False, moderator=True, once=True)
async def drop_gap(context: Context, gap: GapKey) -> Card:
    asked = await _unanswered(context, gap)
    ids = [one.id for one in asked.wordings]
    await context.unit.gaps.set_aside(ids)
    kept = {"gaps": " ".join(map(str, ids)), "query": asked.query}
    draft = await keep_draft(context.unit, UNDO, context.member.person, kept, context.now)
    undo = _taken_up(draft, str(context.member.person))
    card = partial(_audit_card, asked.query, context.member.name, undo)
    await tell_moderators(context.unit, card, context.now, undo_key(undo))
    said = Text(t("“{query}” is off the queue.", query=fitted(asked.query, WIDEST_QUERY)))
    return Card(t("Set aside"), (said, Buttons((Button(t("Undo"), undo), *what_else_waits().buttons))))


@commands.add("content take-gap-up", "Let a look-up that was set aside wait again.", listed=False, moderator=True, once=True)
async def take_gap_up(
    context: Context,
    draft: Annotated[str, Option("Which one?")],
    person: Annotated[str, Option("Who set it aside?")],
) -> Card:
    kept = await read_draft(context.unit, UNDO, record_id(person) or 0, draft, context.now)
    await context.unit.gaps.take_up([int(gap) for gap in kept["gaps"].split()])
    await drop_draft(context.unit, draft)
    await tell_undone(context, undo_key(_taken_up(draft, person)))
    said = Text(t("“{query}” is on the queue again.", query=fitted(kept["query"], WIDEST_QUERY)))
    return Card(t("It waits again"), (said, what_else_waits()))


def _taken_up(draft: str, person: str) -> Call:
    return Call("content take-gap-up", {"draft": draft, "person": person})


def _audit_card(query: str, author: str, undo: Call) -> Card:
    """What the log channel says of it, with a way to undo it."""
    said = t("{name} set a look-up that found nothing aside: “{query}”", name=author, query=fitted(query, WIDEST_QUERY))
    return Card(t("A look-up was set aside"), (Text(said), Buttons((Button(t("Undo"), undo),))))


async def _unanswered(context: Context, key: str) -> Unanswered:
    record = record_id(key)
    found = await unanswered_lookup(context.unit, record) if record is not None else None
    if found is None:
        raise Refusal(t("This was answered or set aside already. See </content queue> for what is left."))
    return found


feature = Feature(commands)
