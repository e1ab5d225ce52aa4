"""In thirty minutes you will have a decision stump, a small tree grown from stumps, and you will see where it splits.

A stump asks one question. A tree asks further ones on each side. A forest lets many trees vote.
"""

from collections import Counter

COLUMNS = ("hours of sleep", "cups of coffee", "pages to read")
ROWS = [
    # the three columns, and whether the exam was passed
    ((8, 1, 40), "passed"), ((7, 2, 60), "passed"), ((6, 1, 30), "passed"), ((8, 0, 90), "passed"), ((7, 3, 20), "passed"),
    ((5, 2, 25), "passed"), ((6, 4, 80), "failed"), ((4, 1, 70), "failed"), ((5, 5, 95), "failed"), ((3, 3, 50), "failed"),
    ((4, 4, 30), "failed"), ((6, 2, 85), "failed"), ((7, 1, 75), "passed"), ((5, 1, 65), "failed"),
]  # fmt: skip


def gini(rows: list) -> float:
    """How mixed some rows are: 0 if all have one class, 0.5 if two classes have half each."""
    counts = Counter(label for _, label in rows)
    return 1 - sum((count / len(rows)) ** 2 for count in counts.values())


def split(rows: list, column: int, limit: float) -> tuple[list, list]:
    return [row for row in rows if row[0][column] < limit], [row for row in rows if row[0][column] >= limit]


def best_question(rows: list) -> tuple[float, int, float]:
    """The question after which both sides together are least mixed: how mixed, which column, which limit."""
    found = []
    for column in range(len(COLUMNS)):
        values = sorted({row[0][column] for row in rows})
        for low, high in zip(values, values[1:]):  # halfway between two values that occur
            sides = split(rows, column, (low + high) / 2)
            mixed = sum(len(side) * gini(side) for side in sides) / len(rows)
            found.append((mixed, column, (low + high) / 2))
    return min(found, default=(1, 0, 0))


def grow(rows: list, depth: int):
    """A class at the end of a branch; else a column, a limit, and the branches below and above it."""
    mixed, column, limit = best_question(rows)
    if depth == 0 or mixed >= gini(rows):
        return Counter(label for _, label in rows).most_common(1)[0][0]
    below, above = split(rows, column, limit)
    return column, limit, grow(below, depth - 1), grow(above, depth - 1)


def classify(tree, values: tuple) -> str:
    while not isinstance(tree, str):
        column, limit, below, above = tree
        tree = below if values[column] < limit else above
    return tree


def draw(tree, before: str = "", indent: str = "  ") -> None:
    if isinstance(tree, str):
        print(f"{indent}{before}{tree}")
        return
    column, limit, below, above = tree
    print(f"{indent}{before}{COLUMNS[column]} below {limit:g}?")
    draw(below, "yes: ", indent + "    ")
    draw(above, "no: ", indent + "    ")


# 1. Before any question the rows are this mixed. Then a stump, then deeper trees: all judged on the rows they know.
print(f"mixed before: {gini(ROWS):.2f}")
for depth in (1, 2, 3):
    tree = grow(ROWS, depth)
    right = sum(classify(tree, values) == label for values, label in ROWS)
    print(f"\ndepth {depth}: {right} of {len(ROWS)} right on known rows")
    draw(tree)

# 2. Leave one out: a tree that never saw the row judges it.
for depth in (1, 2, 3):
    right = sum(classify(grow(ROWS[:i] + ROWS[i + 1 :], depth), ROWS[i][0]) == ROWS[i][1] for i in range(len(ROWS)))
    print(f"depth {depth}: {right} of {len(ROWS)} right on rows it did not know")

# Your turn
# 1. Work out one gini by hand: the side of the first question with fewer rows.
# 2. Deeper trees gain on the rows they know alone. What have they learned there? Which depth would you ship?
# 3. Grow ten trees, each on rows drawn with random.choices(ROWS, k=len(ROWS)), and let them vote: that is bagging.
# 4. Change one row. Does the first question stay the same? Trees are easily shaken; forests less so.
