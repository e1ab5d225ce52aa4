"""Practice: one more challenge whenever somebody wants one; what they missed comes back first."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from annotated_types import Ge, Le

from bot.domain.challenge import Challenge
from bot.domain.variant import variant_of
from bot.errors import Refusal
from bot.feature import Context, Feature
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Card, Note, Text
from bot.interface.command import Access, Commands
from bot.interface.errand import CodeOutcomes
from bot.interface.option import Option
from bot.interface.prefill import Prefill
from bot.ports.sandbox import CodeRun
from bot.shared.attempts import give_up, keep_answer
from bot.shared.challenge_card import (
    Asked,
    asked_answer,
    chosen_options,
    explanation,
    hint_blocks,
    posed,
    question_and_solution,
    read_on,
)
from bot.shared.challenge_grade import code_runs, graded
from bot.shared.drafts import MOST_OF_MEMBER, DraftKind, drop_draft, keep_draft, read_draft
from bot.shared.next_step import effect_lines, lead_on
from bot.shared.practice import NothingLeft, Practice, next_practice, suggest_practice_topics
from bot.shared.streak_count import own_streak
from bot.shared.verdict import verdict_reason, verdict_title, verdict_tone
from bot.text import Markup, t

QUESTION = DraftKind(
    "practice",
    timedelta(days=2),
    lambda: t("This question was answered or is too old. Get another with </challenge practice>."),
    most=MOST_OF_MEMBER,
)
"""A question that waits for its answer."""

commands = Commands()

DraftKey = Annotated[str, Option("Which question?")]
Chosen = Annotated[str, Option("What is chosen so far?", most=40)]
Hints = Annotated[int, Option("How many hints were looked at?"), Ge(0), Le(9)]


@commands.add("challenge practice", "One more challenge; what you missed comes first.")
async def practice(
    context: Context, topic: Annotated[str, Option("Of which topic? Any when left out.", suggest=suggest_practice_topics)] = ""
) -> Card:
    found = await next_practice(context, topic or None, runs_code=context.runs_code, seed=context.unit.new_id())
    if not isinstance(found, Practice):
        return Card(t("Nothing to practise"), await _nothing_left(context, found, topic))
    return await _question(context, found, topic)


@commands.add("practice skip", "Another question instead.", listed=False, once=True)
async def skip(context: Context, draft: DraftKey) -> Card:
    kept = await read_draft(context.unit, QUESTION, context.member.person, draft, context.now)
    topic, seed = kept.get("topic", ""), context.unit.new_id()
    found = await next_practice(context, topic or None, runs_code=context.runs_code, seed=seed, skipped=kept["item"])
    if not isinstance(found, Practice):
        back = Buttons((Button(t("Back to it"), Call("practice open", {"draft": draft}), "primary"),))
        return Card(t("There is no other question today"), (back,))
    await drop_draft(context.unit, draft)
    return await _question(context, found, topic)


@commands.add("practice solution", "The solution, without an answer.", listed=False, once=True)
async def solution(context: Context, draft: DraftKey) -> Card:
    asked = await _kept(context, draft, 0)
    await give_up(context, asked.challenge)
    await drop_draft(context.unit, draft)
    more = Buttons((Button(t("One more"), Call("challenge practice"), "primary"),))
    back = Note(t("It comes back when you are about to forget it."))
    read = await read_on(context.unit, asked.challenge)
    return Card(t("The solution"), (*question_and_solution(asked), back, more, *read))


@commands.add("practice open", "Choose among several answers.", listed=False, access=Access.READ)
async def open_question(context: Context, draft: DraftKey, chosen: Chosen = "", hints: Hints = 0) -> Card:
    asked = await _kept(context, draft, hints)
    return Card(_title(review=False), (*posed(asked, chosen=chosen_options(asked, chosen)), _ways_out(draft)))


@commands.add("practice hint", "A hint to a question.", listed=False, access=Access.READ)
async def hint(context: Context, draft: DraftKey, chosen: Chosen = "", hints: Hints = 0) -> Card:
    asked = await _kept(context, draft, hints)
    return Card(_title(review=False), (*hint_blocks(asked, chosen_options(asked, chosen)), _ways_out(draft)))


async def _nothing_left(context: Context, why: NothingLeft, topic: str) -> tuple[Block, ...]:
    """Why there is nothing, and what to do instead."""
    if why == "none":
        return (Text(t("The roadmaps here have no challenges.")),)
    if why == "not yet" and not topic:
        return (Text(t("There is nothing to practise yet: challenges come with the weeks that your cohorts have reached.")),)
    if topic:
        sentences = {
            "not yet": t("There is no challenge of this topic."),
            "still to come": t("What is left of this topic is still to come as your cohort's challenge. Practise it after that."),
            "used up": t("You have practised all there is of this topic today. What you missed comes back by itself."),
        }
        return (Text(sentences[why]), Buttons((Button(t("Practise other topics"), Call("challenge practice"), "primary"),)))
    if why == "still to come":
        text = t("What is left to practise is still to come as your cohort's challenge. Practise it after that.")
        return (Text(text), *await lead_on(context))
    sentence = t("You have practised all there is for today. What you missed comes back by itself, when it is due.")
    return (Text(sentence), *await lead_on(context))


async def as_kept(context: Context, call: Call) -> Prefill:
    """The form for the challenge of a draft. Raises Refusal if the draft is no longer there."""
    keys = commands[call.path].keys(call)
    return asked_answer(await _kept(context, keys["draft"], keys.get("hints", 0)))


async def find_code(context: Context, arguments: Mapping[str, Any]) -> tuple[CodeRun, ...]:
    """The code to be tried, if the challenge asks for a function. Raises Refusal if the draft is no longer there."""
    challenge = (await _kept(context, arguments["draft"], 0)).challenge
    return code_runs(challenge, arguments["answer"])


@commands.add(
    "practice answer",
    "Answer a question of practice.",
    listed=False,
    title="Your answer",
    prefill=as_kept,
    before=CodeOutcomes(find_code),
)
async def answer(
    context: Context,
    draft: DraftKey,
    answer: Annotated[str, Option("Your answer.", asked=True, long=True, code=True, most=2000)],
    hints: Hints = 0,
) -> Card:
    asked = await _kept(context, draft, hints)
    result = graded(context, asked, answer)
    await keep_answer(context, asked.challenge, asked.variant.seed, answer, result, hints=hints, scored=True, cohort=None)
    await drop_draft(context.unit, draft)
    more = Buttons((Button(t("One more"), Call("challenge practice"), "primary"),))
    effect = effect_lines(await own_streak(context), Markup())
    back = (Note(t("It comes back when you are about to forget it.")),) if result.verdict == "wrong" else ()
    return Card(
        verdict_title(result),
        (*verdict_reason(result), *explanation(asked), *back, *effect, more, *await read_on(context.unit, asked.challenge)),
        tone=verdict_tone(result),
    )


async def _question(context: Context, found: Practice, topic: str) -> Card:
    challenge, seed, review = found
    kept = {"item": challenge.id, "rev": str(challenge.rev), "seed": str(seed), "topic": topic}
    draft = await keep_draft(context.unit, QUESTION, context.member.person, kept, context.now)
    asked = _asked(challenge, seed, draft)
    note = (Note(t("You missed this once; it is here again.")),) if review else ()
    return Card(_title(review), (*note, *posed(asked), _ways_out(draft)))


def _ways_out(draft: str) -> Buttons:
    """For whoever does not want to answer."""
    keys = {"draft": draft}
    skip = Button(t("Skip"), Call("practice skip", keys))
    return Buttons((skip, Button(t("Show solution"), Call("practice solution", keys))))


async def _kept(context: Context, draft: str, hints: int) -> Asked:
    """The question that waits. Raises Refusal if it was answered, or waits no longer."""
    kept = await read_draft(context.unit, QUESTION, context.member.person, draft, context.now)
    # Of all packs: whoever was asked can answer, though the community has begun to walk another pack since.
    releases = dict.fromkeys(
        [*((cohort.pack, cohort.release) for cohort in context.cohorts), *await context.unit.content.newest()]
    )
    for release in releases:
        challenge = await context.unit.challenges.get(*release, kept["item"], int(kept["rev"]))
        if challenge:
            return _asked(challenge, int(kept["seed"]), draft, hints)
    raise Refusal(t("This question is no longer here. Get another with </challenge practice>."))


def _asked(challenge: Challenge, seed: int, draft: str, hints: int = 0) -> Asked:
    return Asked(challenge, variant_of(challenge, seed), Call("practice answer", {"draft": draft}), hints)


def _title(review: bool) -> Markup:
    return t("Practice: once more") if review else t("Practice")


feature = Feature(commands)
