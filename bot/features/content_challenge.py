"""Moderators add challenges: a form for each kind, tried against its own key, then published as other content is."""

from collections.abc import Mapping
from typing import Annotated, Any, cast

from annotated_types import Ge

from bot.domain.challenge import Challenge
from bot.domain.items import OwnItem
from bot.domain.variant import variant_of
from bot.domain.written_item import written
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Ask, Button, Buttons, Card, Note, Select, fits
from bot.interface.command import Commands, Handler, Prefiller
from bot.interface.errand import CodeOutcomes
from bot.interface.inputs import Choice
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.ports.sandbox import CodeRun
from bot.shared.challenge_card import Asked, question_and_solution
from bot.shared.challenge_form import ASKED, CHALLENGE, challenge_prefill
from bot.shared.challenge_written import (
    check_kind,
    check_values,
    no_sandbox,
    rounding_notes,
    solutions,
    try_key,
    try_solutions,
)
from bot.shared.content_draft import begun_from, differs, edit_blocks, keep_content, kept_content
from bot.shared.content_items import item_from
from bot.shared.drafts import drop_draft
from bot.shared.repeated_entry import repeated_challenge
from bot.text import t

EDITED: Mapping[str, Any] = {"listed": False, "title": "Edit the challenge"}

commands = Commands()


async def of_kind(context: Context, call: Call) -> Prefill:
    """What a challenge of the kind needs, with what the draft holds if one is changed. Raises Ask for a kind not chosen yet, and
    Refusal for one that cannot be tried here."""
    draft = call.values.get("draft")
    values: Mapping[str, str] = await kept_content(context, draft) if draft else {}
    kind = call.values.get("kind") or values.get("kind", "")
    if kind not in ASKED:
        raise Ask(_which_kind(context))
    return challenge_prefill(context, kind, values)


async def of_revision(context: Context, call: Call) -> Prefill:
    """The form of an entry's kind with what it holds."""
    base = cast(Challenge, await begun_from(context, call.values))
    return challenge_prefill(context, base.kind, written(base))


async def find_solutions(context: Context, arguments: Mapping[str, Any]) -> tuple[CodeRun, ...]:
    """The written solutions, to be tried before anybody sees the challenge."""
    if arguments.get("kind") != "python":
        return ()
    kept: Mapping[str, str] = await kept_content(context, arguments["draft"]) if "draft" in arguments else {}
    draft = {**kept, **{name: str(value) for name, value in arguments.items()}, "of": "challenge"}
    return solutions(await _challenge_from(context, draft, await begun_from(context, draft)))


def _declare(path: str, description: str, handler: Handler, prefill: Prefiller, **declared: Any) -> None:
    commands.add(
        path,
        description,
        moderator=True,
        submit="Preview",
        prefill=prefill,
        before=CodeOutcomes(find_solutions),
        options=CHALLENGE,
        **declared,
    )(handler)


async def add_challenge(context: Context, **given: Any) -> Card:
    """Raises Ask for a kind not chosen yet, and Refusal for a challenge that is not whole."""
    if "kind" not in given:
        raise Ask(_which_kind(context))
    return await _tried(context, {"of": "challenge", **{name: str(value) for name, value in given.items()}}, None)


async def change_challenge(context: Context, draft: Annotated[str, Option("Which draft?")], **given: Any) -> Card:
    kept = await kept_content(context, draft)
    card = await _tried(context, {**kept, **_held(context)}, await begun_from(context, kept))
    await drop_draft(context.unit, draft)
    return card


async def edit_challenge(
    context: Context,
    item: Annotated[str, Option("Which entry?")],
    rev: Annotated[int, Option("Which revision of it?"), Ge(1)],
    **given: Any,
) -> Card:
    edited = {"of": "challenge", "item": item, "rev": str(rev)}
    base = await begun_from(context, edited)
    return await _tried(context, {**(written(base) if base else {}), **edited, **_held(context)}, base)


_declare(
    "content add-challenge",
    "Add a challenge: a form for its kind, a trial, a preview, then Publish.",
    add_challenge,
    of_kind,
    title="Add a challenge",
)
_declare("content change-challenge", "Change a draft of a challenge.", change_challenge, of_kind, **EDITED)
_declare("content edit-challenge", "Edit a challenge.", edit_challenge, of_revision, **EDITED)


def _held(context: Context) -> Mapping[str, str]:
    """What the form holds; emptied on purpose is empty."""
    names = {option.name for option in CHALLENGE}
    return {name: text for name, text in context.values.items() if name in names}


async def _challenge_from(context: Context, draft: Mapping[str, str], base: OwnItem | None) -> Challenge:
    return cast(Challenge, await item_from(context, draft, base))


async def _tried(context: Context, draft: Mapping[str, str], base: OwnItem | None) -> Card:
    """The preview of a challenge whose key holds; it is kept as a draft."""
    check_kind(context, draft["kind"])
    challenge = await _challenge_from(context, draft, base)
    try_key(challenge)
    check_values(challenge)
    if challenge.kind == "python":
        try_solutions(challenge, context.found)
    repeats = await repeated_challenge(context, challenge)
    return _preview(challenge, base, await keep_content(context, draft), *repeats)


def _preview(challenge: Challenge, base: OwnItem | None, draft: str, *repeats: Note) -> Card:
    keys = {"draft": draft}
    asked = Asked(challenge, variant_of(challenge, 0), Call("content publish", keys))
    changes = edit_blocks(base, challenge) if base else ()
    publishes = base is None or differs(base, challenge)
    publish = (Button(t("Publish"), Call("content publish", keys), "primary"),) if publishes else ()
    buttons = Buttons(
        (
            *publish,
            Button(t("Edit"), Call("content change-challenge", {**keys, "kind": challenge.kind})),
            Button(t("Discard"), Call("content discard", keys), "danger"),
        )
    )
    kept = t("Preview. Nobody sees it yet; it is kept for seven days.")
    holds = t("Preview. Its key holds. Nobody sees it yet; it is kept for seven days.")
    notes = (Note(kept if challenge.kind == "reflection" else holds), *repeats, *rounding_notes(challenge, asked.variant))
    whole = (*notes, *changes, *question_and_solution(asked), buttons)
    title = t("An edited challenge") if base else t("A new challenge")
    return Card(title, whole if fits(whole) else (*notes, *changes, buttons))


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


feature = Feature(commands)
