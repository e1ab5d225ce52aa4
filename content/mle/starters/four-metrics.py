"""In thirty minutes you will have four metrics from a confusion matrix, and a threshold that you chose by what errors cost.

A model gave each mail a score between 0 and 1. The closer to 1, the more it looks like spam.
"""

SCORES = [0.97, 0.91, 0.88, 0.81, 0.74, 0.66, 0.62, 0.55, 0.47, 0.41, 0.35, 0.30, 0.22, 0.18, 0.15, 0.11, 0.09, 0.06, 0.04, 0.02]
IS_SPAM = [1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]


def confusion(threshold: float) -> tuple[int, int, int, int]:
    """True positives, false positives, false negatives, true negatives."""
    tp = fp = fn = tn = 0
    for score, spam in zip(SCORES, IS_SPAM):
        flagged = score >= threshold
        tp += flagged and spam
        fp += flagged and not spam
        fn += not flagged and spam
        tn += not flagged and not spam
    return tp, fp, fn, tn


def share(part: int, whole: int) -> float:
    """0 if there is no whole: nothing was flagged, or nothing was there to find."""
    return part / whole if whole else 0.0


# 1. The four counts at one threshold. Work the metrics out by hand before you read on.
tp, fp, fn, tn = confusion(0.5)
print("               spam   no spam")
print(f"flagged        {tp:4}   {fp:4}")
print(f"let through    {fn:4}   {tn:4}")

# 2. Four metrics at five thresholds. A miss is annoying; a good mail that is lost may cost a customer.
COST_OF_FALSE_ALARM, COST_OF_MISS = 10, 1
print("\nthreshold  accuracy  precision  recall    F1   cost")
for threshold in (0.1, 0.3, 0.5, 0.7, 0.9):
    tp, fp, fn, tn = confusion(threshold)
    accuracy = share(tp + tn, len(SCORES))
    precision, recall = share(tp, tp + fp), share(tp, tp + fn)
    f1 = share(2 * tp, 2 * tp + fp + fn)
    cost = fp * COST_OF_FALSE_ALARM + fn * COST_OF_MISS
    print(f"{threshold:9}  {accuracy:8.2f}  {precision:9.2f}  {recall:6.2f}  {f1:4.2f}  {cost:5}")

# 3. The baseline: flag nothing at all. Its accuracy looks fine, and it finds no spam.
tp, fp, fn, tn = confusion(1.1)
print(f"\nflag nothing: accuracy {share(tp + tn, len(SCORES)):.2f}, recall {share(tp, tp + fn):.2f}")

# Your turn
# 1. Which threshold has the best F1, and which the lowest cost? Why do they differ?
# 2. Swap the two costs, as for a test that looks for an illness. Which threshold would you choose now?
# 3. Walk through all thresholds from 0 to 1 and print recall beside the share of good mail that is flagged: with that
#    you can draw a ROC curve.
# 4. Write three sentences: which metric do you trust here, what does it hide, what would change your mind?
