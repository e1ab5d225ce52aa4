"""How a challenge of each kind is asked for in a form."""

from collections.abc import Mapping
from typing import Annotated

from bot.domain.challenge import Challenge
from bot.domain.lookup import Level
from bot.feature import Context
from bot.interface.option import Option, parameter_of
from bot.interface.prefill import Prefill, Wording
from bot.shared.challenge_written import check_kind
from bot.shared.content_forms import of_field
from bot.shared.resource_form import suggest_topics
from bot.text import t

_KINDS = {"single": "choose one", "multi": "choose several"}
_PROMPT = Option("What is asked.", label="What is asked", long=True, words=True)
_KEY = Option("What is right; the form says how.", label="What is right", asked=True, long=True, most=2000)
_HINTS = Option("Hints, a line each.", label="Hints", long=True, most=600, hint="A line each, three at most")
_TOPICS = Option("Its topics, with commas between.", suggest=suggest_topics)
_REFERENCE = Option("A right solution in Python.", label="A right solution", long=True, code=True)
_WRONG = Option(
    "Wrong solutions in Python.",
    label="Wrong solutions",
    long=True,
    code=True,
    most=1500,
    hint="At least one, a line --- between them",
)
CHALLENGE = (
    of_field(Challenge, "kind", Option("How is it answered?", labels=_KINDS), asked=False),
    of_field(Challenge, "prompt", _PROMPT),
    parameter_of("key", Annotated[str, _KEY], required=False),
    of_field(Challenge, "explain", Option("Why it is right.", label="Why it is right", long=True)),
    of_field(Challenge, "hint", _HINTS),
    of_field(Challenge, "topics", _TOPICS),
    of_field(Challenge, "reference", _REFERENCE, asked=False),
    of_field(Challenge, "wrong", _WRONG, asked=False),
    of_field(Challenge, "level", Option("For whom?"), meant=Level, asked=False),
    of_field(Challenge, "minutes", Option("How many minutes does it take?", minutes=True), asked=False),
)
"""What is written of a challenge; the form of its kind asks some of it."""

ASKED = {
    **dict.fromkeys(("single", "multi", "numeric", "text", "order"), ("prompt", "key", "hint", "explain", "topics")),
    "python": ("prompt", "key", "reference", "wrong", "topics"),
    "reflection": ("prompt", "explain", "topics"),
}
"""What the form of each kind asks."""


def challenge_prefill(context: Context, kind: str, values: Mapping[str, str]) -> Prefill:
    """The form of a kind with what it holds. Raises Refusal for a kind that cannot be tried here."""
    check_kind(context, kind)
    wording = {name: Wording(required=True) for name in ASKED[kind] if name != "hint"}
    return Prefill(values, asked=ASKED[kind], wording={**wording, **_kind_wording(kind), **_key_wording(kind)})


def _kind_wording(kind: str) -> dict[str, Wording]:
    """What only one kind is asked in other words: numbers have a template, and a thought has nothing that is right."""
    match kind:
        case "numeric":
            return {"prompt": Wording(hint=t("Values of a template stand in braces"), required=True)}
        case "reflection":
            return {"explain": Wording(label=t("What it is good for"), required=True)}
        case _:
            return {}


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
