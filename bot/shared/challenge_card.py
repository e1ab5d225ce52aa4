"""How a challenge is asked and answered: the question with its controls, the form for what is typed, the solution."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from bot.domain.challenge import Attempt, Challenge, ChallengeOption
from bot.domain.challenge_text import called
from bot.domain.shown_number import shown_number
from bot.domain.variant import Variant
from bot.interface.call import Call
from bot.interface.card import Block, Button, Buttons, Code, Note, Select, Text, block_width
from bot.interface.limits import MOST_BUTTONS, as_many_as_fit, code_width, fitted, fitted_code, width
from bot.interface.prefill import Prefill, Wording
from bot.language import sentence_separator
from bot.ports.unit import Unit
from bot.shared.item_card import choices_of
from bot.shared.text_with_code import blocks_with_code, without_code_marks, words_with_code
from bot.text import Markup, clip, escape, join, n, t

LONGEST_ON_BUTTON = 30  # Slack, and phones, cut the rest
LONGEST_PROMPT = 1900
LONGEST_EXPLANATION = 1200
LONGEST_REASON = 140
LONGEST_SHORT_SOLUTION = 300
LONGEST_HINT = 220
WIDEST_REASON = 400
WIDEST_CHOICES = 900
WIDEST_CASES = 1200
WIDEST_CODE = 1900
WIDEST_BOTH = 3300
"""Of a question with its solution; a card has room for a title and notes beside them."""
FEWEST_TO_COUNT = 3
"""The minimum number of answers before it is told how they went, so that no single member's can be told from it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A challenge as one seed shows it, and the call that answers it; beside it, under the same first word of its path and with
    the same values, stand the calls `hint` and `open`."""

    challenge: Challenge
    variant: Variant
    call: Call
    hints: int = 0
    """The number of hints that were looked at."""


def kind_word(challenge: Challenge) -> Markup:
    """How a challenge is answered, as people read it."""
    return {
        "single": t("choose one"),
        "multi": t("choose all that are true"),
        "numeric": t("a number"),
        "text": t("a few words"),
        "order": t("sort the steps"),
        "python": t("write a function"),
        "reflection": t("a thought of your own"),
    }[challenge.kind]


def facts(challenge: Challenge) -> Note:
    minutes = n("{count} minute", "{count} minutes", challenge.minutes)
    return Note(t("{kind} · level {level} · {minutes}", kind=kind_word(challenge), level=challenge.level, minutes=minutes))


def posed(asked: Asked, *hints: Block, chosen: Sequence[str] = (), public: bool = False) -> tuple[Block, ...]:
    """The question with its controls, and `hints` between; each choice stands once. In public every press is answered privately,
    so a challenge that takes several presses is opened first."""
    opened_first = asked.challenge.kind == "multi" and public
    asking = question(asked, listed=opened_first or not _fit_on_buttons(asked))
    return (*asking, *hints, *_controls(asked, chosen, public=public))


def question(asked: Asked, *, listed: bool = True) -> tuple[Block, ...]:
    """The prompt with what there is to choose from, if it is to be `listed`, or to sort; without controls."""
    challenge, variant = asked.challenge, asked.variant
    blocks: list[Block] = [*blocks_with_code(variant.prompt, LONGEST_PROMPT)]
    if challenge.kind in ("single", "multi") and listed:
        texts = _fitting([option.text for option in variant.options], WIDEST_CHOICES)
        lettered = zip(ascii_uppercase, texts, strict=False)
        blocks.append(Text(join([t("**{letter}** · {text}", letter=letter, text=text) for letter, text in lettered])))
    if challenge.kind == "order":
        texts = _fitting([step.text for step in variant.steps], WIDEST_CHOICES)
        blocks.append(Text(join([t("{number}. {text}", number=number, text=text) for number, text in enumerate(texts, 1)])))
    if challenge.kind == "python":
        cases = [t("- `{call}` gives `{want}`", call=called(challenge, case), want=repr(case.want)) for case in challenge.tests]
        blocks.append(Text(join(as_many_as_fit([t("For example:"), *cases], WIDEST_CASES))))
        blocks.append(Note(t("Python's functions and math, re, itertools, collections … work; for `key=d.get` write a lambda.")))
    return (*blocks, facts(challenge))


def question_and_solution(asked: Asked) -> tuple[Block, ...]:
    """Both on one card: the question, and of the solution and why as much as there is room for."""
    asking = question(asked)
    return (*asking, *explanation(asked, WIDEST_BOTH - sum(map(block_width, asking))))


def _controls(asked: Asked, chosen: Sequence[str], *, public: bool) -> tuple[Block, ...]:
    challenge, call = asked.challenge, _with_hints(asked)
    so_far = call.with_values(chosen=",".join(chosen)) if chosen else call
    hint = (Button(t("Hint"), _sibling_call(so_far, "hint")),) if len(challenge.hint) > asked.hints else ()
    if challenge.kind == "single":
        options = tuple(Button(label, call.with_values(answer=option.id)) for label, option in _labelled(asked))
        beside = not _fit_on_buttons(asked) and len(options) + len(hint) <= MOST_BUTTONS
        rows = ((*options, *hint),) if beside else (options, hint)
        return tuple(Buttons(row) for row in rows if row)
    if challenge.kind == "multi" and not public:
        toggles = tuple(_toggle(label, option, call, chosen) for label, option in _labelled(asked))
        send = Button(t("That is my answer"), call.with_values(answer=",".join(chosen)), "primary")
        return (Buttons(toggles), Buttons((*((send,) if chosen else ()), *hint))) if chosen or hint else (Buttons(toggles),)
    answer = _sibling_call(call, "open") if challenge.kind == "multi" else call
    return (Buttons((Button(t("Answer"), answer, "primary"), *hint)),)


def _fit_on_buttons(asked: Asked) -> bool:
    """Whether a question has choices, all short enough for a button."""
    options = asked.variant.options
    return bool(options) and all(len(option.text) <= LONGEST_ON_BUTTON for option in options)


def _labelled(asked: Asked) -> list[tuple[Markup, ChallengeOption]]:
    """What is on the button of each choice: all of it if it fits, else its letter in the list."""
    options = asked.variant.options
    if _fit_on_buttons(asked):
        return [(escape(option.text), option) for option in options]
    return [(Markup(letter), option) for letter, option in zip(ascii_uppercase, options, strict=False)]


def asked_answer(asked: Asked) -> Prefill:
    """How the form asks for what is typed; code begins with the challenge's starter."""
    label, hint, long, most = {
        "numeric": (t("Your number"), t("Such as 0.75, 75 % or 3/4"), False, 40),
        "text": (t("Your answer"), t("A few words"), False, 100),
        "order": (t("The right order"), t("The numbers of the steps, such as 3 1 2"), False, 40),
        "python": (t("Your function"), Markup(), True, 2000),
        "reflection": (t("Your thought"), t("Nobody grades it"), True, 1000),
    }.get(asked.challenge.kind, (t("Your answer"), Markup(), False, 40))
    wording = Wording(label=label, hint=hint, long=long, code=asked.challenge.kind == "python", most=most)
    return Prefill({"answer": asked.challenge.starter}, wording={"answer": wording})


def chosen_options(asked: Asked, ids: str) -> list[str]:
    """The options among several that a call names, with commas between."""
    return [option.id for option in asked.challenge.options if option.id in ids.split(",")]


def hint_blocks(before: Asked, chosen: Sequence[str] = ()) -> tuple[Block, ...]:
    """The hints so far with one more, and the controls again, with what is chosen."""
    asked = replace(before, hints=min(before.hints + 1, len(before.challenge.hint)))
    shown = enumerate(asked.challenge.hint[: asked.hints], 1)
    lines = [t("**Hint {number}:** {hint}", number=at, hint=words_with_code(hint, LONGEST_HINT)) for at, hint in shown]
    hints = (Text(join(lines)),) if lines else (Note(t("There is no hint to this one.")),)
    return posed(asked, *hints, chosen=chosen)


def explanation(asked: Asked, most: int = WIDEST_BOTH) -> tuple[Block, ...]:
    """The solution and why, at most so wide; the form for a function has no room to ask for the latter."""
    solution = _solution(asked, most)
    code = fitted_code(asked.challenge.reference, min(most - width(solution), WIDEST_CODE))
    room = most - width(solution) - (code_width(code) if code else 0)
    why = blocks_with_code(asked.challenge.explain, min(LONGEST_EXPLANATION, room))
    return (Text(solution), *((Code(code),) if code else ()), *why)


def short_solution(asked: Asked) -> Markup:
    """The answer in a line, or why if it is code or a thought; the rest is left to the whole solution."""
    match asked.challenge.kind:
        case "python" | "reflection":
            return fitted(clip(without_code_marks(asked.challenge.explain), LONGEST_REASON), WIDEST_REASON)
        case "order":
            return t("**Right, for one:** {steps}", steps=join([escape(step.text) for step in asked.challenge.steps], " → "))
        case _:
            return _solution(asked, LONGEST_SHORT_SOLUTION)


def statistics(challenge: Challenge, attempts: Sequence[Attempt]) -> Markup | None:
    """How many tried, the share that was right, and the wrong option that most chose; nothing that tells of single members."""
    tried = len(attempts)
    if not tried:
        return None
    if challenge.kind == "reflection":
        return n("{count} has answered.", "{count} have answered.", tried)
    lines = [n("{count} tried.", "{count} tried.", tried)]
    if tried < FEWEST_TO_COUNT:
        return lines[0]
    right = sum(attempt.verdict == "right" for attempt in attempts)
    lines.append(t("{share} % were right.", share=round(100 * right / tried)))
    wrong = [option for option in challenge.options if not option.ok]
    chosen = {option.id: sum(option.id in attempt.answer.split(",") for attempt in attempts) for option in wrong}
    if chosen and max(chosen.values()) >= FEWEST_TO_COUNT:
        hardest = max(wrong, key=lambda option: chosen[option.id])
        lines.append(t("Most were tempted by “{option}”.", option=hardest.text))
    return join(lines, " ")


async def read_on(unit: Unit, challenge: Challenge) -> tuple[Select, ...]:
    """Where to go on reading; nothing if the sources are gone."""
    found = [item for item in [await unit.search.get(source) for source in challenge.source] if item]
    return (Select(t("Read on"), Call("item show"), "item", choices_of(found)),) if found else ()


def _solution(asked: Asked, most: int) -> Markup:
    challenge, variant = asked.challenge, asked.variant
    match challenge.kind:
        case "single" | "multi":
            right = _fitting([option.text for option in challenge.options if option.ok], min(most, WIDEST_CHOICES))
            return t("**Right:** {options}", options=join(right, sentence_separator(right)))
        case "numeric":
            return _right_number(challenge, variant.key or 0.0)
        case "text":
            return t("**Right:** {text}", text=fitted(challenge.accept[0], min(most, WIDEST_CHOICES)))
        case "order":
            steps = _fitting([step.text for step in challenge.steps], min(most, WIDEST_CHOICES))
            return join([t("**Right, for one:**"), *(t("- {text}", text=text) for text in steps)])
        case "python":
            return t("**One way:**")
        case "reflection":
            return t("There is no right or wrong here.")


def _right_number(challenge: Challenge, key: float) -> Markup:
    shown = shown_number(key, challenge.tolerance.around(key))
    if shown.span:
        least, most = shown.span
        return t("**Right:** {number} (from {least} to {most})", number=shown.number, least=least, most=most)
    if shown.fraction:
        return t("**Right:** {fraction}, about {number}", fraction=shown.fraction, number=shown.number)
    return (
        t("**Right:** {number}", number=shown.number) if shown.is_exact else t("**Right:** about {number}", number=shown.number)
    )


def _fitting(texts: Sequence[str], most: int) -> list[Markup]:
    """Texts as they are if they are at most so wide together; else each with an equal share."""
    whole = list(map(escape, texts))
    return whole if sum(map(width, whole)) <= most else [fitted(text, most // len(texts)) for text in texts]


def _toggle(label: Markup, option: ChallengeOption, call: Call, chosen: Sequence[str]) -> Button:
    now = sorted({*chosen} ^ {option.id})
    return Button(label, _sibling_call(call, "open").with_values(chosen=",".join(now)), chosen=option.id in chosen)


def _with_hints(asked: Asked) -> Call:
    return asked.call.with_values(hints=str(asked.hints)) if asked.hints else asked.call


def _sibling_call(call: Call, name: str) -> Call:
    return Call(f"{call.path.split()[0]} {name}", call.values)
