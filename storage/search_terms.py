"""The words of a text: folded, without endings; and what else people call the same thing."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from bot.text import clean

SAME = (
    "ai = artificial intelligence",
    "ml = machine learning",
    "dl = deep learning",
    "rl = reinforcement learning",
    "nn = neural network = neural net",
    "cnn = convolutional neural network = convnet",
    "rnn = recurrent neural network",
    "gan = generative adversarial network",
    "llm = large language model",
    "nlp = natural language processing",
    "cv = computer vision",
    "resume = curriculum vitae",
    "ds = data science",
    "mle = ml engineer = machine learning engineer",
    "swe = software engineer",
    "eda = exploratory data analysis",
    "pca = principal component analysis",
    "svm = support vector machine",
    "knn = k nearest neighbour",
    "rag = retrieval augmented generation",
    "stats = statistics = statistical",
    "maths = mathematics = mathematical",
    "prob = probability",
    "algo = algorithm",
    "intro = introduction",
    "docs = documentation",
    "dataset = data set",
    "viz = visualization",
    "cert = certificate = certification",
    "repo = repository",
    "prod = production",
    "db = database",
    "hf = hugging face",
    "tf = tensorflow",
    "sklearn = scikit learn",
    "k8s = kubernetes",
    "gpu = graphics card",
    "job = career",
    "salary = pay = wage = income = earning = earn = compensation = gehalt = lohn = sueldo = salario = salaire",
    "usa = us = united states = america",
    "uk = united kingdom = britain = great britain",
    "germany = deutschland = alemania = allemagne",
    "switzerland = schweiz = suiza = suisse",
    "europe = europa",
    "roadmap = path = pathway = track",
    "mlops = ml ops = machine learning operations",
    "full = complete = whole",
    "5 = five",
    "12 = twelve",
    "14 = fourteen",
)
"""Names of one thing."""

SMALL = """
a about am an and any are at be been best between by can could did do does explain for from get give good had has have how i in
into is it its level lot many me more most much my need needed of on one or own please should so some something than that the
them then there these they this to too up use used using versus vs want was we were what when where which who why will with
without work would you your
"""
"""Words that hold a question together; they matter little, unless nothing else was typed."""

KIND = """
advanced article beginner blog book community competition course dataset documentation free interactive intermediate lecture
notes paid paper platform podcast salary tool tutorial video
"""
"""Words that say what kind of thing is wanted: good to match, no harm where they do not."""

_WORD = re.compile(r"[^\W_]+")
_SIGNS = (("c++", "cpp"), ("c#", "csharp"), ("'", ""), ("’", ""))
_ENDINGS = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"))


def normal(text: str) -> str:
    """A text's words in lower case, without accents and endings, with a space before, between and after."""
    return f" {' '.join(words(text))} "


def words(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(_fold(text))]


def _fold(text: str) -> str:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", clean(text))
        text = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    folded = text.casefold()
    for sign, spoken in _SIGNS:
        folded = folded.replace(sign, spoken)
    return folded


@lru_cache(1 << 16)
def _stem(word: str) -> str:
    """The word without a plural ending, in American spelling."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith("sses") else word[:-1]
    if len(word) > 5 and word.endswith("our"):
        return word[:-3] + "or"
    for british, american in _ENDINGS:
        if word.endswith(british):
            return word.removesuffix(british) + american
    return word


def _others() -> Mapping[str, tuple[str, ...]]:
    groups = [[" ".join(words(name)) for name in line.split(" = ")] for line in SAME]
    return {name: tuple(other for other in group if other != name) for group in groups for name in group}


OTHERS = _others()
"""For each name the other names of the same thing; here and below as `words` writes them."""
SMALL_WORDS = frozenset(words(SMALL))
KIND_WORDS = frozenset(words(KIND))
