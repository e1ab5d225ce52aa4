"""A challenge that a moderator writes in a form: read, and tried against its own key before anybody sees it."""

from collections.abc import Mapping, Sequence

from bot.domain.challenge import Challenge, Step
from bot.domain.challenge_text import BadKey, key_fields, lacks, parted_solutions, shown_without_value, unshown_values
from bot.domain.code_grading import Outcome, grade_python
from bot.domain.grading import Unreadable, grade
from bot.domain.lookup import LEVELS
from bot.domain.typed_code import plain_code
from bot.domain.variant import FUNCTIONS, BadTemplate, Variant, count_variants, variant_of
from bot.errors import Refusal, about
from bot.feature import Context
from bot.interface.card import Note
from bot.ports.sandbox import CodeRun
from bot.shared.challenge_grade import unread_sentence
from bot.shared.resource_form import Known, chosen_topics
from bot.shared.verdict import failure_text
from bot.text import Listed, Markup, clip, join, t

LEAST_ROUNDED = 0.1
"""The smallest key of which two decimals are a rounding that a prompt may ask for."""


def challenge_from(known: Known, id: str, values: Mapping[str, str], kept: Sequence[str] = ()) -> Challenge:
    """The item that the values of a form describe; `kept` are topics that it has already. Raises Refusal for what is missing or
    cannot be read."""
    kind = values["kind"]
    _check_texts(kind, values)
    topics = chosen_topics(known, values.get("topics", ""), kept)
    if not topics:
        raise Refusal(t("Name a topic of the challenge, so that it comes when a cohort has reached it."), "topics")
    try:
        made = Challenge(
            id=id,
            rev=1,
            kind=kind,  # pyright: ignore[reportArgumentType]
            topics=topics[:4],
            level=next(number for number, word in LEVELS.items() if word == (values.get("level") or "beginner")),  # pyright: ignore[reportArgumentType]
            minutes=int(values.get("minutes") or 3),
            prompt=values.get("prompt", ""),
            hint=tuple(line.strip()[:200] for line in values.get("hint", "").splitlines() if line.strip())[:3],
            explain=values.get("explain", ""),
            reference=plain_code(values.get("reference", "")),
            wrong=tuple(code for part in parted_solutions(values.get("wrong", "")) if (code := plain_code(part)))[:4],
            **key_fields(kind, values.get("key", "")),
        )
    except BadKey as bad:
        raise Refusal(_bad_key(bad), "key") from None
    lacking = lacks(made)
    if lacking:
        raise Refusal(_lacking(lacking), "key")
    return made


def _check_texts(kind: str, values: Mapping[str, str]) -> None:
    """Raises Refusal for a text that is missing; a function is not explained, as its form has no room to ask."""
    why = t("What it is good for") if kind == "reflection" else t("Why it is right")
    needed = {"prompt": t("What is asked"), **({} if kind == "python" else {"explain": why})}
    for name, label in needed.items():
        if not values.get(name, "").strip():
            raise Refusal(t("“{name}” is empty; fill it in and send it again.", name=label), name)


@about("key")
def try_key(challenge: Challenge) -> None:
    """Raises Refusal if the challenge's own key is graded as wrong, or a wrong answer as right. Code is tried by
    `try_solutions`."""
    try:
        for seed in range(count_variants(challenge)):
            variant = variant_of(challenge, seed)
            for right in _right_answers(challenge, variant):
                if grade(challenge, variant, right).verdict == "wrong":
                    raise Refusal(t("Its own answer “{answer}” would be graded as wrong; mend the key.", answer=right[:80]))
            for wrong in _wrong_answers(challenge, variant):
                if grade(challenge, variant, wrong).verdict == "right":
                    raise Refusal(t("“{answer}” would be graded as right, though it is wrong; mend the key.", answer=wrong[:80]))
    except BadTemplate as bad:
        raise Refusal(_bad_template(bad)) from None
    except Unreadable:
        raise Refusal(t("Its own answer cannot be read; mend the key.")) from None


def rounding_notes(challenge: Challenge, variant: Variant) -> list[Note]:
    """A warning that a key takes no answer of two decimals, as a prompt may ask for; none if it does, or takes what is near."""
    key = variant.key
    if challenge.kind != "numeric" or key is None or challenge.tolerance.abs or challenge.tolerance.rel:
        return []
    rounded = f"{key:.2f}"
    if abs(key) < LEAST_ROUNDED or grade(challenge, variant, rounded).verdict == "right":
        return []
    sentence = t(
        "⚠ Whoever rounds to {answer} reads that it is wrong. If it is to be right, write a line `off by: 0.005` in the key.",
        answer=rounded,
    )
    return [Note(sentence)]


def check_values(challenge: Challenge) -> None:
    """Raises Refusal for a value that the prompt does not show, and for one that it shows without there being any."""
    for name in shown_without_value(challenge):
        sentence = t(
            "The prompt shows `{name}`; write a line such as `{example}` for it.", name=f"{{{name}}}", example=f"{name}: 18, 24"
        )
        raise Refusal(sentence, "key")
    for name in unshown_values(challenge):
        sentence = t("The prompt does not show “{name}”; write `{braces}` in it for its value.", name=name, braces=f"{{{name}}}")
        raise Refusal(sentence, "prompt")


def solutions(challenge: Challenge) -> tuple[CodeRun, ...]:
    """The reference, then each wrong solution, to be run on every case."""
    cases = (*challenge.tests, *challenge.hidden)
    return tuple(CodeRun(code, challenge.function, cases, challenge.limits) for code in (challenge.reference, *challenge.wrong))


def check_kind(context: Context, kind: str) -> None:
    """Raises Refusal for a kind whose solutions cannot be tried here."""
    if kind == "python" and not context.runs_code:
        raise Refusal(join([no_sandbox(), t("Choose another kind.")], " "), "kind")


def no_sandbox() -> Markup:
    return t("Functions cannot be tried here: the operator has not installed the sandbox.")


def try_solutions(challenge: Challenge, outcomes: Sequence[Sequence[Outcome]]) -> None:
    """`outcomes` are those of its solutions. Raises Refusal if the reference fails, if there is no wrong solution, or if one of
    them passes or cannot be read."""
    if not challenge.wrong:
        raise Refusal(t("Add a wrong solution that the cases must catch."), "wrong")
    for number, each in enumerate(outcomes):
        with about("wrong" if number else "reference"):
            _try_solution(challenge, number, each)


def _try_solution(challenge: Challenge, number: int, outcomes: Sequence[Outcome]) -> None:
    """Number 0 is the reference."""
    try:
        verdict = grade_python(challenge, outcomes)
    except Unreadable as unread:
        raise Refusal(unread_sentence(unread)) from None
    if number and verdict.verdict == "right":
        raise Refusal(t("Wrong solution {number} passes every case; add a case that catches it.", number=number))
    if not number and verdict.failure:
        raise Refusal(t("The reference solution fails: {why}", why=failure_text(verdict.failure)))


def _right_answers(challenge: Challenge, variant: Variant) -> list[str]:
    match challenge.kind:
        case "single" | "multi":
            return [",".join(option.id for option in challenge.options if option.ok)]
        case "numeric":
            return [repr(variant.key)]
        case "text":
            return list(challenge.accept)
        case "order":
            return [_positions(variant, challenge.steps)]
        case _:
            return []


def _wrong_answers(challenge: Challenge, variant: Variant) -> list[str]:
    match challenge.kind:
        case "single" | "multi":
            return [option.id for option in challenge.options if not option.ok]
        case "text":
            return list(challenge.reject)
        case "order":
            return [_positions(variant, challenge.steps[::-1])]
        case _:
            return []


def _positions(variant: Variant, steps: Sequence[Step]) -> str:
    """Steps as members name them: by the place at which they were shown."""
    return " ".join(str(variant.steps.index(step) + 1) for step in steps)


def _bad_key(bad: BadKey) -> Markup:
    line = bad.line[:80]
    match bad.reason:
        case "long option":
            return t("“{line}” is no answer to press: write 1 to 75 characters, its reason behind “ | ”.", line=line)
        case "twice":
            return t("“{line}” is there twice; change one of them or take it out.", line=line)
        case "numbered":
            return t("“{line}” tells the order to members; write the steps in the right order, without numbers.", line=line)
        case "values":
            return t("“{line}” is not read; write values such as `tp: 18, 24` or `off by: 0.01`.", line=line)
        case "call":
            return t("“{line}” is not read; write a call a line, such as `double(2) = 4`, always of one function.", line=line)
        case _:
            return t("Write the formula in the first line, such as tp / (tp + fp).")


def _bad_template(bad: BadTemplate) -> Markup:
    formula, name = clip(bad.expression, 80), clip(bad.name, 40)
    match bad.kind:
        case "not a formula":
            return t("“{formula}” is no formula; write it such as tp / (tp + fp).", formula=formula)
        case "unknown name":
            return t(
                "“{formula}” has no value for “{name}”; write a line such as `tp: 18, 24` for it.", formula=formula, name=name
            )
        case "unknown function":
            functions = Listed(tuple(FUNCTIONS))
            return t("There is no function “{name}” for formulas; there are {functions}.", name=name, functions=functions)
        case "division by zero":
            return t("“{formula}” divides by zero; mend it or its values.", formula=formula)
        case "too large":
            return t("“{formula}” is too large to compute; use smaller numbers.", formula=formula)
        case "no number":
            return t("“{formula}” does not come to a number; mend the formula.", formula=formula)


def _lacking(name: str) -> Markup:
    match name:
        case "options":
            return t("Write 2 to 5 answers, a line each; exactly one begins with *, the right one.")
        case "some right":
            return t("Write 2 to 5 answers, a line each; right ones begin with *, and not all of them do.")
        case "accept":
            return t("Write at least one answer that is right, a line each.")
        case "steps":
            return t("Write 3 to 6 steps, a line each, in the right order.")
        case "calls":
            return t("Write at least three calls with their results; the last third is kept hidden.")
        case _:
            return t("Write the formula in the first line, such as tp / (tp + fp).")
