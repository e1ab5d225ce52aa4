"""Functions in an import are tried in the sandbox, as those are that are written in a form."""

from bot.domain.challenge import Challenge
from bot.errors import Refusal
from bot.ports.workbench import Workbench
from bot.shared.challenge_written import no_sandbox, solutions, try_solutions
from bot.text import Markup, join, t


def code_faults(challenge: Challenge, bench: Workbench) -> dict[str, Markup]:
    """What is wrong with the solutions of a challenge, by the name of the option; nothing if none is asked for."""
    try:
        if challenge.kind == "python":
            _try(challenge, bench)
    except Refusal as refusal:
        return {refusal.option: refusal.message}
    return {}


def _try(challenge: Challenge, bench: Workbench) -> None:
    """Raises Refusal for solutions that do not do as they should, and for what cannot be tried."""
    if bench.run is None:
        raise Refusal(join([no_sandbox(), t("Take it out of the file.")], " "), "kind")
    try:
        outcomes = [bench.run(each) for each in solutions(challenge)]
    except TimeoutError:
        sentence = t("The functions of this file took longer than a minute to try. Put this one into another file.")
        raise Refusal(sentence) from None
    try_solutions(challenge, outcomes)
