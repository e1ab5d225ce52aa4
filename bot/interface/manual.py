"""The help cards, out of the declarations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text, fits, texts_of
from bot.interface.command import Command
from bot.interface.option import Parameter
from bot.text import Listed, Markup, escape, join, plain, t


@dataclass(frozen=True, slots=True)
class Topic:
    """Commands that are shown together: those whose path begins with one of `words`."""

    title: Callable[[], Markup]
    words: tuple[str, ...]
    example: Callable[[], Markup]
    """A typed line of one of them."""


TOPICS = (
    Topic(
        lambda: t("Your week"),
        ("today", "milestone", "checkin", "progress", "leaderboard"),
        lambda: t('</checkin did="chapter 3" next=exercises>'),
    ),
    Topic(lambda: t("Cohorts"), ("cohort", "roadmap"), lambda: t("</cohort join cohort=spring>")),
    Topic(lambda: t("Challenges"), ("challenge",), lambda: t("</challenge today>")),
    Topic(
        lambda: t("Look things up"),
        ("find", "faq", "salary", "resource"),
        lambda: t('</find query="how do I begin">'),
    ),
    Topic(lambda: t("Settings and help"), ("me", "help"), lambda: t("</help command=checkin>")),
    Topic(lambda: t("Steer cohorts"), ("manage",), lambda: t("</manage edit cohort=spring>")),
    Topic(lambda: t("Add content"), ("content",), lambda: t('</content add-question question="When do we meet?">')),
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
    lines = [join([_line(command), t("For example: </{line}>", line=_example(command))]) for command in commands]
    return Card(escape(group), tuple(texts_of(lines)))


def details(command: Command) -> Card:
    """One command with its options and an example of a typed line."""
    options = [_option(parameter) for parameter in command.parameters]
    return Card(
        escape(command.path),
        (
            Text(t(command.description)),
            Text(join([t("**Options**"), *options]) if options else t("It takes no options.")),
            Text(t("Typed: </{line}>", line=_example(command, [*command.asked, *command.parameters][:1]))),
            *(Text(_for_example(topic)) for topic in TOPICS if _is_of(topic, command)),
        ),
    )


def _first_word(command: Command) -> str:
    return command.group or command.name


def _described(topic: Topic, commands: Sequence[Command]) -> Text:
    lines = [_line(command) for command in commands]
    return Text(join([_title(topic), *lines, _for_example(topic)]))


def _named(topic: Topic, commands: Sequence[Command]) -> Text:
    if commands[0].moderator:  # too many to be pressed; a button shows them with what they do
        names = Listed(tuple(t("`{path}`", path=command.path) for command in commands))
        return Text(join([_title(topic), t("For moderators: {names}", names=names), _for_example(topic)]))
    names = Listed(tuple(t("</{path}>", path=command.path) for command in commands))
    return Text(join([_title(topic), t("{names}", names=names), _for_example(topic)]))


def _for_example(topic: Topic) -> Markup:
    return t("For example: {line}", line=topic.example())


def _is_of(topic: Topic, command: Command) -> bool:
    """Whether the example of a topic is a line of the command."""
    return f"{plain(topic.example())} ".startswith(f"/{command.path} ")


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


def _example(command: Command, given: Sequence[Parameter] = ()) -> str:
    """A typed line with what is required, else with what is given."""
    required = [parameter for parameter in command.parameters if parameter.required]
    return " ".join([command.path, *(f"{parameter.name}=…" for parameter in required or given)])
