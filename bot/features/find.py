"""Look-ups: one search over everything, the questions and terms, the salary figures; opening and sharing what was found."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from bot.domain.calendar import local_day
from bot.domain.items import Findable, Found, kind_of, title_of
from bot.domain.lookup import Figure, Question
from bot.domain.numbered_part import numbered_part
from bot.domain.post import Post
from bot.errors import Reason, Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call, Place
from bot.interface.card import Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.errand import ChannelPermissions
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL, LONGEST_TITLE, MOST_CHOICES, fitted
from bot.interface.option import Option, examples
from bot.shared.daily_bounds import SHARED, count_today
from bot.shared.hindrances import hindered, hindrance_text, hindrance_to_members
from bot.shared.item_card import item_blocks, item_card, list_card, suggested, whole_item_blocks
from bot.shared.lookup import best_answers, nothing_found
from bot.shared.nearest import nearest
from bot.shared.numbered_weeks import no_such_week, with_numbered_weeks
from bot.shared.pay_card import figures_card
from bot.shared.posts import written_for
from bot.text import Markup, clip, escape, join, t

BEST = 5
OTHERS = 10
MOST_FIGURES = 50
ANSWERS = frozenset({"question", "term"})

commands = Commands()


@examples
async def suggest_anything(context: Context, typed: str) -> Sequence[Choice]:
    return suggested(await context.unit.search.suggest(typed, None, 25))


@examples
async def suggest_questions(context: Context, typed: str) -> Sequence[Choice]:
    return suggested(await context.unit.search.suggest(typed, ANSWERS, 25))


@examples
async def suggest_regions(context: Context, typed: str) -> Sequence[Choice]:
    """Regions for which a source has a figure; their other names count too."""
    figures = await _all_figures(context)
    return _choices(nearest(typed, {figure.region: [figure.region, *figure.aliases] for figure in figures}))


@examples
async def suggest_levels(context: Context, typed: str) -> Sequence[Choice]:
    return _choices(nearest(typed, {figure.level: [figure.level] for figure in await _all_figures(context)}))


def _choices(names: Sequence[str]) -> list[Choice]:
    return [Choice(escape(clip(name, LONGEST_LABEL)), clip(name, LONGEST_LABEL)) for name in names[:MOST_CHOICES]]


@commands.add("find", "Search resources, questions, terms, weeks and salaries.", access=Access.READ, title="Look it up")
async def find(
    context: Context, query: Annotated[str, Option("What are you looking for?", label="Look for", suggest=suggest_anything)]
) -> Card:
    if none := await no_such_week(context, query):
        return none
    found = await with_numbered_weeks(context, query, await best_answers(context, query, None, BEST + OTHERS))
    sure = [hit.item for hit in found[:BEST] if hit.sure]
    if not sure:
        return await nothing_found(context, query, found[:BEST])
    return list_card(t("Found for “{query}”", query=_short(query)), sure, [hit.item for hit in found])


@commands.add("faq", "The best answer to a question, or what a word means.", access=Access.READ, title="Find an answer")
async def faq(
    context: Context, query: Annotated[str, Option("What do you want to know?", label="Question", suggest=suggest_questions)]
) -> Card:
    if none := await no_such_week(context, query):
        return none
    kinds = ANSWERS | {"week"} if numbered_part(query) else ANSWERS
    found = await with_numbered_weeks(context, query, await best_answers(context, query, kinds, BEST))
    sure = [hit.item for hit in found if hit.sure]
    if not sure:
        return await nothing_found(context, query, found)
    return await item_card(context.unit, sure[0], context.now, others=sure[1:], shares=context.place.takes_posts)


@commands.add("salary", "What sources say about pay.", access=Access.READ)
async def salary(
    context: Context,
    region: Annotated[str, Option("Where? Such as Germany or United States.", suggest=suggest_regions, words=True)] = "",
    level: Annotated[str, Option("Which level? Such as senior.", suggest=suggest_levels)] = "",
) -> Card:
    query = f"{region} {level}".strip()
    if not query:
        figures, title = await _all_figures(context), t("What sources say about pay")
        return figures_card(title, figures, context.now) if figures else Card(title, (Text(t("No source here speaks of pay.")),))
    found = await best_answers(context, query, {"figure"}, MOST_FIGURES)
    title = t("Pay: {query}", query=_short(query))
    if sure := _sure_figures(found):
        return figures_card(title, sure, context.now)
    broader = [
        (figures, _left_out(kept, left_out))
        for kept, left_out in _shortened(query.split())
        if (figures := _sure_figures(await best_answers(context, kept, {"figure"}, MOST_FIGURES)))
    ]
    if broader:
        figures, note = min(broader, key=lambda pair: len(pair[0]))
        return figures_card(title, figures, context.now, note)
    return await _without_figure(context, query, found)


@commands.add("item show", "Open what was found.", listed=False, access=Access.READ)
async def show(context: Context, item: Annotated[str, Option("Which entry?")]) -> Card:
    chosen = await _item(context, item)
    saved = kind_of(chosen) == "resource" and item in await context.unit.shelf.of(context.member.person)
    return await item_card(context.unit, chosen, context.now, saved=saved, shares=context.place.takes_posts)


@commands.add("item more", "All that is known of what was found.", listed=False, access=Access.READ)
async def more(context: Context, item: Annotated[str, Option("Which entry?")]) -> Card:
    chosen = await _item(context, item)
    blocks = await whole_item_blocks(context.unit, chosen, context.now)
    back = Button(t("Back to it"), Call("item show", {"item": item}))
    return Card(fitted(title_of(chosen), LONGEST_TITLE), (*blocks, Buttons((back,))))


async def room_of_call(context: Context, arguments: Mapping[str, Any]) -> str | None:
    return next(iter(context.place.rooms), None)


@commands.add("item share", "Show what was found to the channel.", listed=False, before=ChannelPermissions(room_of_call))
async def share(context: Context, item: Annotated[str, Option("Which entry?")]) -> Card:
    chosen, place = await _item(context, item), context.place
    if place.space is None or not place.takes_posts:
        raise Refusal(t("There is no channel here to share it in. Look it up in a channel and share it there."))
    if not context.actor.may_write:
        raise Refusal(t("You may not write in this channel, so nothing was shared. Share it where you may."))
    if reason := hindered(context.found):
        raise Refusal(join([t("The bot cannot post here, so nothing was shared."), *_cure(context, reason)], " "))
    room, day = place.rooms[0], local_day(context.now, context.community.zone)
    with written_for(context.unit):
        shared = await _shared_card(context, chosen)
    post = Post(
        key=f"share/{place.platform}/{room}/{chosen.id}/{context.member.person}/{day}",
        platform=place.platform,
        space=place.space,
        channel=room,
        card=shared,
        due_at=context.now,
        person=context.member.person,
    )
    is_new = await context.unit.outbox.put(post)
    if is_new:
        await count_today(context, SHARED)
    sent = not is_new and await context.unit.outbox.message(post.key)
    sentence = t("You have shared it here today.") if sent else _who_sees(place)
    return Card(t("Shared"), (Text(sentence), Buttons((Button(t("Back to it"), Call("item show", {"item": chosen.id})),))))


def _who_sees(place: Place) -> Markup:
    return t("The thread sees it in a moment.") if place.thread else t("The channel sees it in a moment.")


async def _item(context: Context, id: str) -> Findable:
    item = await context.unit.search.get(id)
    if item is None or item.status != "active":
        raise Refusal(t("This entry is no longer here. Look for another with </find>."))
    return item


async def _shared_card(context: Context, item: Findable) -> Card:
    """What the channel sees: the entry, who shared it, and a way to open it for oneself."""
    blocks = await item_blocks(context.unit, item, context.now)
    mine = Button(t("Open it for me"), Call("item show", {"item": item.id}))
    return Card(
        fitted(title_of(item), LONGEST_TITLE), (*blocks, Note(t("Shared by {name}.", name=context.member.name)), Buttons((mine,)))
    )


async def _all_figures(context: Context) -> list[Figure]:
    return [item for item in await context.unit.search.all("figure") if isinstance(item, Figure)]


def _sure_figures(found: Sequence[Found]) -> list[Figure]:
    return [hit.item for hit in found if hit.sure and isinstance(hit.item, Figure)]


def _shortened(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A query without its last word, then without its first, each with the word that is left out; a year is not."""
    for kept, left_out in ((words[:-1], words[-1]), (words[1:], words[0])):
        if kept and not left_out.isdecimal():
            yield " ".join(kept), left_out


def _left_out(kept: str, word: str) -> Note:
    return Note(t("No source here says it for “{word}”; these are for “{kept}”.", word=_short(word), kept=_short(kept)))


async def _without_figure(context: Context, query: str, near: Sequence[Found]) -> Card:
    """The answer if no source has a figure: it says so, with an answer that speaks of the matter if there is one, and the places
    that have figures. No answer speaks of a year."""
    of_a_year = any(word.isdecimal() for word in query.split())
    for hit in () if of_a_year else await best_answers(context, f"salary {query}", {"question"}, 1):
        if hit.sure and isinstance(hit.item, Question) and any(other.startswith("figure.") for other in hit.item.see):
            return await item_card(context.unit, hit.item, context.now, shares=context.place.takes_posts)
    regions = list(dict.fromkeys(figure.region for figure in await _all_figures(context)))
    known = Text(join([t("Sources here speak of:"), *(t("- {region}", region=region) for region in regions[:20])]))
    return await nothing_found(
        context, f"salary {query}", near, t("No source here says what is paid for “{query}”.", query=_short(query)), known
    )


def _short(query: str) -> Markup:
    return fitted(query, LONGEST_TITLE - 40)


def _cure(context: Context, reason: Reason) -> tuple[Markup, ...]:
    """What is wrong in the channel, and what the caller can do about it."""
    if context.moderator:
        return (hindrance_text(reason),)
    return hindrance_to_members(reason), t("Ask a moderator to mend that, or share it in another channel.")


feature = Feature(commands)
