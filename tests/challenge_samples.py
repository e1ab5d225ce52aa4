"""One challenge of each kind, for tests."""

from bot.domain.challenge import Case, Challenge, ChallengeOption, EquivalentMutant, Limits, Step, Tolerance

COMMON = {
    "rev": 1,
    "level": 1,
    "minutes": 2,
    "topics": ("topic.what-machine-learning-is",),
    "hint": ("Think twice.", "Then once more."),
}

SINGLE = Challenge(
    id="challenge.own.single",
    kind="single",
    prompt="Which metric matters most for a serious illness?",
    options=(
        ChallengeOption(id="a", text="Recall", ok=True),
        ChallengeOption(id="b", text="Precision", why="Precision watches false alarms."),
        ChallengeOption(id="c", text="Accuracy", why="Always saying healthy scores high."),
    ),
    explain="A miss is the costly error.",
    source=("resource.dive-into-deep-learning",),
    **COMMON,
)
MULTI = Challenge(
    id="challenge.own.multi",
    kind="multi",
    prompt="Which numbers are even?",
    options=(
        ChallengeOption(id="a", text="Two", ok=True),
        ChallengeOption(id="b", text="Three", why="Three is odd."),
        ChallengeOption(id="c", text="Four", ok=True),
    ),
    explain="Two divides them.",
    **COMMON,
)
NUMERIC = Challenge(
    id="challenge.own.numeric",
    kind="numeric",
    prompt="Of {all} mails {spam} are spam. Which share is that?",
    params={"all": (4, 8), "spam": (3, 6)},
    compute="spam / all",
    tolerance=Tolerance(abs=0.005),
    percent_ok=True,
    explain="Divide the spam by all.",
    **COMMON,
)
TEXT = Challenge(
    id="challenge.own.text",
    kind="text",
    prompt="The model says healthy, the patient is ill. What is that error called?",
    accept=("false negative", "type ii error"),
    distance=2,
    reject=("false positive", "type i error"),
    explain="It was negative, and false.",
    **COMMON,
)
ORDER = Challenge(
    id="challenge.own.order",
    kind="order",
    prompt="Put the steps in order.",
    steps=(Step(id="a", text="Split"), Step(id="b", text="Train"), Step(id="c", text="Score")),
    before=(("a", "b"), ("b", "c")),
    explain="Split first.",
    **COMMON,
)
PYTHON = Challenge(
    id="challenge.own.python",
    kind="python",
    prompt="Write double(x), which returns twice x.",
    function="double",
    starter="def double(x):\n    ...",
    tests=(Case(args=(2,), want=4), Case(args=(0,), want=0)),
    hidden=(Case(args=(-3,), want=-6),),
    reference="def double(x):\n    return 2 * x\n",
    wrong=("def double(x):\n    return x + 2\n", "def double(x):\n    return x * x\n"),
    equivalent_mutants=(EquivalentMutant(slip="return x * 2", reason="The order makes no difference: 2 * x is x * 2."),),
    limits=Limits(seconds=0.5),
    explain="Multiply by two.",
    **COMMON,
)
REFLECTION = Challenge(
    id="challenge.own.reflection", kind="reflection", prompt="What surprised you?", explain="Writing it down helps.", **COMMON
)

EVERY_KIND = (SINGLE, MULTI, NUMERIC, TEXT, ORDER, PYTHON, REFLECTION)
RIGHT = {"single": "a", "multi": "a,c", "numeric": "75 %", "text": "False Negatve", "reflection": "That it works."}
WRONG = {"single": "b", "multi": "a,b", "numeric": "0.5", "text": "false positive"}
