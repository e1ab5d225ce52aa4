"""In thirty minutes you will have three groups of customers that nobody labelled, a drawing of them, and a way to choose k.

It is k-means: put each point to the nearest centre, move each centre to the middle of its points, and again.
"""

import random

CUSTOMERS = [
    # visits in a month, money spent on each visit
    (1, 8), (2, 10), (2, 7), (3, 9), (1, 11), (3, 12), (9, 9), (10, 7), (11, 10), (10, 12), (12, 9),
    (9, 6), (5, 30), (4, 33), (6, 31), (5, 35), (3, 32), (6, 36), (4, 29),
]  # fmt: skip


def distance(one: tuple, other: tuple) -> float:
    """The square of how far apart two points are: the order is the same, and no root is needed."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def middle(points: list[tuple]) -> tuple:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def nearest(point: tuple, centres: list[tuple]) -> int:
    return min(range(len(centres)), key=lambda number: distance(point, centres[number]))


def k_means(points: list[tuple], k: int, seed: int) -> tuple[list[tuple], float]:
    """The centres, and how far all points are from theirs."""
    centres = random.Random(seed).sample(points, k)
    while True:
        groups = [[point for point in points if nearest(point, centres) == number] for number in range(k)]
        moved = [middle(group) if group else centres[number] for number, group in enumerate(groups)]
        if moved == centres:
            return centres, sum(distance(point, centres[nearest(point, centres)]) for point in points)
        centres = moved


def best_of(points: list[tuple], k: int, tries: int = 10) -> tuple[list[tuple], float]:
    """A bad start can end badly, so start often and keep the best."""
    return min((k_means(points, k, seed) for seed in range(tries)), key=lambda found: found[1])


# 1. Three groups, each with its middle.
centres, _ = best_of(CUSTOMERS, 3)
for number, centre in enumerate(centres):
    size = sum(nearest(point, centres) == number for point in CUSTOMERS)
    print(f"group {number}: {size} customers, {centre[0]:.1f} visits, {centre[1]:.1f} spent on each")

# 2. Draw them. Each digit is a customer, and says in which group.
print()
for spent in range(38, 4, -2):
    row = [" "] * 30
    for point in CUSTOMERS:
        if spent <= point[1] < spent + 2:
            row[2 * point[0]] = str(nearest(point, centres))
    print(f"{spent:3} |{''.join(row).rstrip()}")
print("    +" + "-" * 26 + " visits")

# 3. Choose k: look for the bend after which more groups help little.
print()
for k in range(1, 7):
    _, total = best_of(CUSTOMERS, k)
    print(f"k = {k}: {total:7.1f} {'#' * round(total / 60)}")

# Your turn
# 1. Give each group a name and one sentence that a shop could use.
# 2. Use one try in place of ten, with other seeds. When does a bad start win?
# 3. Count money in cents. Which groups do you get now? Scale both columns to a spread of 1 and compare.
# 4. Put your own points in: two columns of numbers.
