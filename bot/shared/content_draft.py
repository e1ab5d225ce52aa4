"""Content on its way: what was typed is kept in a draft, shown as it will look, and published by a press."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypeAlias

from bot.domain.address import read_address
from bot.domain.items import Findable, OwnItem, title_of
from bot.domain.lookup import Question, Resource
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.limits import LONGEST_TITLE, MOST_BUTTONS, fitted, fitted_list
from bot.shared.challenge_written import challenge_from
from bot.shared.drafts import DraftKind, keep_draft, read_draft
from bot.shared.item_card import item_blocks
from bot.shared.pages import more_lines
from bot.shared.repeated_entry import repeated_entry, similar_entries
from bot.shared.resource_form import chosen_topics, listed, resource_from
from bot.text import Markup, clip, join, t

CONTENT = DraftKind(
    "content",
    timedelta(days=7),
    lambda: t("This draft was published already or is gone. Start anew with </content add-resource> or </content add-question>."),
)
MOST_ALIASES = 20
WIDEST_DRAFT = 150

Written: TypeAlias = Resource | Question
"""What is written in a form of this kind."""

Draft = Mapping[str, str]
"""The values of the form; `of` names the kind of item, `suggestion` and `gap` what it settles."""


async def keep_content(context: Context, draft: Draft) -> str:
    """Keep the values of a form in a draft; returns its id, as a call carries it."""
    return await keep_draft(context.unit, CONTENT, context.member.person, draft, context.now)


async def kept_content(context: Context, draft: str) -> Draft:
    """The values of a draft. Raises Refusal if it was published or discarded, is too old, or is somebody else's."""
    return await read_draft(context.unit, CONTENT, context.member.person, draft, context.now)


async def item_from(context: Context, id: str, draft: Draft) -> OwnItem:
    """The item that a draft describes. Raises Refusal if a value cannot be meant."""
    if draft.get("of") == "challenge":
        return await challenge_from(context, id, draft)
    return await written_from(context, id, draft)


async def written_from(context: Context, id: str, draft: Draft) -> Written:
    return await (resource_from if draft["of"] == "resource" else _question_from)(context, id, draft)


async def preview(context: Context, draft: Draft) -> Card:
    """Keep the draft, and show what it will look like, what was taken out of it and what it repeats."""
    item = await written_from(context, f"{draft['of']}.preview", draft)
    there = await repeated_entry(context, item)
    notes = [*_dropped(draft), *_repeats(there, await similar_entries(context, item))]
    key = await keep_content(context, draft)
    heading = Note(t("Preview. Nobody sees it yet; it is kept for seven days."))
    blocks = (heading, *await item_blocks(context.unit, item, context.now), *_names(item), *notes)
    return Card(fitted(title_of(item), LONGEST_TITLE), (*blocks, _buttons(draft["of"], key, publishes=there is None)))


async def _question_from(context: Context, id: str, draft: Draft) -> Question:
    question = " ".join(draft.get("question", "").split())
    if not any(character.isalnum() for character in question):
        raise Refusal(t("The question needs a letter or a digit."), "question")
    return Question(
        id=id,
        rev=1,
        question=question,
        answer=draft.get("answer", ""),
        aliases=listed(draft, "aliases", MOST_ALIASES, 60, t("other words")),
        topics=tuple(topic.id for topic in await chosen_topics(context, draft.get("topics", ""))),
    )


def _dropped(draft: Draft) -> list[Note]:
    dropped = read_address(draft["url"]).dropped if draft.get("url") else ()
    sentence = t("Taken out of the address, because it only tracks the reader: {names}.", names=fitted_list(dropped, 200))
    return [Note(sentence)] if dropped else []


def _repeats(there: Findable | None, near: Sequence[Findable]) -> list[Note]:
    """A warning about what is there already, so that nothing is added twice by mistake."""
    same = [Note(t("⚠ This is there already, as “{title}”.", title=fitted(title_of(there), LONGEST_TITLE)))] if there else []
    names = join([fitted(title_of(item), 100) for item in near[:3]], "; ")
    return [*same, Note(t("⚠ Nearly the same is there: {names}", names=Markup(names)))] if near else same


def _names(item: Written) -> tuple[Block, ...]:
    """The other names under which it is found."""
    topics = [topic.removeprefix("topic.").replace("-", " ") for topic in item.topics]
    lines = [
        *([t("Topics: {topics}", topics=fitted_list(topics, 400))] if topics else []),
        *([t("Also found by: {aliases}", aliases=fitted_list(item.aliases, 400))] if item.aliases else []),
    ]
    return (Text(join(lines)),) if lines else ()


def _buttons(of: str, draft: str, *, publishes: bool) -> Buttons:
    keys = {"draft": draft}
    edit = Button(t("Edit"), Call(f"content change-{of}", keys))
    more = (Button(t("More details"), Call("content resource-details", keys)),) if of == "resource" else ()
    discard = Button(t("Discard"), Call("content discard", keys), "danger")
    publish = (Button(t("Publish"), Call("content publish", keys), "primary"),) if publishes else ()
    return Buttons((*publish, edit, *more, discard))


async def draft_blocks(context: Context) -> tuple[Block, ...]:
    """A moderator's own drafts of content, newest first, with a press to go on with each; nothing if there are none."""
    drafts = await context.unit.drafts.of(context.member.person, CONTENT.name, context.now)
    if not drafts:
        return ()
    shown = drafts[:MOST_BUTTONS]
    lines = [t("- {title}", title=fitted(_draft_title(draft), WIDEST_DRAFT)) for _, draft in shown]
    buttons = [
        Button(t("Go on with {title}", title=clip(_draft_title(draft), 40)), _go_on(draft, {"draft": str(key)}))
        for key, draft in shown
    ]
    return (
        Text(join([t("**Your drafts**, not published yet"), *lines, *more_lines(len(drafts) - len(shown))])),
        Buttons(tuple(buttons)),
    )


def _draft_title(draft: Draft) -> str:
    """What a draft is about, whatever its kind."""
    return " ".join((draft.get("title") or draft.get("question") or draft.get("prompt") or draft["of"]).split())


def _go_on(draft: Draft, keys: Mapping[str, str]) -> Call:
    match draft["of"]:
        case "resource":
            return Call("content change-resource", keys)
        case "question":
            return Call("content change-question", keys)
        case _:
            return Call("content change-challenge", {**keys, "kind": draft["kind"]})
