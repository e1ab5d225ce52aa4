"""A question of a cohort's check-in, as moderators write and read it; empty is the usual one."""

from bot.errors import Refusal
from bot.interface.none_words import means_none, means_usual
from bot.shared.setting import ValueType
from bot.text import escape, t

USUAL = "usual"
"""How a question that is nobody's own is written."""


def _chosen_question(typed: str) -> str:
    """A question of a moderator's own, empty for the usual one. Raises Refusal for none: a check-in has all its questions."""
    if means_none(typed):
        sentence = t(
            "A check-in keeps its three questions; nobody has to answer what comes next or what is in the way. "
            "Write `usual` for the usual question, or one of your own."
        )
        raise Refusal(sentence)
    question = " ".join(typed.split())
    return "" if means_usual(question) or question.casefold() == t("as usual").casefold() else question


QUESTION = ValueType(
    lambda question: question or USUAL,
    lambda question: escape(question) if question else t("as usual"),
    lambda context, question: _chosen_question(question),
)
