"""How an item that was looked up is shown: a line in a list, or a card of its own with what can be done with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.domain.items import Findable, Found, kind_of, title_of
from bot.domain.lookup import LEVELS, STALE_AFTER_YEARS, Figure, Question, Resource, Term
from bot.domain.roadmap import Roadmap, Week
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Fields, Note, Select, Text, fits
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL, LONGEST_TITLE, MOST_CHOICES, fitted, fitted_list
from bot.ports.unit import Unit
from bot.shared.left_out import left_out_notes
from bot.shared.text_with_code import blocks_with_code, without_code_marks
from bot.shared.told_apart import told_apart
from bot.shared.week_card import cost_word, hours, resource_kind_word, week_blocks, whole_week_blocks
from bot.text import Listed, Markup, Value, clip, escape, join, link, n, t

LONGEST_ANSWER = 1900
LONGEST_GIST = 400
GIST = 80
"""The most characters of an item's text in a list."""


def kind_word(item: Findable) -> Markup:
    """An item's kind, as people read it."""
    words = {
        "resource": t("resource"),
        "question": t("question"),
        "term": t("term"),
        "figure": t("salary figure"),
        "week": t("week"),
        "roadmap": t("roadmap"),
    }
    return words[kind_of(item)]


def entry_of(item: Findable) -> Mapping[str, str]:
    """The item as programs read it."""
    address = {"url": item.url} if isinstance(item, Resource) else {}
    return {"id": item.id, "kind": kind_of(item), "title": title_of(item), **address}


def choices_of(items: Iterable[Findable]) -> tuple[Choice, ...]:
    """The items as entries of a select, as many as it holds, each once; those of one title are told apart."""
    shown = dict(list({item.id: item for item in items}.items())[:MOST_CHOICES])
    details = {key: _detail(item) for key, item in shown.items()}
    labels = told_apart({key: title_of(item) for key, item in shown.items()}, details)
    return tuple(Choice(labels[key], key) for key in shown)


def _detail(item: Findable) -> Markup:
    """What tells items of one title apart."""
    return pay_words(item) if isinstance(item, Figure) else kind_word(item)


def suggested(items: Sequence[Findable]) -> list[Choice]:
    """The items as suggestions for a look-up: choosing one looks for its title, or for its id if the title is too long."""
    by_title = {title_of(item): item for item in items}
    return [
        Choice(escape(clip(title, LONGEST_LABEL)), title if len(title) <= LONGEST_LABEL else item.id)
        for title, item in by_title.items()
    ]


def list_card(title: Markup, found: Sequence[Findable], others: Sequence[Findable] = (), *notes: Block) -> Card:
    """Items in a list, as many as fit, and a select that opens any of them or of `others`."""
    most = len(found)
    while not fits(blocks := (*list_blocks(found[:most], (*found[most:], *others), *notes),)):
        most -= 1
    return Card(title, blocks, tuple(map(entry_of, found)))


def list_blocks(found: Sequence[Findable], others: Sequence[Findable] = (), *notes: Block) -> list[Block]:
    lines = (Text(_line(number, item)) for number, item in enumerate(found, 1))
    return [*lines, *notes, Select(t("Open one"), Call("item show"), "item", choices_of((*found, *others)))]


def guesses(found: Sequence[Found]) -> tuple[Select, ...]:
    """Did you mean …? No block if nothing is near."""
    choices = choices_of(guess.item for guess in found)
    return (Select(t("Did you mean …?"), Call("item show"), "item", choices),) if choices else ()


async def item_card(
    unit: Unit, item: Findable, now: datetime, *, saved: bool = False, shares: bool = True, others: Sequence[Findable] = ()
) -> Card:
    """The item with all that is known of it, and what can be done with it; `shares` if others can be shown it here."""
    blocks = await item_blocks(unit, item, now)
    see = [found for found in [await unit.search.get(other) for other in _see(item)] if found]
    more = choices_of(other for other in (*others, *see) if other.id != item.id)
    select = (Select(t("See also"), Call("item show"), "item", more),) if more else ()
    entries = (entry_of(item), *map(entry_of, others))
    return Card(fitted(title_of(item), LONGEST_TITLE), (*blocks, *_buttons(item, saved=saved, shares=shares), *select), entries)


async def item_blocks(unit: Unit, item: Findable, now: datetime) -> tuple[Block, ...]:
    """What is known of an item."""
    match item:
        case Resource():
            facts = _facts(item)
            fields = (Fields(facts),) if facts else ()
            return (Text(link(clip(item.url, 150), item.url)), *await left_out_notes(unit, item), *fields)
        case Question():
            return blocks_with_code(item.answer, LONGEST_ANSWER)
        case Term():
            return blocks_with_code(item.meaning, LONGEST_ANSWER)
        case Figure():
            return (Text(pay_line(item)), *_figure_notes(item), *stale_note([item], now))
        case Week():
            return week_blocks(item, await _resources(unit, item))
        case Roadmap():
            return (Text(escape(item.summary)), Note(n("{count} week", "{count} weeks", len(item.weeks))))


async def whole_item_blocks(unit: Unit, item: Findable, now: datetime) -> tuple[Block, ...]:
    """The same, with all of a week."""
    return whole_week_blocks(item, await _resources(unit, item)) if isinstance(item, Week) else await item_blocks(unit, item, now)


async def _resources(unit: Unit, week: Week) -> Mapping[str, Resource]:
    """The resources of a week by id, as look-ups have them."""
    named = [await unit.search.get(part.ref) for part in week.resources]
    return {found.id: found for found in named if isinstance(found, Resource)}


def pay_line(figure: Figure) -> Markup:
    """Who earns what, by which source, of which year."""
    year = escape(str(figure.year)) if figure.year else t("undated")
    return t(
        "**{region}**, {level}: {pay} ({source}, {year})",
        region=figure.region,
        level=figure.level,
        pay=pay_words(figure),
        source=figure.source,
        year=year,
    )


def stale_note(figures: Sequence[Figure], now: datetime) -> tuple[Note, ...]:
    """A warning if a figure is old, or if nobody knows how old it is."""
    stale = any(figure.year is None or figure.year + STALE_AFTER_YEARS <= now.year for figure in figures)
    return (
        (Note(t("⚠ Undated or older figures may no longer hold. Look for newer ones before you rely on them.")),) if stale else ()
    )


def pay_words(figure: Figure) -> Markup:
    """What is paid, as people read it."""
    values: dict[str, Value] = {"currency": figure.currency, "low": figure.low, "period": period_words(figure)}
    if figure.high is None:
        return t("from {currency} {low} {period} up", **values)
    if figure.high == figure.low:
        return t("{currency} {low} {period}", **values)
    if figure.or_more:
        return t("{currency} {low} to {high} or more {period}", high=figure.high, **values)
    return t("{currency} {low} to {high} {period}", high=figure.high, **values)


def period_words(figure: Figure) -> Markup:
    """For how long pay is, as people read it behind an amount."""
    return {"year": t("a year"), "month": t("a month"), "day": t("a day"), "hour": t("an hour")}[figure.period]


def _figure_notes(figure: Figure) -> tuple[Note, ...]:
    return (Note(escape(figure.note)),) if figure.note else ()


def _facts(resource: Resource) -> tuple[tuple[Markup, Markup], ...]:
    """What is known of a resource beside its title and address; what is not known is left out."""
    facts = (
        (t("Kind"), resource_kind_word(resource)),
        (t("Cost"), cost_word(resource)),
        (t("Level"), level_word(resource)),
        (t("Time"), _time(resource)),
        (t("By"), t("{names}", names=fitted_list(resource.authors, LONGEST_GIST))),
        (t("Language"), escape("" if resource.language == "en" else resource.language)),
        (t("Licence"), escape(resource.licence)),
        (t("Last checked"), _checked(resource)),
    )
    return tuple((label, value) for label, value in facts if value)


def level_word(resource: Resource) -> Markup:
    """For whom a resource is, as people read it; empty if nobody said it."""
    words = {"beginner": t("beginner"), "intermediate": t("intermediate"), "advanced": t("advanced")}
    return words[LEVELS[resource.level]] if resource.level else Markup()


def _time(resource: Resource) -> Markup:
    return hours(round(resource.hours * 60)) if resource.hours else Markup()


def _checked(resource: Resource) -> Markup:
    return t("{day}", day=date.fromisoformat(resource.checked)) if resource.checked else Markup()


def _line(number: int, item: Findable) -> Markup:
    """One entry of a list: what it is called, of which kind it is, and the gist of it."""
    name = (
        link(clip(item.title, 100), item.url) if isinstance(item, Resource) else t("**{title}**", title=clip(title_of(item), 100))
    )
    head = t("{number}. {name} ({kind})", number=number, name=name, kind=_kind_line(item))
    gist = _gist(item)
    return join([head, gist]) if gist else head


def _kind_line(item: Findable) -> Markup:
    if not isinstance(item, Resource):
        return kind_word(item)
    facts = (resource_kind_word(item) or kind_word(item), cost_word(item), level_word(item), _time(item))
    return t("{facts}", facts=Listed(tuple(fact for fact in facts if fact)))


def _gist(item: Findable) -> Markup:
    match item:
        case Question():
            return fitted(clip(without_code_marks(item.answer).splitlines()[0], GIST), LONGEST_GIST)
        case Term():
            return fitted(clip(without_code_marks(item.meaning), GIST), LONGEST_GIST)
        case Week():
            return escape(clip(item.why, GIST))
        case Roadmap():
            return escape(clip(item.summary, GIST))
        case Figure():
            return pay_line(item)
        case Resource():
            return Markup()


def _see(item: Findable) -> Sequence[str]:
    return item.see if isinstance(item, Question | Term) else ()


def _buttons(item: Findable, *, saved: bool, shares: bool) -> tuple[Buttons, ...]:
    keys = {"item": item.id}
    share = (Button(t("Share"), Call("item share", keys)),) if shares else ()
    if isinstance(item, Roadmap):
        weeks = Call("roadmap show", {"roadmap": item.id.removeprefix("roadmap.")})
        return (Buttons((Button(t("Show its weeks"), weeks, "primary"), *share)),)
    if isinstance(item, Week):
        return (Buttons((Button(t("More"), Call("item more", keys)), *share)),)
    if not isinstance(item, Resource):
        return (Buttons(share),) if share else ()
    keep = (
        Button(t("Take off my shelf"), Call("resource unsave", keys)) if saved else Button(t("Save"), Call("resource save", keys))
    )
    open_page = Button(t("Open"), url=item.url)
    return (Buttons((open_page, *share, keep, Button(t("Broken"), Call("resource broken", keys)))),)
