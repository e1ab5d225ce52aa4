"""What moderators do with a look-up that found nothing: answer it, as a draft of a question, or set it aside."""

from typing import Annotated, Any

from bot.domain.unanswered import Unanswered
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Card, Text
from bot.interface.command import Commands
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.content_draft import preview
from bot.shared.content_forms import FORMS
from bot.shared.unanswered_lookups import unanswered_lookup
from bot.shared.what_waits import what_else_waits
from bot.text import clip, t

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
    await context.unit.gaps.drop([one.id for one in asked.wordings])
    return Card(t("Set aside"), (Text(t("“{query}” is off the queue.", query=asked.query[:100])), what_else_waits()))


async def _unanswered(context: Context, key: str) -> Unanswered:
    record = record_id(key)
    found = await unanswered_lookup(context.unit, record) if record is not None else None
    if found is None:
        raise Refusal(t("This was answered or set aside already. See </content queue> for what is left."))
    return found


feature = Feature(commands)
