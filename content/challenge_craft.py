"""What makes challenges fair: no tells, no luck, no key that two answers fit. Each rule goes from their entries to faults."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, permutations
from typing import NamedTuple

from bot.domain.challenge import Challenge, ChallengeKind
from bot.domain.sameness import folded_text
from bot.domain.variant import count_variants, keeps_order, variant_of
from content.challenge_checks import flaws_of
from content.challenge_style import style_of
from content.checks import Entry
from content.faults import Fault

ENOUGH = 20
"""The minimum number of challenges of a kind before shares among them say anything."""
LONGEST_RIGHT, SHORTEST_RIGHT = 0.35, 0.5
"""The largest shares of single choices in which the right option may be the longest, or the shortest."""
UNEVEN = 0.1
"""The largest share by which one place may hold more right options than another."""
LENGTHS = (0.8, 1.25)
"""The bounds of the ratio between the average length of right options and that of wrong ones in multiple choices."""
SAME_PLACES = 1 / 3
TEMPLATES = 2 / 3
"""The minimum share of numeric challenges that have `VARIANTS` or more."""
VARIANTS = 4
LUCKY = 1 / 6
"""The largest chance that a random order is right: that of three steps with one right order."""
LEVELS = {1: 0.4, 2: 0.4, 3: 0.2}
OFF = 0.05


class Posed(NamedTuple):
    """A challenge and its entry in the pack."""

    entry: Entry
    challenge: Challenge


def challenge_craft(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Every fault of craft in and among challenges; those that have flaws are left out, for these are told when the pack is read.

    What should be better inside a challenge is told first; it is compared with others when that is mended.
    """
    posed = [Posed(entry, value) for entry in entries if isinstance(value := entry.value, Challenge) and not [*flaws_of(value)]]
    for entry, challenge in posed:
        yield from (entry.fault(message, *location) for message, location in style_of(challenge))
    styled = [one for one in posed if not [*style_of(one.challenge)]]
    for rule in _RULES:
        yield from rule(styled)


def _of(posed: Sequence[Posed], kind: ChallengeKind) -> list[Posed]:
    return [one for one in posed if one.challenge.kind == kind]


def _share(count: int, of: int) -> str:
    return f"{count} of {of}"


def _known_source(posed: Sequence[Posed]) -> Iterator[Fault]:
    for entry, challenge in posed:
        if not challenge.source:
            yield entry.fault("Add `source`; whoever fails wants to read on.")
        if challenge.review is None:
            yield entry.fault("Add `review`: who checked this, and on which day.")


def _new_prompts(posed: Sequence[Posed]) -> Iterator[Fault]:
    first: dict[str, Entry] = {}
    for entry, challenge in posed:
        earlier = first.setdefault(folded_text(challenge.prompt), entry)
        if earlier is not entry:
            yield entry.fault(f"Ask something else; {earlier.id} asks the same.", "prompt")


def _levels(posed: Sequence[Posed]) -> Iterator[Fault]:
    counts = Counter(challenge.level for _, challenge in posed)
    for level, wanted in LEVELS.items():
        if len(posed) >= ENOUGH and abs(counts[level] - wanted * len(posed)) > OFF * len(posed) + 1e-9:
            yield posed[0].entry.fault(
                f"Change some levels; {_share(counts[level], len(posed))} are of level {level}, not {wanted:.0%}.",
                "level",
            )


# Choices


def _right_length(posed: Sequence[Posed]) -> Iterator[Fault]:
    single = _of(posed, "single")
    longest, shortest = [one for one in single if _stands_out(one, max)], [one for one in single if _stands_out(one, min)]
    for found, most, word in ((longest, LONGEST_RIGHT, "longest"), (shortest, SHORTEST_RIGHT, "shortest")):
        if len(single) >= ENOUGH and len(found) / len(single) > most:
            yield found[0].entry.fault(
                f"Mend options, here first; in {_share(len(found), len(single))} single choices the right one is the {word}.",
                "options",
            )


def _stands_out(one: Posed, end: Callable[[Sequence[int]], int]) -> bool:
    """Whether the right option alone is the longest, or the shortest."""
    lengths = [len(option.text) for option in one.challenge.options]
    right = next(len(option.text) for option in one.challenge.options if option.ok)
    return right == end(lengths) and lengths.count(right) == 1


def _places(posed: Sequence[Posed]) -> Iterator[Fault]:
    for number in range(2, 6):
        single = [one for one in _of(posed, "single") if len(one.challenge.options) == number]
        places = Counter(place for _, challenge in single for place, option in enumerate(challenge.options) if option.ok)
        counts = [places[place] for place in range(number)]
        if len(single) >= ENOUGH and max(counts) - min(counts) > max(2, UNEVEN * len(single)):
            place = counts.index(max(counts))
            entry = next(one.entry for one in single if one.challenge.options[place].ok)
            yield entry.fault(
                f"Move right options; in {_share(max(counts), len(single))} single choices place {place + 1} is right.", "options"
            )


def _multiple(posed: Sequence[Posed]) -> Iterator[Fault]:
    multi = _of(posed, "multi")
    if len(multi) < ENOUGH:
        return
    lengths = {ok: [len(o.text) for one in multi for o in one.challenge.options if o.ok is ok] for ok in (True, False)}
    means = {ok: sum(found) / len(found) for ok, found in lengths.items()}
    if not LENGTHS[0] <= means[True] / means[False] <= LENGTHS[1]:
        yield multi[0].entry.fault(
            f"Make right and wrong options as long; in multiple choices they have {means[True]:.0f} and {means[False]:.0f}.",
            "options",
        )
    (pattern, count), *_ = Counter(tuple(o.ok for o in one.challenge.options) for one in multi).most_common(1)
    if count / len(multi) > SAME_PLACES:
        entry = next(one.entry for one in multi if tuple(o.ok for o in one.challenge.options) == pattern)
        yield entry.fault(f"Move right options; in {_share(count, len(multi))} multiple choices they stand so.", "options")


# Numbers, words, steps


def _keys_apart(posed: Sequence[Posed]) -> Iterator[Fault]:
    for entry, challenge in _of(posed, "numeric"):
        keys = sorted(variant_of(challenge, seed).key or 0.0 for seed in range(count_variants(challenge)))
        for before, after in pairwise(keys):
            if after - before <= max(challenge.tolerance.abs, challenge.tolerance.rel * max(abs(before), abs(after))):
                yield entry.fault(
                    f"Change the parameters; the keys {before:.6g} and {after:.6g} are nearer than `tolerance`.", "params"
                )


def _templates(posed: Sequence[Posed]) -> Iterator[Fault]:
    numeric = _of(posed, "numeric")
    few = [one for one in numeric if count_variants(one.challenge) < VARIANTS]
    if len(numeric) >= ENOUGH and 1 - len(few) / len(numeric) < TEMPLATES:
        yield few[0].entry.fault(
            f"Give more parameters; {_share(len(few), len(numeric))} numeric ones have fewer than {VARIANTS} variants.",
            "params",
        )


def _answers_not_in_prompt(posed: Sequence[Posed]) -> Iterator[Fault]:
    for entry, challenge in _of(posed, "text"):
        for number, answer in enumerate(challenge.accept):
            if re.search(rf"\b{re.escape(answer)}\b", challenge.prompt, re.IGNORECASE):
                yield entry.fault(f"Ask without saying it; the prompt holds `{answer}`.", "accept", number)


def _orders(posed: Sequence[Posed]) -> Iterator[Fault]:
    for entry, challenge in _of(posed, "order"):
        steps = tuple(step.id for step in challenge.steps)
        if not keeps_order(challenge, steps):
            yield entry.fault("Write the steps in a right order; `before` says otherwise.", "steps")
        orders = list(permutations(steps))
        right = sum(keeps_order(challenge, order) for order in orders)
        if right / len(orders) > LUCKY:
            yield entry.fault(f"Add steps or pairs; {_share(right, len(orders))} orders are right, so one is guessed.", "before")


def _even_lists(posed: Sequence[Posed]) -> Iterator[Fault]:
    for entry, challenge in _of(posed, "numeric"):
        lengths = {name: len(values) for name, values in challenge.params.items()}
        if len(set(lengths.values())) > 1:
            counts = ", ".join(f"`{name}` has {length}" for name, length in lengths.items())
            yield entry.fault(f"Give all lists the same number of values; {counts}, so values are used twice.", "params")


_RULES: tuple[Callable[[Sequence[Posed]], Iterator[Fault]], ...] = (
    _known_source, _new_prompts, _levels, _right_length, _places, _multiple, _keys_apart, _templates, _answers_not_in_prompt,
    _orders, _even_lists,
)  # fmt: skip
