"""In thirty minutes you will have a classifier that tells glad reviews from angry ones, and a list of its errors.

It counts words and forgets their order: a bag of words. Naive Bayes makes chances out of the counts.
"""

import math
import re
from collections import Counter

TRAIN = [
    ("I love this phone, the screen is great", "glad"), ("great battery and a fast screen", "glad"),
    ("fast, quiet and easy to use, I am happy", "glad"), ("the best laptop I ever had", "glad"),
    ("happy with the camera, great colours", "glad"), ("easy to set up and it works", "glad"),
    ("the battery died after a week", "angry"), ("slow, loud and it broke", "angry"),
    ("the screen broke and nobody helped", "angry"), ("I want my money back, it never works", "angry"),
    ("bad camera and a slow menu", "angry"), ("the worst phone I ever had", "angry"),
]  # fmt: skip
TEST = [
    ("great phone, easy and fast", "glad"), ("it broke after a day", "angry"), ("I love the colours", "glad"),
    ("slow and bad", "angry"), ("not happy, not easy, not great", "angry"), ("never had a problem with it", "glad"),
]  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


# 1. Learning is counting.
counts = {"glad": Counter(), "angry": Counter()}
for text, label in TRAIN:
    counts[label].update(words(text))
vocabulary = {word for counter in counts.values() for word in counter}
texts = Counter(label for _, label in TRAIN)


def evidence(word: str, label: str) -> float:
    """The log of the chance of a word in texts of a class. One is added to each count, so that no chance is 0."""
    return math.log((counts[label][word] + 1) / (counts[label].total() + len(vocabulary)))


def scores(text: str) -> dict[str, float]:
    """For each class the log of its chance so far, plus what each known word says. Logs are added, not multiplied."""
    known = [word for word in words(text) if word in vocabulary]
    return {label: math.log(texts[label] / len(TRAIN)) + sum(evidence(word, label) for word in known) for label in counts}


def classify(text: str) -> str:
    found = scores(text)
    return max(found, key=found.get)


# 2. Which words speak loudest for either side?
lean = {word: evidence(word, "glad") - evidence(word, "angry") for word in vocabulary}
ranked = sorted(lean, key=lambda word: (lean[word], word))
print("angry words:", ", ".join(ranked[:5]))
print("glad words: ", ", ".join(ranked[:-6:-1]))

# 3. Score it on texts that it never saw, and read every error: that is where the next idea comes from.
wrong = [(text, label) for text, label in TEST if classify(text) != label]
print(f"\n{len(TEST) - len(wrong)} of {len(TEST)} right. Errors:")
for text, label in wrong:
    print(f"   wanted {label:5}  {text}")

# Your turn
# 1. Both errors have one cause. Name it. Count pairs of words too, add reviews with such pairs ("not happy"), and look again.
# 2. Leave out the + 1. What does math.log say, and to which word?
# 3. Add ten reviews of your own to TRAIN and five to TEST, the tests first.
# 4. Run a ready model on the same TEST. Which errors are gone, and which stay?
