"""The help cards, out of the declarations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.interface.call import Call
from bot.interface.card import Button, Buttons, Card, Note, Select, Text, texts_of
from bot.interface.command import Command
from bot.interface.example_lines import example_line
from bot.interface.inputs import Choice
from bot.interface.option import Parameter
from bot.interface.phone import shortest_cut
from bot.text import Listed, Markup, escape, join, t


@dataclass(frozen=True, slots=True)
class Topic:
    """Commands that are shown together: those of `paths`, and those whose first word is among these and that no topic names
    whole."""

    key: str
    """What `help` takes for it."""
    title: Callable[[], Markup]
    paths: tuple[str, ...]
    example: str
    """The path of the one whose typed line is shown."""


TOPICS = (
    Topic(
        "week",
        lambda: t("Your week"),
        ("today", "milestone", "checkin", "progress", "recap", "leaderboard", "calendar", "dashboard"),
        "checkin",
    ),
    Topic("cohorts", lambda: t("Cohorts"), ("cohort", "roadmap"), "cohort join"),
    Topic("challenges", lambda: t("Challenges"), ("challenge",), "challenge practice"),
    Topic(
        "lookups",
        lambda: t("Look things up"),
        ("find", "faq", "salary", "resource"),
        "find",
    ),
    Topic("settings", lambda: t("Settings and help"), ("me", "help"), "me away"),
    Topic(
        "care",
        lambda: t("Look after members"),
        ("manage status", "manage stats", "manage digest", "manage note", "manage remove", "manage repair"),
        "manage repair",
    ),
    Topic("steer", lambda: t("Steer cohorts"), ("manage",), "manage edit"),
    Topic("breaks", lambda: t("Breaks"), ("manage pause", "manage resume", "manage holidays", "manage shift"), "manage holidays"),
    Topic(
        "community",
        lambda: t("The community"),
        ("manage settings", "manage public-page", "manage moderators", "manage deliveries"),
        "manage moderators",
    ),
    Topic("adding", lambda: t("Add content"), ("content",), "content add-question"),
    Topic(
        "own",
        lambda: t("Your own roadmaps"),
        ("content add-week", "content add-roadmap", "content choose-weeks", "content copy-roadmap"),
        "content add-week",
    ),
    Topic(
        "changing",
        lambda: t("Change content"),
        ("content queue", "content edit", "content retire", "content undo", "content log", "content export"),
        "content edit",
    ),
)
MEMBERS = "members"
"""What `help` takes for what members can do, from moderators."""


def overview(commands: Sequence[Command]) -> Card:
    """What the reader can do, by topic: a moderator, what moderators can. A topic of the list tells what each command does."""
    own = [command for command in commands if command.moderator]
    members = Button(t("What members can do"), Call("help", {"command": MEMBERS}))
    cohorts = Button(t("See the cohorts"), Call("cohort list"), "primary")
    buttons = (members,) if own else (cohorts, Button(t("Your settings"), Call("me settings")))
    shown = by_topic(own or commands)
    example, private = Text(_for_example(shown[0][0].example)), Note(t("Only you see the answers."))
    variants = ((*_topics(shown), *said, _more_of(by_topic(commands)), Buttons(buttons)) for said in ((example, private), ()))
    return shortest_cut(t("What you can do here"), variants)


def topic_details(topic: Topic, commands: Sequence[Command]) -> Card:
    """What each of the commands of a topic does, with an example."""
    return Card(topic.title(), (*texts_of([*map(_line, commands), _for_example(topic.example)]), _back()))


def group_details(group: str, commands: Sequence[Command]) -> Card:
    """The commands of two words that begin with `group`, each with an example; by topic if they are of several."""
    if len(topics := by_topic(commands)) > 1:
        return Card(escape(group), (*_topics(topics), _more_of(topics)))
    lines = [join([_line(command), _for_example(command.path)]) for command in commands]
    return Card(escape(group), tuple(texts_of(lines)))


def by_topic(commands: Sequence[Command]) -> list[tuple[Topic, list[Command]]]:
    """The topics of some commands, each with those that belong to it."""
    found = [(topic, [command for command in commands if _belongs(command, topic)]) for topic in TOPICS]
    return [(topic, some) for topic, some in found if some]


def details(command: Command) -> Card:
    """One command with its options and an example of a typed line."""
    options = [_option(parameter) for parameter in command.parameters]
    return Card(
        escape(command.path),
        (
            Text(t(command.description)),
            Text(join([t("**Options**"), *options]) if options else t("It takes no options.")),
            Text(_for_example(command.path)),
        ),
    )


def _belongs(command: Command, topic: Topic) -> bool:
    if any(command.path in other.paths for other in TOPICS):
        return command.path in topic.paths
    return command.group in topic.paths


def _topics(topics: Sequence[tuple[Topic, Sequence[Command]]]) -> list[Text]:
    return [Text(_topic(topic, some)) for topic, some in topics]


def _topic(topic: Topic, commands: Sequence[Command]) -> Markup:
    """Members' commands can be pressed; those of moderators, which are many, are named by their second words, in one line."""
    if not commands[0].moderator:
        pressed = join([t("</{path}>", path=command.path) for command in commands], " ")
        return join([t("**{title}**", title=topic.title()), pressed])
    names = Listed(tuple(escape(command.name) for command in commands))
    return t("**{title}:** `{group}` {names}", title=topic.title(), group=commands[0].group or "", names=names)


def _more_of(topics: Sequence[tuple[Topic, Sequence[Command]]]) -> Select:
    choices = tuple(Choice(topic.title(), topic.key) for topic, _ in topics)
    return Select(t("What they do, with examples"), Call("help"), "command", choices)


def _back() -> Buttons:
    return Buttons((Button(t("All of help"), Call("help")),))


def _for_example(path: str) -> Markup:
    return t("For example: {line}", line=example_line(path))


def _line(command: Command) -> Markup:
    return t("- </{path}> {description}", path=command.path, description=t(command.description))


def _option(parameter: Parameter) -> Markup:
    need = Markup() if parameter.required else t(" (optional)")
    values = Listed(tuple(t("`{value}`", value=value) for value in parameter.values))
    one_of = t(" One of: {values}.", values=values) if parameter.values else Markup()
    description = t(parameter.option.description)
    return t("- `{name}`{need}: {description}{one_of}", name=parameter.name, need=need, description=description, one_of=one_of)
