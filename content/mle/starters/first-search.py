"""In thirty minutes you will have a search over passages by TF-IDF, and a number that says how often it finds the right one.

This is the half of retrieval that every language-model app stands on: find the passage first, then let a model read it.
"""

import math
import re
from collections import Counter

PASSAGES = [
    "You can return a product within 30 days if it was not used.",
    "Refunds go back to the card that you paid with and take five working days.",
    "Parcels are sent every day at noon and arrive within two days.",
    "We ship to all countries of the EU. Shipping outside the EU is not possible.",
    "The battery of the bike lasts 80 kilometres and charges in four hours.",
    "Store the battery indoors in winter; frost harms it.",
    "To reset your password, press the link on the login page.",
    "You can change your address in your account until the parcel is sent.",
    "The guarantee covers the frame for five years and the battery for two.",
    "Our shop in Lisbon repairs bikes from Monday to Friday.",
]
QUESTIONS = [
    # a question, and the place of the passage that answers it
    ("how long does the battery last", 4), ("can I return a used product", 0), ("when do refunds arrive", 1),
    ("do you ship to countries outside the EU", 3), ("I forgot my password", 6), ("where can I repair my bike", 9),
    ("how long is the guarantee on the frame", 8), ("I moved, can I change my address", 7),
    ("when is my order delivered", 2), ("is cold weather bad for it", 5),
]  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


# 1. How much does a word tell? One that stands in every passage tells nothing; a rare one tells a lot.
holders = Counter(word for passage in PASSAGES for word in set(words(passage)))


def vector(text: str) -> dict[str, float]:
    """TF-IDF: how often each word stands here, times how rare it is in all passages. Unknown words count nothing."""
    counts = Counter(word for word in words(text) if word in holders)
    return {word: count * math.log(len(PASSAGES) / holders[word]) for word, count in counts.items()}


def similarity(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of the angle between two vectors: 1 for the same direction, 0 for no common word."""
    dot = sum(weight * other.get(word, 0) for word, weight in one.items())
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return dot / lengths if lengths else 0.0


VECTORS = [vector(passage) for passage in PASSAGES]


def search(question: str, most: int) -> list[int]:
    """The places of the passages that are most like a question, best first."""
    asked = vector(question)
    return sorted(range(len(PASSAGES)), key=lambda place: -similarity(asked, VECTORS[place]))[:most]


# 2. Try it.
for place in search("battery in winter", 2):
    print("found:", PASSAGES[place])

# 3. Measure it: in how many cases is the right passage the first, or among the first three? (Recall at 1, at 3)
for most in (1, 3):
    found = sum(right in search(question, most) for question, right in QUESTIONS)
    print(f"recall at {most}: {found} of {len(QUESTIONS)}")

# 4. Read what it misses.
for question, right in QUESTIONS:
    if right not in search(question, 1):
        print(f"missed: {question}\n   wanted: {PASSAGES[right]}")

# Your turn
# 1. Which misses need another word for the same thing? No counting of words can find those; embeddings can.
# 2. Cut the endings off ("bikes" and "bike", "ship" and "shipping"). Which number moves? Did anything get worse?
# 3. Put fifty passages of your own in, and write ten questions before you look at any result.
# 4. Put the best passage and the question into a prompt for a small model, and let it answer from that passage alone.
