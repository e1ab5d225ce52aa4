"""In thirty minutes you will have a small program that says how much rope you need.

A week may begin with a script like this one: it runs with Python alone, says first what one will have, and ends in something
that works.
"""

KNOT = 0.5  # metres that a knot takes of each rope that it joins


def length(ropes: int, metres: float) -> float:
    """How long some ropes are when they are tied together."""
    return ropes * metres - (ropes - 1) * 2 * KNOT


# 1. Run it first, and look at what it prints.
for ropes in (1, 2, 3):
    print(ropes, "ropes of 10 m:", length(ropes, 10), "m")

# Your turn
# 1. Measure how much one knot really takes of your rope, and put it in.
# 2. Let it say how many ropes of 10 m reach down a wall of 35 m.
