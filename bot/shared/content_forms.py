"""The forms in which moderators write an item: the options follow from the item's fields, which limit what fits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen

from bot.domain.lookup import Figure, Level, Question, Resource
from bot.domain.roadmap import MOST_MINUTES, Roadmap, Week
from bot.interface.option import Option, Parameter, parameter_of
from bot.shared.resource_form import ResourceKind, suggest_topics
from bot.text import Markup, t


@dataclass(frozen=True, slots=True)
class Step:
    """A further form: its name, which is a part of its command's path, the button that leads there, and what it asks."""

    name: str
    button: Callable[[], Markup]
    options: tuple[Parameter, ...]


def _details(*options: Parameter) -> tuple[Step]:
    return (Step("details", lambda: t("More details"), options),)


@dataclass(frozen=True, slots=True)
class ContentForm:
    """What is asked of one kind of item: the first form asks what is needed most, further ones the rest."""

    of: str
    first: tuple[Parameter, ...]
    further: tuple[Step, ...] = ()

    @property
    def typed(self) -> Sequence[Parameter]:
        """The options of a typed line, of which a form asks the first."""
        rest = [option for step in self.further for option in step.options]
        return [*self.first, *(replace(each, option=replace(each.option, asked=False)) for each in rest)]


def of_field(
    item: type, name: str, option: Option, *, meant: Any = None, required: bool = False, asked: bool = True
) -> Parameter:
    """The option for a field of an item. A text is at most as long as the field, a number in its bounds; what is listed in the
    field is written with commas between; `meant` is the option's type if it is written in other terms than the field has."""
    base, *limits = _parts(get_type_hints(item, include_extras=True)[name])
    most = next((limit.max_length for limit in limits if isinstance(limit, MaxLen) and base is str), option.most)
    bounds = [limit for limit in limits if isinstance(limit, Ge | Le)]
    kind = meant or (int if bounds else base if get_origin(base) is Literal else str)
    return parameter_of(name, Annotated[kind, replace(option, asked=asked, most=most), *bounds], required=required)  # pyright: ignore[reportInvalidTypeForm]


def _parts(hint: Any) -> tuple[Any, ...]:
    """The type of a field that may be None, and its limits."""
    if get_origin(hint) is Annotated:
        return get_args(hint)
    some = [argument for argument in get_args(hint) if argument is not NoneType]
    return _parts(some[0]) if NoneType in get_args(hint) else (hint,)


_ALIASES = Option("Other words it is found by, with commas between.", label="Other names", most=500, hint="Such as d2l")
_TOPICS = Option("Topics, with commas between.", suggest=suggest_topics)
_URL = Option("Its address.", label="Address", address=True, hint="Such as https://example.org/course")
_HOURS = Option("How many hours does it take? 0 for a place to return to.", asked=True, most=40)
_PAY = Option(
    "What is paid, such as 150000-190000 USD.", asked=True, most=80, hint="Such as 60k-75k EUR, 4500 CHF a month, 150k+ USD"
)
_ANSWER = Option("The answer, in a few short lines.", long=True)

RESOURCE = ContentForm(
    "resource",
    first=(
        of_field(Resource, "title", Option("What is it called?"), required=True),
        of_field(Resource, "url", _URL, required=True),
        of_field(Resource, "kind", Option("What is it?"), meant=ResourceKind),
        of_field(Resource, "level", Option("For whom?"), meant=Level),
        of_field(Resource, "topics", _TOPICS),
    ),
    further=_details(
        of_field(Resource, "cost", Option("At what cost?", labels={"freemium": "free to start"})),
        parameter_of("hours", Annotated[str, _HOURS], required=False),
        of_field(Resource, "authors", Option("Who made it, with commas between.", most=300)),
        of_field(Resource, "aliases", _ALIASES),
        of_field(Resource, "language", Option("Its language, such as en or de.")),
    ),
)
QUESTION = ContentForm(
    "question",
    first=(
        of_field(Question, "question", Option("The question, as members ask it.", words=True), required=True),
        of_field(Question, "answer", _ANSWER, required=True),
        of_field(Question, "aliases", _ALIASES),
        of_field(Question, "topics", _TOPICS),
    ),
)
FIGURE = ContentForm(
    "figure",
    first=(
        of_field(Figure, "region", Option("Where? Such as Germany or Europe (London).", words=True), required=True),
        of_field(Figure, "level", Option("Which level? Such as senior."), required=True),
        parameter_of("pay", Annotated[str, _PAY], required=True),
        of_field(Figure, "year", Option("Of which year is it? Empty if the source is undated.")),
        of_field(Figure, "source", Option("Who says so? Such as a survey or a site."), required=True),
    ),
    further=_details(
        of_field(Figure, "role", Option("Whose pay is it? Such as ML engineer.")),
        of_field(Figure, "note", Option("What else one should know.")),
        of_field(Figure, "aliases", _ALIASES),
    ),
)


def _list(name: str, description: str, label: str, hint: str, most: int, *, required: bool = False) -> Parameter:
    """An option of several lines."""
    option = Option(description, label=label, hint=hint, long=True, asked=True, most=most)
    return parameter_of(name, Annotated[str, option], required=required)


def _minutes(name: str, description: str, label: str, *, required: bool = False) -> Parameter:
    option = Option(description, label=label, hint="Such as 4 h or 90 minutes", minutes=True, asked=True)
    return parameter_of(name, Annotated[int, option, Ge(1 if required else 0), Le(MOST_MINUTES)], required=required)


def _text(name: str, description: str, label: str, hint: str, most: int, *, required: bool = False) -> Parameter:
    option = Option(description, label=label, hint=hint, asked=True, most=most)
    return parameter_of(name, Annotated[str, option], required=required)


WEEK = ContentForm(
    "week",
    first=(
        of_field(Week, "title", Option("What is the week called?"), required=True),
        _text("make", "What is made in it?", "What to make", "Such as a chart of your own data", 200, required=True),
        of_field(Week, "why", Option("Why is it worth a week?", label="Why", long=True), required=True),
        _list(
            "goals", "What can somebody do afterwards? A line each.", "Goals", "A line each, five at most", 1000, required=True
        ),
        _minutes("minutes", "How long does it take, such as 4 h?", "Time it takes", required=True),
    ),
    further=(
        Step(
            "details",
            lambda: t("More details"),
            (
                _list(
                    "checklist", "How does one tell that it is done? A line each.", "Checklist", "A line each, six at most", 1200
                ),
                _list(
                    "resources", "What helps? Titles, a line each.", "Resources", "Titles, a line each; the first to start", 900
                ),
                of_field(Week, "topics", _TOPICS),
                of_field(Week, "question", Option("What are members asked at check-in?", label="Check-in question")),
                _text("further", "What if somebody has time left?", "Go further", "For whoever has time left", 200),
            ),
        ),
        Step(
            "catch-up",
            lambda: t("For little time"),
            (
                _minutes("light", "How long with little time?", "Time, if there is little"),
                _list("steps", "The shortest way through it. A line each.", "Shortest way", "A line each, four at most", 800),
                _minutes("catch_up", "How long does the shortest way take?", "Time of the shortest way"),
                of_field(Week, "short", Option("Its name in a few letters.", label="Short title")),
                _text("reflection", "What is worth a thought at its end?", "A thought for the end", "", 200),
            ),
        ),
    ),
)
ROADMAP = ContentForm(
    "roadmap",
    first=(
        of_field(Roadmap, "title", Option("What is it called?"), required=True),
        of_field(
            Roadmap, "summary", Option("What is it, and for whom?", label="What it is, and for whom", long=True), required=True
        ),
        _list(
            "weeks", "Its weeks, a title a line, in order.", "Weeks", "Titles, a line each; leave it empty to choose them", 3000
        ),
    ),
)
FORMS = {form.of: form for form in (RESOURCE, QUESTION, FIGURE, WEEK, ROADMAP)}
"""By the kind of the item."""
