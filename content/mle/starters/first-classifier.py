"""In thirty minutes you will have a classifier that tells ripe fruit from unripe, and you will know how good it is.

It is k-nearest neighbours: to judge something new, look at what is most like it. Nothing is learned in advance.
"""

from collections import Counter

FRUIT = [
    # how red (0 to 10), how soft (0 to 10), what it was
    (1, 1, "unripe"), (2, 1, "unripe"), (1, 3, "unripe"), (3, 2, "unripe"), (4, 1, "unripe"), (2, 4, "unripe"),
    (3, 4, "unripe"), (6, 5, "unripe"), (6, 2, "unripe"), (4, 5, "ripe"), (5, 6, "ripe"), (7, 4, "ripe"),
    (6, 7, "ripe"), (8, 5, "ripe"), (7, 8, "ripe"), (9, 6, "ripe"), (8, 8, "ripe"), (3, 7, "ripe"),
]  # fmt: skip


def distance(one: tuple, other: tuple) -> float:
    """How far apart two fruits are, as on a map with two directions."""
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def votes(fruit: tuple, known: list[tuple], k: int) -> Counter:
    """How often each class comes up among the k nearest."""
    nearest = sorted(known, key=lambda other: distance(fruit, other))[:k]
    return Counter(kind for _, _, kind in nearest)


def classify(fruit: tuple, known: list[tuple], k: int) -> str:
    return votes(fruit, known, k).most_common(1)[0][0]


# 1. Judge one fruit by its three nearest.
print("red 5, soft 4:", dict(votes((5, 4), FRUIT, 3)), "so it is", classify((5, 4), FRUIT, 3))

# 2. How often is that right? Take each fruit out in turn and judge it by all others. With the fruit itself among
#    the neighbours the score would be a lie.
for k in (1, 3, 5, 17):
    right = 0
    for place, fruit in enumerate(FRUIT):
        others = FRUIT[:place] + FRUIT[place + 1 :]
        right += classify(fruit, others, k) == fruit[2]
    print(f"k = {k:2}: {right} of {len(FRUIT)} right")

# 3. A threshold is a choice. Say "ripe" only if enough of five neighbours say so, and see which error goes away.
for needed in (2, 3, 4):
    false_alarms = misses = 0
    for place, fruit in enumerate(FRUIT):
        says_ripe = votes(fruit, FRUIT[:place] + FRUIT[place + 1 :], 5)["ripe"] >= needed
        false_alarms += says_ripe and fruit[2] == "unripe"
        misses += not says_ripe and fruit[2] == "ripe"
    print(f"{needed} of 5 votes needed: {false_alarms} false alarms, {misses} missed")

# Your turn
# 1. Why is k = 17 always wrong here? Count the classes among the seventeen that are left.
# 2. Give softness in percent (0 to 100) in place of 0 to 10. What happens to the distances? Scale them again.
# 3. Which costs more, an unripe fruit sold or a ripe one left behind? Choose the votes needed and write down why.
# 4. Put your own table in: two numbers and a class in each row.
