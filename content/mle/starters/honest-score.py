"""In thirty minutes you will have seen a model learn by heart, and have a score that you can trust.

We fit curves to noisy points. One number says how much a curve may bend; five folds tell us which value is best.
"""

import random

random.seed(7)
POINTS = [(x / 15, (x / 15 - 2) ** 2 + random.gauss(0, 0.6)) for x in range(60)]
random.shuffle(POINTS)
TRAIN, TEST = POINTS[:45], POINTS[45:]  # the test part rests until the very end


def predict(x: float, known: list[tuple], k: int) -> float:
    """The mean of the k nearest points: k = 1 follows every point, a large k is nearly flat."""
    nearest = sorted(known, key=lambda point: abs(point[0] - x))[:k]
    return sum(y for _, y in nearest) / len(nearest)


def error(points: list[tuple], known: list[tuple], k: int) -> float:
    """The typical error (RMSE) on some points of a model that knows others."""
    return (sum((predict(x, known, k) - y) ** 2 for x, y in points) / len(points)) ** 0.5


def fold_errors(k: int, folds: int = 5) -> list[float]:
    """Each fold is left out once, and judged by a model that knows the others."""
    errors = []
    for fold in range(folds):
        left_out = TRAIN[fold::folds]
        known = [point for number, point in enumerate(TRAIN) if number % folds != fold]
        errors.append(error(left_out, known, k))
    return errors


# 1. The trap: judged on the points that it knows, k = 1 makes no error at all.
# 2. The cure: five folds. Read the mean together with its spread.
print(" k   on known points   in five folds (lowest to highest)")
mean_errors = {}
for k in (1, 2, 3, 5, 8, 12, 20):
    errors = fold_errors(k)
    mean_errors[k] = sum(errors) / len(errors)
    print(f"{k:2}   {error(TRAIN, TRAIN, k):15.2f}   {mean_errors[k]:.2f} ({min(errors):.2f} to {max(errors):.2f})")

# 3. Choose by the folds, then use the test part once.
best = min(mean_errors, key=mean_errors.get)
print(f"\nchosen: k = {best}. One final test score: {error(TEST, TRAIN, best):.2f}")
assert error(TRAIN, TRAIN, 1) == 0 < mean_errors[1]

# Your turn
# 1. Where does the error in the folds begin to rise again? Name the two ends: too bent, too flat.
# 2. Set the seed to 1, 2 and 3. Does the same k win? What does that say about small differences?
# 3. Make ten folds in place of five. What changes, and what does it cost?
# 4. Choose k by the test part and look at its score. Why is it no honest score any more?
