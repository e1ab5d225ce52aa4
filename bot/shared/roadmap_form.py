"""How what a form says of a week, or of a roadmap, becomes the item."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.own_roadmap import lines_of, read_resource, usual_role
from bot.domain.roadmap import LONGEST_UNIT, MOST_WEEKS, CatchUp, Milestone, Minutes, Roadmap, Week, WeekResource
from bot.errors import Refusal
from bot.interface.limits import LONGEST_TITLE, width
from bot.shared.resource_form import Known, chosen_topics, titled
from bot.text import clip, escape, n, plain, t

MOST_WEEK_TOPICS = 12
MOST_RESOURCES = 6
LONGEST_LINE = 200
LONGEST_SHORT = 24
WIDEST_TITLE = LONGEST_TITLE - 30
"""Of a week or a roadmap, as cards write more beside it."""
WIDEST_WEEK = 2500
"""The texts of a week together, so that each card that shows it has room for the rest."""


def week_from(known: Known, id: str, texts: Mapping[str, str], kept: Sequence[str] = ()) -> Week:
    """The week that the texts of its forms describe; `kept` are topics and resources that it has already. What is left out is as
    it usually is. Raises Refusal for what cannot be meant."""
    title, make = _title(texts), _text(texts, "make")
    minutes = _number(texts, "minutes", 0)
    light = _number(texts, "light", minutes // 2)
    goals = _lines(texts, "goals", 5)
    if not goals:
        raise Refusal(t("Write at least one goal."), "goals")
    made = tuple(lines_of(make)) or (make,)
    week = Week(
        id=id,
        rev=1,
        title=title,
        short=_text(texts, "short") or clip(title, LONGEST_SHORT),
        why=texts.get("why", "").strip(),
        goals=goals,
        minutes=Minutes(light=light, standard=minutes),
        milestone=Milestone(
            text=make,
            checklist=_lines(texts, "checklist", 6) or made,
            stretch=_text(texts, "further") or plain(t("Show what you made to somebody else, and ask what they would change.")),
        ),
        resources=_resources(known, texts, kept),
        question=_text(texts, "question") or plain(t("How far have you come with this week’s work?")),
        reflection=_text(texts, "reflection") or plain(t("What would you do in another way next time?")),
        catch_up=CatchUp(minutes=_number(texts, "catch_up", light), steps=_lines(texts, "steps", 4) or made),
        topics=chosen_topics(known, texts.get("topics", ""), kept, MOST_WEEK_TOPICS),
    )
    _check_room(week)
    return week


def roadmap_from(known: Known, id: str, texts: Mapping[str, str], kept: Sequence[str] = ()) -> Roadmap:
    """The roadmap that the texts of its form describe; `kept` are weeks that it has already. Raises Refusal for what cannot be
    meant."""
    names = [name for line in lines_of(texts.get("weeks", "")) for name in known.weeks.parted(line)]
    lines = [known.weeks.find(name, "weeks", kept) for name in names]
    twice = next((name for name, line in zip(names, lines, strict=True) if lines.count(line) > 1), None)
    if twice:
        raise Refusal(t("“{week}” is there twice; a roadmap has each week once. Take one out.", week=clip(twice, 60)), "weeks")
    if len(lines) > MOST_WEEKS:
        raise Refusal(t("Those are {count} weeks; {most} is the most.", count=len(lines), most=MOST_WEEKS), "weeks")
    summary = texts.get("summary", "").strip()
    _check_width(summary, 1800, "summary")
    return Roadmap(id=id, rev=1, title=_title(texts), summary=summary, weeks=tuple(lines))


def _title(texts: Mapping[str, str]) -> str:
    title = titled(texts.get("title", ""))
    _check_width(title, WIDEST_TITLE, "title")
    return title


def _text(texts: Mapping[str, str], name: str) -> str:
    """A text of one line."""
    return " ".join(texts.get(name, "").split())


def _number(texts: Mapping[str, str], name: str, usual: int) -> int:
    return int(texts[name]) if texts.get(name) else usual


def _lines(texts: Mapping[str, str], name: str, most: int) -> tuple[str, ...]:
    """The lines of a list. Raises Refusal for too many, or one too long."""
    lines = tuple(lines_of(texts.get(name, "")))
    if len(lines) > most:
        told = n(
            "That is {count} line; {most} is the most.", "Those are {count} lines; {most} is the most.", len(lines), most=most
        )
        raise Refusal(told, name)
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise Refusal(t("“{line}” is too long; {most} characters is the most.", line=clip(line, 50), most=LONGEST_LINE), name)
    return lines


def _resources(known: Known, texts: Mapping[str, str], kept: Collection[str]) -> tuple[WeekResource, ...]:
    lines = [*lines_of(texts.get("resources", ""))]
    parts: dict[str, WeekResource] = {}
    for line in lines:
        role, name, unit = read_resource(line)
        if len(unit) > LONGEST_UNIT:
            raise Refusal(
                t("“{unit}” is too long; {most} characters is the most.", unit=clip(unit, 50), most=LONGEST_UNIT), "resources"
            )
        ref = known.resources.find(name, "resources", kept)
        parts.setdefault(ref, WeekResource(ref=ref, role=role or usual_role(len(parts)), unit=unit))  # pyright: ignore[reportArgumentType]
    if len(parts) > MOST_RESOURCES:
        raise Refusal(t("Those are {count} resources; {most} is the most.", count=len(parts), most=MOST_RESOURCES), "resources")
    return tuple(parts.values())


def _check_room(week: Week) -> None:
    """Raises Refusal for texts for which a card has no room, though each has its length."""
    texts = (
        week.why,
        *week.goals,
        week.milestone.text,
        *week.milestone.checklist,
        week.milestone.stretch,
        week.question,
        week.reflection,
        *week.catch_up.steps,
    )
    wide = sum(width(escape(text)) + 8 for text in texts)
    if wide > WIDEST_WEEK:
        sentence = t(
            "This week says more than a card holds: {wide} characters of {most}, and marks such as & and < count as several. "
            "Shorten why, the goals or the checklist.",
            wide=wide,
            most=WIDEST_WEEK,
        )
        raise Refusal(sentence, "why")


def _check_width(text: str, most: int, option: str) -> None:
    if width(escape(text)) > most:
        raise Refusal(t("This is too long for a card; shorten it, or take out marks such as & and <."), option)
