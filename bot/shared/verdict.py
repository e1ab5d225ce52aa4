"""What a member is told of an answer: right or not, and why."""

from bot.domain.code_failure import CodeFailure, HiddenTestsFailed, ShownTestFailed
from bot.domain.grading import Grade
from bot.interface.card import Text, Tone
from bot.text import Markup, escape, n, t


def verdict_title(grade: Grade) -> Markup:
    return {"right": t("Right!"), "wrong": t("Not quite"), "taken": t("Thank you")}[grade.verdict]


def verdict_tone(grade: Grade) -> Tone:
    """A wrong answer is nothing to be warned of."""
    return "plain" if grade.verdict == "wrong" else "good"


def verdict_reason(grade: Grade) -> tuple[Text, ...]:
    """Why an answer is wrong; empty if there is nothing to say."""
    if grade.failure:
        return (Text(failure_text(grade.failure)),)
    return (Text(escape(grade.why)),) if grade.why else ()


def failure_text(failure: CodeFailure) -> Markup:
    match failure:
        case ShownTestFailed():
            return _of_shown_test(failure)
        case HiddenTestsFailed(failed=failed, hidden=hidden):
            return n(
                "The tests that are shown pass, but {count} of {hidden} hidden ones fails.",
                "The tests that are shown pass, but {count} of {hidden} hidden ones fail.",
                failed,
                hidden=hidden,
            )


def _of_shown_test(failed: ShownTestFailed) -> Markup:
    match failed.kind:
        case "returned":
            return t("{call} gave {value}, wanted {wanted}.", call=failed.call, value=failed.came_to, wanted=failed.wanted)
        case "raised":
            return t("{call} failed: {error}.", call=failed.call, error=failed.came_to)
        case "too long":
            return t("{call} took too long.", call=failed.call)
        case "too much memory":
            return t("{call} took too much memory.", call=failed.call)
        case "not plain data":
            return t("{call} gave something other than plain data, wanted {wanted}.", call=failed.call, wanted=failed.wanted)
        case "too much code":
            return t("{call} was not tried: the code is too long.", call=failed.call)
        case "broke down":
            return t("{call} could not be tried to its end.", call=failed.call)
