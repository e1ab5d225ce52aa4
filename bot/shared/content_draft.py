"""Content on its way: what was typed is kept in a draft, shown as it will look, and published by a press."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import cast

from bot.domain.address import read_address
from bot.domain.challenge import Challenge
from bot.domain.content_change import Change
from bot.domain.items import Findable, OwnItem, title_of
from bot.domain.roadmap import Roadmap, Week
from bot.domain.written_item import topic_words, written
from bot.errors import Refusal
from bot.feature import Context
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.limits import LONGEST_TITLE, fitted, fitted_list
from bot.interface.prefill import Prefill
from bot.language import sentence_separator
from bot.ports.drafts import KeptDraft
from bot.shared.content_change import deed_sentence, name_of, own_kind_word
from bot.shared.content_difference import difference
from bot.shared.content_forms import FORMS
from bot.shared.content_items import LASTING, item_from
from bot.shared.draft_list import OwnDraft, first_drafts
from bot.shared.drafts import DraftKind, keep_draft, read_draft
from bot.shared.import_draft import own_imports
from bot.shared.item_card import whole_item_blocks
from bot.shared.named_entries import LISTS, NO_TITLES, Titles, named_titles, readable, titles_in
from bot.shared.pages import more_lines
from bot.shared.repeated_entry import similar_entries, there_already
from bot.shared.resource_form import hours_note
from bot.shared.retired_entry import put_back, retired_by, retired_notes
from bot.text import Markup, join, t

CONTENT = DraftKind(
    "content",
    timedelta(days=7),
    lambda: t("This draft was published already or is gone. </content queue> shows those that you have."),
)
WIDEST_EDIT = 900
WEEKS_SHOWN = 8

Draft = Mapping[str, str]
"""The values of the form; `of` names the kind of item, `item` and `rev` the revision that it edits, `suggestion` and `gap` what
it settles, `stands_for` what ships and it is to take the place of."""


async def keep_content(context: Context, draft: Draft, key: str = "") -> str:
    """Keep the values of a form in a draft, in place of what was kept under a key; what is kept already is there once. Returns
    the id, as a call carries it."""
    person, name = context.member.person, CONTENT.name
    drafts = () if key else await context.unit.drafts.of(person, name, context.now)
    key = key or next((str(kept.id) for kept in drafts if kept.values == draft), "")
    if not key:
        return await keep_draft(context.unit, CONTENT, person, draft, context.now)
    await context.unit.drafts.keep(int(key), person, name, dict(draft), context.now + CONTENT.kept)
    return key


async def kept_content(context: Context, draft: str) -> Draft:
    """The values of a draft. Raises Refusal if it was published or discarded, is too old, or is somebody else's."""
    return await read_draft(context.unit, CONTENT, context.member.person, draft, context.now)


async def begun_from(context: Context, draft: Draft) -> OwnItem | None:
    """The revision of an item that a draft edits; None for a new one. Raises Refusal if there is no such revision."""
    return (await begun_and_since(context, draft))[0]


async def begun_and_since(context: Context, draft: Draft) -> tuple[OwnItem, Sequence[Change]] | tuple[None, None]:
    """The same, and the changes of that item, newest first. Raises Refusal if there is no such revision."""
    if "item" not in draft:
        return None, None
    changes = await context.unit.own_content.history(draft["item"])
    found = next((change.revision.item for change in changes if str(change.revision.item.rev) == draft["rev"]), None)
    if found is None:
        raise Refusal(t("This entry is not here. Use </content log> to see what was added."))
    return found, changes


async def preview(context: Context, draft: Draft, base: OwnItem | None = None, key: str = "") -> Card:
    """Keep the draft, under a key that it has already, and show what it will look like, what it changes of the item that it was
    begun from, what was taken out of it and what it repeats."""
    item = cast(Findable, await item_from(context, draft, base))  # a challenge has a preview of its own
    there = await there_already(context, cast(OwnItem, item))
    near = [other for other in await similar_entries(context, item) if other.id != draft.get("stands_for")]
    notes = [*_dropped(draft), *_read_as(draft), *_repeats(there, near), *_without_topics(item)]
    notes += [] if base or there else await retired_notes(context, cast(OwnItem, item))
    shown = await whole_item_blocks(context.unit, item, context.now)
    titles = await titles_in(context.unit, cast(OwnItem, item))
    about = (*_week_lines(item, titles), *(edit_blocks(base, cast(OwnItem, item), titles) if base else _names(item)))
    publishes = there is None and (base is None or differs(base, cast(OwnItem, item)))
    buttons = _buttons(draft["of"], await keep_content(context, _with_ids(draft, item), key), publishes=publishes)
    return Card(fitted(title_of(item), LONGEST_TITLE), (preview_note(), *shown, *about, *notes, buttons))


def preview_note() -> Note:
    return Note(t("Preview. Nobody sees it yet; it is kept for seven days."))


def differs(one: OwnItem, other: OwnItem) -> bool:
    """Whether two revisions say anything else."""
    return written(one) != written(other)


def edit_blocks(base: OwnItem, item: OwnItem, titles: Titles = NO_TITLES) -> tuple[Block, ...]:
    """What an edit changes."""
    lines = difference(base, item, WIDEST_EDIT, titles)
    return (Text(join([t("**What changes**"), *lines]) if lines else t("Nothing differs from what is there.")),)


async def changed_meanwhile(context: Context, draft: Draft, base: OwnItem, latest: Change) -> Card:
    """Somebody was faster: what they changed, and the draft on top of it, kept to be looked at and published."""
    newest, meant = latest.revision.item, written(await item_from(context, draft, base))
    mine = {name: text for name, text in draft.items() if written(base).get(name) != meant.get(name)}
    on_top = {**draft, **written(newest), **mine, "rev": str(newest.rev)}
    item = await item_from(context, on_top, newest)
    key = await keep_content(context, on_top)
    author = await name_of(context.unit, latest.revision.author)
    titles = await titles_in(context.unit, newest)
    theirs = difference(base, newest, WIDEST_EDIT, titles)
    note = Note(t("Nothing was published yet; yours is kept, on top of that."))
    publishes = not isinstance(item, Challenge) and differs(newest, item)
    buttons = _buttons(draft["of"], key, publishes=publishes, kind=draft.get("kind", ""))
    said = Text(join([deed_sentence(latest, author), *theirs]))
    return Card(t("Somebody was faster"), (said, *edit_blocks(newest, item, titles), note, buttons))


async def retired_meanwhile(context: Context, draft: Draft, key: str, base: OwnItem, changes: Sequence[Change]) -> Card:
    """What is edited is retired: nothing is published before it is put back."""
    item = await item_from(context, draft, base)
    said = Text(await retired_by(context, changes))
    note = Note(t("Nothing was published; yours is kept. Put it back, and publish yours from </content queue>."))
    buttons = _buttons(draft["of"], key, publishes=False, kind=draft.get("kind", "")).buttons
    title = t("“{title}” is retired", title=fitted(title_of(base), LONGEST_TITLE - 30))
    changed = edit_blocks(base, item, await titles_in(context.unit, item))
    return Card(title, (said, *changed, note, Buttons((*put_back(changes), *buttons))))


def _dropped(draft: Draft) -> list[Note]:
    dropped = read_address(draft["url"]).dropped if draft.get("url") else ()
    sentence = t("Taken out of the address, because it only tracks the reader: {names}.", names=fitted_list(dropped, 200))
    return [Note(sentence)] if dropped else []


def _read_as(draft: Draft) -> list[Note]:
    note = hours_note(draft.get("hours", ""))
    return [Note(note)] if note else []


def _repeats(there: Findable | None, near: Sequence[Findable]) -> list[Note]:
    """A warning about what is there already, so that nothing is added twice by mistake."""
    same = [Note(t("⚠ This is there already, as “{title}”.", title=fitted(title_of(there), LONGEST_TITLE)))] if there else []
    titles = [fitted(title_of(item), 100) for item in near[:3]]
    return (
        [*same, Note(t("⚠ Nearly the same is there: {names}", names=join(titles, sentence_separator(titles))))] if near else same
    )


def _without_topics(item: Findable) -> list[Note]:
    """That a week brings no challenges, which its author may not expect."""
    sentence = t("It has no topics yet, so no daily challenge comes from this week. **More details** adds them.")
    return [Note(sentence)] if isinstance(item, Week) and not item.topics else []


def _with_ids(draft: Draft, item: Findable) -> Draft:
    """The draft, with what its lists name by id: a title may mean something else tomorrow."""
    if not isinstance(item, Week | Roadmap):
        return draft
    texts = written(item)
    return {**draft, **{name: texts[name] for name in LISTS if name in texts}}


def _week_lines(item: Findable, titles: Titles) -> tuple[Block, ...]:
    """The first weeks of a roadmap; all of them are where weeks are chosen."""
    if not isinstance(item, Roadmap):
        return ()
    shown = [*numbered(item.weeks, titles)[:WEEKS_SHOWN], *more_lines(len(item.weeks) - WEEKS_SHOWN)]
    return (Text(join(shown or [t("It has no weeks yet, so no cohort can walk it.")])),)


def numbered(weeks: Sequence[str], titles: Titles) -> list[Markup]:
    """The titles of weeks with their numbers."""
    names = titles.together(weeks)
    return [t("{number}. {title}", number=number, title=names.get(key, key)) for number, key in enumerate(weeks, 1)]


def _names(item: Findable) -> tuple[Block, ...]:
    """The other names under which it is found."""
    topics = [*map(topic_words, getattr(item, "topics", ()))]
    aliases = getattr(item, "aliases", ())
    lines = [
        *([t("Topics: {topics}", topics=fitted_list(topics, 400))] if topics else []),
        *([t("Also found by: {aliases}", aliases=fitted_list(aliases, 400))] if aliases else []),
    ]
    return (Text(join(lines)),) if lines else ()


def _buttons(of: str, draft: str, *, publishes: bool, kind: str = "") -> Buttons:
    keys = {"draft": draft}
    edit = Button(t("Edit"), go_on({"of": of, "kind": kind}, keys))
    further = FORMS[of].further if of in FORMS else ()
    more = [Button(step.button(), Call(f"content {of}-{step.name}", keys)) for step in further]
    if of == "roadmap":
        more = [Button(t("Choose weeks"), Call("content pick-weeks", keys))]
    discard = Button(t("Discard"), Call("content discard", keys), "danger")
    publish = (Button(t("Publish"), Call("content publish", keys), "primary"),) if publishes else ()
    return Buttons((*publish, edit, *more, discard))


async def draft_blocks(context: Context) -> tuple[Block, ...]:
    """The newest of a moderator's own drafts of content, with a press to go on with each; nothing if there are none."""
    return first_drafts(contents_heading(), await own_contents(context), Call("content drafts"))


async def own_contents(context: Context) -> list[OwnDraft]:
    """The caller's drafts of content, then their imports, newest first."""
    drafts = await context.unit.drafts.of(context.member.person, CONTENT.name, context.now)
    return [*(_own_draft(draft) for draft in drafts), *await own_imports(context)]


def _own_draft(draft: KeptDraft) -> OwnDraft:
    kind = own_kind_word(draft.values["of"])
    what = t("change of a {kind}", kind=kind) if "item" in draft.values else kind
    return OwnDraft(_draft_title(draft.values), what, CONTENT.since(draft), go_on(draft.values, {"draft": str(draft.id)}))


def contents_heading() -> Markup:
    return t("**Your drafts**, not published yet")


def _draft_title(draft: Draft) -> str:
    """What a draft is about, whatever its kind."""
    named = (draft[name] for name in ("title", "question", "prompt", "region") if draft.get(name))
    return " ".join(next(named, draft["of"]).split())


async def draft_prefill(context: Context, kept: Draft) -> Prefill:
    """What the form of a draft holds."""
    return Prefill(readable(kept, await named_titles(context.unit)) if kept["of"] in LASTING else kept)


def go_on(draft: Draft, keys: Mapping[str, str]) -> Call:
    """The form that changes a draft."""
    if draft["of"] == "challenge":
        return Call("content change-challenge", {**keys, "kind": draft["kind"]})
    return Call(f"content change-{draft['of']}", keys)
