"""The help cards, out of the declarations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, fits, texts_of
from bot.interface.command import Command
from bot.interface.example_lines import example_line
from bot.interface.option import Parameter
from bot.text import Listed, Markup, escape, join, t


@dataclass(frozen=True, slots=True)
class Topic:
    """Commands that are shown together: those whose path begins with one of `words`."""

    title: Callable[[], Markup]
    words: tuple[str, ...]
    example: str
    """The path of the one whose typed line is shown."""


TOPICS = (
    Topic(
        lambda: t("Your week"),
        ("today", "milestone", "checkin", "progress", "leaderboard", "calendar", "dashboard"),
        "checkin",
    ),
    Topic(lambda: t("Cohorts"), ("cohort", "roadmap"), "cohort join"),
    Topic(lambda: t("Challenges"), ("challenge",), "challenge today"),
    Topic(
        lambda: t("Look things up"),
        ("find", "faq", "salary", "resource"),
        "find",
    ),
    Topic(lambda: t("Settings and help"), ("me", "help"), "help"),
    Topic(lambda: t("Steer cohorts"), ("manage",), "manage edit"),
    Topic(lambda: t("Add content"), ("content",), "content add-question"),
)


def overview(commands: Sequence[Command]) -> Card:
    """The commands, by topic; moderators' by their names only, with a button for more, and all of them if the reader's language
    is too long for this."""
    full = _overview(commands, described=True)
    return Card(t("What you can do here"), full if fits(full) else _overview(commands, described=False))


def _overview(commands: Sequence[Command], *, described: bool) -> tuple[Block, ...]:
    shown = [(topic, [command for command in commands if _first_word(command) in topic.words]) for topic in TOPICS]
    texts = [
        _described(topic, some) if described and not some[0].moderator else _named(topic, some) for topic, some in shown if some
    ]
    more = [_more(word) for topic, some in shown if some and some[0].moderator for word in topic.words]
    first = Button(t("See the cohorts"), Call("cohort list"), "primary")
    return (
        *texts,
        Note(t("Only you see the answers. </help checkin> tells more of one command, </help cohort> of all that begin so.")),
        Buttons((first, Button(t("Your settings"), Call("me settings")), *more)),
    )


def group_details(group: str, commands: Sequence[Command]) -> Card:
    """The commands of two words that begin with `group`, each with an example."""
    lines = [join([_line(command), _for_example(command.path)]) for command in commands]
    return Card(escape(group), tuple(texts_of(lines)))


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


def _first_word(command: Command) -> str:
    return command.group or command.name


def _described(topic: Topic, commands: Sequence[Command]) -> Text:
    lines = [_line(command) for command in commands]
    return Text(join([_title(topic), *lines, _for_example(topic.example)]))


def _named(topic: Topic, commands: Sequence[Command]) -> Text:
    if commands[0].moderator:  # too many to be pressed; a button shows them with what they do
        names = Listed(tuple(t("`{path}`", path=command.path) for command in commands))
        return Text(join([_title(topic), t("For moderators: {names}", names=names), _for_example(topic.example)]))
    names = Listed(tuple(t("</{path}>", path=command.path) for command in commands))
    return Text(join([_title(topic), t("{names}", names=names), _for_example(topic.example)]))


def _for_example(path: str) -> Markup:
    return t("For example: {line}", line=example_line(path))


def _title(topic: Topic) -> Markup:
    return t("**{title}**", title=topic.title())


def _more(word: str) -> Button:
    return Button(t("All of </{word}>", word=word), Call("help", {"command": word}))


def _line(command: Command) -> Markup:
    return t("- </{path}> {description}", path=command.path, description=t(command.description))


def _option(parameter: Parameter) -> Markup:
    need = Markup() if parameter.required else t(" (optional)")
    values = Listed(tuple(t("`{value}`", value=value) for value in parameter.values))
    one_of = t(" One of: {values}.", values=values) if parameter.values else Markup()
    description = t(parameter.option.description)
    return t("- `{name}`{need}: {description}{one_of}", name=parameter.name, need=need, description=description, one_of=one_of)
