"""What waits for moderators: suggestions, look-ups that found nothing, and broken links, in one queue."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

from annotated_types import Ge

from bot.domain.items import title_of
from bot.domain.lookup import Gap, Suggestion
from bot.domain.suspicion import suspicions
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, record_id
from bot.interface.card import Block, Button, Buttons, Card, Note, Select, Text, fits
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL, fitted
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.shared.content_draft import draft_blocks, preview
from bot.shared.content_forms import FORMS
from bot.shared.item_card import choices_of
from bot.shared.pages import more_lines, on_page, page_count, page_turns
from bot.shared.suggestions import Verdict, tell_verdict
from bot.shared.what_waits import reported_items
from bot.text import clip, escape, join, n, t

MOST_WAITING = 1000
SUGGESTIONS = 3
GAPS = 10
BROKEN = 6
LONGEST_NAME = 150
SUSPECTED = 3
SUSPECTED_WITHIN = timedelta(days=120)

commands = Commands()

SuggestionKey = Annotated[str, Option("Which suggestion?")]
GapKey = Annotated[str, Option("Which gap?")]


@commands.add("content queue", "Suggestions, unanswered look-ups and broken links.", moderator=True, access=Access.READ)
async def queue(
    context: Context, page: Annotated[int, Option("Which page of the suggestions?", label="Page"), Ge(1)] = 1
) -> Card:
    suggestions = await _suggestions(context, page)
    sections = [suggestions] if page > 1 else [suggestions, *await _others(context)]
    return Card(t("What waits for you"), _together(sections) or (Text(t("Nothing waits. Well kept!")),))


async def _others(context: Context) -> list[Sequence[Block]]:
    gaps = _gaps(await context.unit.gaps.all(MOST_WAITING))
    return [gaps, await _broken(context), await _suspicious(context), await draft_blocks(context)]


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


@commands.add(
    "content decline",
    "Decline a suggestion.",
    listed=False,
    moderator=True,
    once=True,
    title="Decline it",
    submit="Decline",
    prefill=undecided,
)
async def decline(
    context: Context,
    suggestion: SuggestionKey,
    reason: Annotated[
        str, Option("Why?", label="Why?", asked=True, long=True, most=300, hint="Whoever suggested it reads this")
    ] = "",
) -> Card:
    chosen = await _suggestion(context, suggestion)
    await context.unit.suggestions.drop(chosen.id)
    await tell_verdict(context, chosen, Verdict(context.member.name, reason=reason))
    sentence = t("“{title}” was not added; whoever suggested it is told.", title=chosen.content["title"][:100])
    return Card(t("Declined"), (Text(sentence), _more()))


async def from_gap(context: Context, call: Call) -> Prefill:
    """What was looked for becomes the question and one of its other words. Raises Refusal if the gap was settled."""
    gap = await _gap(context, call.values["gap"])
    return Prefill({"question": clip(gap.query, 150), "aliases": clip(gap.query, 60)})


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
    chosen = await _gap(context, gap)
    return await preview(context, {"of": "question", **given, "gap": str(chosen.id)})


@commands.add("content drop-gap", "Set aside what a look-up did not find.", listed=False, moderator=True, once=True)
async def drop_gap(context: Context, gap: GapKey) -> Card:
    chosen = await _gap(context, gap)
    await context.unit.gaps.drop(chosen.id)
    return Card(t("Set aside"), (Text(t("“{query}” is off the queue.", query=chosen.query[:100])), _more()))


@commands.add("content works", "Say that a resource works after all.", listed=False, moderator=True)
async def works(context: Context, item: Annotated[str, Option("Which resource?")]) -> Card:
    chosen = await context.unit.search.get(item)
    if chosen is None or item not in await context.unit.reports.counts():
        raise Refusal(t("Nobody reports it as broken any more."))
    await context.unit.reports.clear(item)
    return Card(t("It works again"), (Text(t("Members find “{title}” again.", title=title_of(chosen)[:100])), _more()))


async def _suggestion(context: Context, key: str) -> Suggestion:
    record = record_id(key)
    found = await context.unit.suggestions.get(record) if record is not None else None
    if found is None:
        raise Refusal(t("This suggestion was decided already. See </content queue> for what is left."))
    return found


async def _gap(context: Context, key: str) -> Gap:
    record = record_id(key)
    found = await context.unit.gaps.get(record) if record is not None else None
    if found is None:
        raise Refusal(t("This was answered or set aside already. See </content queue> for what is left."))
    return found


async def _suggestions(context: Context, page: int) -> list[Block]:
    suggestions = await context.unit.suggestions.all(MOST_WAITING)
    if not suggestions:
        return []
    shown = on_page(suggestions, page, SUGGESTIONS)
    more = len(suggestions) - (page - 1) * SUGGESTIONS - len(shown)
    blocks: list[Block] = [Text(t("**Suggestions**"))]
    for suggestion in shown:
        keys = {"suggestion": str(suggestion.id)}
        buttons = (
            Button(t("Open"), url=suggestion.content["url"]),
            Button(t("Review"), Call("content review", keys), "primary"),
            Button(t("Decline"), Call("content decline", keys)),
        )
        author = await context.unit.members.get(suggestion.person)
        by = [t("Suggested by {name}.", name=fitted(author.name, LONGEST_NAME))] if author else []
        title, url = (fitted(suggestion.content[name], LONGEST_NAME) for name in ("title", "url"))
        blocks += [Text(join([t("**{title}**", title=title), url, *by])), Buttons(buttons)]
    return [*blocks, *map(Note, more_lines(more)), *page_turns(page_count(suggestions, SUGGESTIONS), page, Call("content queue"))]


def _gaps(gaps: Sequence[Gap]) -> list[Block]:
    if not gaps:
        return []
    lines = [
        t("- {query} ({times})", query=fitted(gap.query, 80), times=n("{count} time", "{count} times", gap.count))
        for gap in gaps[:GAPS]
    ]
    choices = tuple(Choice(escape(clip(gap.query, LONGEST_LABEL)), str(gap.id)) for gap in gaps[:GAPS])
    return [
        Text(join([t("**Look-ups that found nothing**"), *lines, *more_lines(len(gaps) - len(lines))])),
        Select(t("Answer one"), Call("content answer-gap"), "gap", choices),
        Select(t("Set one aside"), Call("content drop-gap"), "gap", choices),
    ]


async def _broken(context: Context) -> list[Block]:
    reported = await reported_items(context.unit)
    if not reported:
        return []
    shown = list(reported.values())[:BROKEN]
    lines = [
        t(
            "- {title} ({reports})",
            title=fitted(title_of(item), LONGEST_NAME),
            reports=n("{count} report", "{count} reports", count),
        )
        for item, count in shown
    ]
    choices = choices_of(item for item, _ in shown)
    return [
        Text(join([t("**Reported as broken**"), *lines, *more_lines(len(reported) - len(shown))])),
        Select(t("Look at one"), Call("item show"), "item", choices),
        Select(t("It works again"), Call("content works"), "item", choices),
    ]


async def _suspicious(context: Context) -> list[Block]:
    """A list of challenges on whose key strong members disagree."""
    since = context.today - SUSPECTED_WITHIN
    every = suspicions(await context.unit.attempts.everybodys(since))
    found = every[:SUSPECTED]
    if not found:
        return []
    releases = await context.unit.content.in_use()
    known = {key: value for release in releases for key, value in (await context.unit.challenges.all(*release)).items()}
    lines = [
        t(
            "- {prompt}: {count} of {all}, usually right, answered “{answer}”",
            prompt=fitted(known[one.item].prompt if one.item in known else one.item, 120),
            count=one.chosen_by,
            all=one.of,
            answer=fitted(one.answer, 40),
        )
        for one in found
    ]
    return [Text(join([t("**Challenges whose key may be wrong**"), *lines, *more_lines(len(every) - len(found))]))]


def _more() -> Buttons:
    return Buttons((Button(t("What else waits"), Call("content queue")),))


feature = Feature(commands)
