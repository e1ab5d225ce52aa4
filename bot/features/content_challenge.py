"""Moderators add challenges: a form for each kind, tried against its own key, then published as other content is."""

from collections.abc import Mapping
from typing import Annotated, Any

from annotated_types import Ge, Le

from bot.domain.challenge import Challenge, ChallengeKind
from bot.domain.lookup import Level
from bot.domain.variant import variant_of
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Ask, Button, Buttons, Card, Note, Select
from bot.interface.command import Commands
from bot.interface.errand import CodeOutcomes
from bot.interface.inputs import Choice
from bot.interface.option import Option
from bot.interface.prefill import Prefill, Wording
from bot.ports.sandbox import CodeRun
from bot.shared.challenge_card import Asked, explanation, question
from bot.shared.challenge_written import challenge_from, check_kind, no_sandbox, solutions, try_key, try_solutions
from bot.shared.content_draft import keep_content, kept_content
from bot.shared.drafts import drop_draft
from bot.shared.resource_form import suggest_topics
from bot.text import t

PREVIEW = "challenge.preview"
"""The id of a challenge that is not published yet."""

commands = Commands()

KindOption = Annotated[
    ChallengeKind | None, Option("How is it answered?", labels={"single": "choose one", "multi": "choose several"})
]
Prompt = Annotated[
    str,
    Option(
        "What is asked.",
        label="What is asked",
        asked=True,
        long=True,
        words=True,
        most=1500,
        hint="Values of a template stand in braces",
    ),
]
Key = Annotated[str, Option("What is right; the form says how.", label="What is right", asked=True, long=True, most=2000)]
Explain = Annotated[str, Option("Why it is right.", label="Why it is right", asked=True, long=True, most=900)]
Hint = Annotated[
    str, Option("Hints, a line each.", label="Hints", asked=True, long=True, most=600, hint="A line each, three at most")
]
Topics = Annotated[
    str,
    Option("Its topics, with commas between.", asked=True, suggest=suggest_topics, hint="With commas between"),
]
Reference = Annotated[str, Option("A right solution in Python.", label="A right solution", long=True, code=True, most=1500)]
Wrong = Annotated[
    str,
    Option(
        "Wrong solutions in Python.",
        label="Wrong solutions",
        long=True,
        code=True,
        most=1500,
        hint="At least one, a line --- between them",
    ),
]
LevelOf = Annotated[Level, Option("For whom?")]
Minutes = Annotated[int, Option("How many minutes does it take?"), Ge(1), Le(60)]


async def of_kind(context: Context, call: Call) -> Prefill:
    """What a challenge of the kind needs, with what the draft holds if one is changed. Raises Ask for a kind not chosen yet, and
    Refusal for one that cannot be tried here."""
    draft = call.values.get("draft")
    values: Mapping[str, str] = await kept_content(context, draft) if draft else {}
    kind = call.values.get("kind") or values.get("kind", "")
    if kind not in _ASKED:
        raise Ask(_which_kind(context))
    check_kind(context, kind)
    wording = {name: Wording(required=True) for name in _ASKED[kind] if name != "hint"}
    return Prefill(values, asked=_ASKED[kind], wording={**wording, **_key_wording(kind)})


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
    prefill=of_kind,
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
    reference: Reference = "",
    wrong: Wrong = "",
    level: LevelOf = "beginner",
    minutes: Minutes = 3,
) -> Card:
    if kind is None:
        raise Ask(_which_kind(context))
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
    prefill=of_kind,
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
    reference: Reference = "",
    wrong: Wrong = "",
) -> Card:
    given = {"prompt": prompt, "key": key, "explain": explain, "hint": hint, "topics": topics, "reference": reference}
    of_form = {**given, "wrong": wrong, "kind": kind or ""}
    changed = {name: text for name, text in of_form.items() if name in context.values}  # emptied on purpose is empty
    card = await _tried(context, {**await kept_content(context, draft), **changed})
    await drop_draft(context.unit, draft)
    return card


async def _tried(context: Context, values: Mapping[str, str]) -> Card:
    """The preview of a challenge whose key holds; it is kept as a draft."""
    check_kind(context, values["kind"])
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


def _which_kind(context: Context) -> Card:
    """A chooser of the kinds that can be tried here, and why one of them cannot."""
    labels = {
        "single": t("Choose one"),
        "multi": t("Choose all that are true"),
        "numeric": t("A number, from a template"),
        "text": t("A few words"),
        "order": t("Sort the steps"),
        "python": t("Write a function"),
        "reflection": t("A thought, which nobody grades"),
    }
    choices = tuple(Choice(label, kind) for kind, label in labels.items() if kind != "python" or context.runs_code)
    chooser = Select(t("Choose a kind"), Call("content add-challenge"), "kind", choices)
    return Card(t("What kind of challenge?"), (chooser, *([] if context.runs_code else [Note(no_sandbox())])))


_ASKED = {
    **dict.fromkeys(("single", "multi", "numeric", "text", "order"), ("prompt", "key", "hint", "explain", "topics")),
    "python": ("prompt", "key", "reference", "wrong", "topics"),
    "reflection": ("prompt", "explain", "topics"),
}
"""What the form of each kind asks."""


def _key_wording(kind: str) -> dict[str, Wording]:
    """How the form asks what is right; nothing is right or wrong of a reflection."""
    hints = {
        "single": t("An answer a line; * before the right one, reasons behind “ | ”"),
        "multi": t("An answer a line; * before right ones, reasons behind “ | ”"),
        "numeric": t("The formula; then lines such as tp: 18, 24 and off by: 0.01"),
        "text": t("A right answer a line; ! before one to be rejected"),
        "order": t("The steps, a line each, in the right order"),
        "python": t("A call a line, such as double(2) = 4; the last third stays hidden"),
    }
    label = t("Calls") if kind == "python" else t("What is right")
    return {"key": Wording(label=label, hint=hints[kind], required=True)} if kind in hints else {}


feature = Feature(commands)
