"""Moderators add challenges: a form for each kind, tried against its own key, then the same road as other content."""

from collections.abc import Mapping
from typing import Annotated, Any

from annotated_types import Ge, Le

from bot.domain.challenge import Challenge, ChallengeKind
from bot.domain.lookup import Level
from bot.domain.variant import variant_of
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Ask, Button, Buttons, Card, Form, Note, Select
from bot.interface.command import Command, Commands
from bot.interface.errand import CodeOutcomes
from bot.interface.inputs import Choice, TextInput
from bot.interface.option import Option
from bot.ports.sandbox import CodeRun
from bot.shared.challenge_card import Asked, explanation, question
from bot.shared.challenge_written import challenge_from, solutions, try_key, try_solutions
from bot.shared.content_draft import PREVIEW, keep_content, kept_content
from bot.shared.drafts import drop_draft
from bot.shared.resource_form import suggest_topics
from bot.text import Markup, t

commands = Commands()

KindOption = Annotated[
    ChallengeKind | None, Option("How is it answered?", labels={"single": "choose one", "multi": "choose several"})
]
Prompt = Annotated[str, Option("What is asked.", asked=True, long=True, most=1500)]
Key = Annotated[str, Option("What is right; the form says how.", asked=True, long=True, most=2000)]
Explain = Annotated[str, Option("Why it is right.", asked=True, long=True, most=900)]
Hint = Annotated[str, Option("Hints, a line each.", asked=True, long=True, most=600)]
Topics = Annotated[str, Option("Its topics, with commas between.", asked=True, suggest=suggest_topics, several=True)]
Code = Annotated[str, Option("Python.", asked=True, long=True, most=1500)]
LevelOf = Annotated[Level, Option("For whom?")]
Minutes = Annotated[int, Option("How many minutes does it take?"), Ge(1), Le(60)]


async def challenge_form(context: Context, command: Command, call: Call) -> Form:
    """Five inputs for the kind. Raises Ask for the kind if it is not chosen yet."""
    draft = call.values.get("draft")
    values = {**(await kept_content(context, draft) if draft else {}), **call.values}
    kind = values.get("kind", "")
    if kind not in _KEYS:
        raise Ask(_which_kind())
    keys = {name: call.values[name] for name in ("draft", "kind") if name in call.values}
    return Form(t("Add a challenge"), Call(call.path, keys), _inputs(kind, values), t("Preview"))


async def find_solutions(context: Context, arguments: Mapping[str, Any]) -> tuple[CodeRun, ...]:
    """The written solutions, to be tried before anybody sees the challenge."""
    if arguments.get("kind") != "python":
        return ()
    return solutions(await challenge_from(context, PREVIEW, {name: str(value) for name, value in arguments.items()}))


@commands.add(
    "content add-challenge",
    "Add a challenge: a form for its kind, a trial, a preview, then Publish.",
    moderator=True,
    title="Add a challenge",
    submit="Preview",
    form=challenge_form,
    before=CodeOutcomes(find_solutions),
)
async def add_challenge(
    context: Context,
    kind: KindOption = None,
    prompt: Prompt = "",
    key: Key = "",
    explain: Explain = "",
    hint: Hint = "",
    topics: Topics = "",
    reference: Code = "",
    wrong: Code = "",
    level: LevelOf = "beginner",
    minutes: Minutes = 3,
) -> Card:
    if kind is None:
        raise Ask(_which_kind())
    written = {"kind": kind, "prompt": prompt, "key": key, "explain": explain, "hint": hint, "topics": topics}
    more = {"reference": reference, "wrong": wrong, "level": level, "minutes": str(minutes)}
    return await _tried(context, {"of": "challenge", **written, **more})


@commands.add(
    "content change-challenge",
    "Change a draft of a challenge.",
    listed=False,
    moderator=True,
    title="Edit the challenge",
    submit="Preview",
    form=challenge_form,
    before=CodeOutcomes(find_solutions),
)
async def change_challenge(
    context: Context,
    draft: Annotated[str, Option("Which draft?")],
    kind: KindOption = None,
    prompt: Prompt = "",
    key: Key = "",
    explain: Explain = "",
    hint: Hint = "",
    topics: Topics = "",
    reference: Code = "",
    wrong: Code = "",
) -> Card:
    given = {"prompt": prompt, "key": key, "explain": explain, "hint": hint, "topics": topics, "reference": reference}
    changed = {name: text for name, text in {**given, "wrong": wrong, "kind": kind or ""}.items() if text}
    card = await _tried(context, {**await kept_content(context, draft), **changed})
    await drop_draft(context.unit, draft)
    return card


async def _tried(context: Context, values: Mapping[str, str]) -> Card:
    """The preview of a challenge whose key holds; it is kept as a draft."""
    challenge = await challenge_from(context, PREVIEW, values)
    try_key(challenge)
    if challenge.kind == "python":
        try_solutions(context, challenge)
    return _preview(challenge, await keep_content(context, values))


def _preview(challenge: Challenge, draft: str) -> Card:
    keys = {"draft": draft}
    asked = Asked(challenge, variant_of(challenge, 0), Call("content publish", keys))
    buttons = (
        Button(t("Publish"), Call("content publish", keys), "primary"),
        Button(t("Edit"), Call("content change-challenge", {**keys, "kind": challenge.kind})),
        Button(t("Discard"), Call("content discard", keys), "danger"),
    )
    note = Note(t("Preview. Its key holds. Nobody sees it yet; it is kept for seven days."))
    return Card(t("A new challenge"), (note, *question(asked), *explanation(asked), Buttons(buttons)))


def _which_kind() -> Card:
    labels = {
        "single": t("Choose one"),
        "multi": t("Choose all that are true"),
        "numeric": t("A number, from a template"),
        "text": t("A few words"),
        "order": t("Sort the steps"),
        "python": t("Write a function"),
        "reflection": t("A thought, which nobody grades"),
    }
    choices = tuple(Choice(label, kind) for kind, label in labels.items())
    return Card(t("What kind of challenge?"), (Select(t("Choose a kind"), Call("content add-challenge"), "kind", choices),))


_KEYS = ("single", "multi", "numeric", "text", "order", "python", "reflection")


def _inputs(kind: str, values: Mapping[str, str]) -> tuple[TextInput, ...]:
    """What the form of a kind asks, five inputs at most."""

    def area(name: str, label: Markup, hint: Markup, most: int, *, required: bool = True) -> TextInput:
        return TextInput(name, label, values.get(name, "")[:most], hint, multiline=True, required=required, most=most)

    prompt = area("prompt", t("What is asked"), t("Values of a template stand in braces"), 1500)
    explain = area("explain", t("Why it is right"), Markup(), 900)
    topics = TextInput("topics", t("Topics"), values.get("topics", ""), t("With commas between"), most=200)
    if kind == "reflection":
        return (prompt, explain, topics)
    if kind == "python":
        reference = area("reference", t("A right solution"), Markup(), 1500)
        wrong = area("wrong", t("Wrong solutions"), t("At least one, a line --- between them"), 1500)
        return (prompt, area("key", t("Calls"), _KEY_HINTS[kind](), 2000), reference, wrong, topics)
    hint = area("hint", t("Hints"), t("A line each, three at most"), 600, required=False)
    return (prompt, area("key", t("What is right"), _KEY_HINTS[kind](), 2000), hint, explain, topics)


_KEY_HINTS = {
    "single": lambda: t("An answer a line; * before the right one, reasons behind “ | ”"),
    "multi": lambda: t("An answer a line; * before right ones, reasons behind “ | ”"),
    "numeric": lambda: t("The formula; then lines such as tp: 18, 24 and off by: 0.01"),
    "text": lambda: t("A right answer a line; ! before one to be rejected"),
    "order": lambda: t("The steps, a line each, in the right order"),
    "python": lambda: t("A call a line, such as double(2) = 4; the last third stays hidden"),
}

feature = Feature(commands)
