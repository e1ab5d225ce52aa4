"""A member's answer to a challenge, graded; or a sentence that says what an answer looks like."""

from collections.abc import Sequence

from bot.domain.challenge import Challenge
from bot.domain.code_grading import Outcome, grade_python
from bot.domain.grading import Grade, Unreadable, grade
from bot.domain.typed_code import plain_code
from bot.errors import Refusal
from bot.feature import Context
from bot.language import current_locale, decimal_point
from bot.ports.sandbox import CodeRun
from bot.shared.challenge_card import Asked
from bot.text import Markup, t


def graded(context: Context, asked: Asked, answer: str) -> Grade:
    """The verdict. Raises Refusal if the text is no answer at all; that does not count as a try."""
    try:
        if asked.challenge.kind == "python":
            return grade_python(asked.challenge, _outcomes(context))
        return grade(asked.challenge, asked.variant, answer, decimal_point(current_locale()))
    except Unreadable as unread:
        raise Refusal(unread_sentence(unread), "answer") from None


def _outcomes(context: Context) -> Sequence[Outcome]:
    """What came of the member's code. Raises Refusal if there is no sandbox."""
    if context.found is None:
        raise Refusal(t("Functions cannot be tried here, so this challenge cannot be answered now."))
    return context.found[0]


def code_runs(challenge: Challenge, code: str) -> tuple[CodeRun, ...]:
    """The code that answers a challenge with every case it is tried on; none if it asks for no function."""
    if challenge.kind != "python":
        return ()
    return (CodeRun(plain_code(code), challenge.function, (*challenge.tests, *challenge.hidden), challenge.limits),)


def unread_sentence(unread: Unreadable) -> Markup:
    match unread.reason:
        case "not a number":
            return t("That is not a number; write it such as 0.75, 75 % or 3/4.")
        case "more than a number":
            return t("Write the number alone, without a unit, a currency or a power of ten: such as 96, 0.75, 75 % or 3/4.")
        case "not code":
            return t("That is not Python yet, so it was not counted: {why}.", why=unread.why)
        case "no function":
            return t("There is no function of that name in it, so it was not counted; begin with `def {name}`.", name=unread.why)
        case "stopped early":
            return t("It stopped before there was a function of that name, so it was not counted: {why}.", why=unread.why)
        case "not a choice":
            return t("That is none of the answers to choose from; press one of the buttons.")
        case "not these steps":
            return t("Write each step's number once, in the right order, such as 3 1 2.")
        case "too long":
            return t("That is too long for an answer; shorten it and send it again.")
        case _:
            return t("There is no answer in that; write one and send it again.")
