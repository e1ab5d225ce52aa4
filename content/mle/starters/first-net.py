"""In thirty minutes you will have a small neural net that learns XOR, with every gradient worked out in the open.

One line cannot part the four points of XOR. Four hidden neurons can. There is no library here, so nothing is hidden.
"""

import math
import random

POINTS = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]
HIDDEN = 4

random.seed(3)
w1 = [[random.uniform(-1, 1) for _ in range(2)] for _ in range(HIDDEN)]  # from the two inputs to each hidden neuron
b1 = [0.0] * HIDDEN
w2 = [random.uniform(-1, 1) for _ in range(HIDDEN)]  # from the hidden neurons to the output
b2 = 0.0


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def forward(x: tuple) -> tuple[list[float], float]:
    """What the hidden neurons say, and the chance that the answer is 1."""
    hidden = [math.tanh(w1[j][0] * x[0] + w1[j][1] * x[1] + b1[j]) for j in range(HIDDEN)]
    return hidden, sigmoid(sum(w2[j] * hidden[j] for j in range(HIDDEN)) + b2)


def loss() -> float:
    """The mean cross-entropy: small if the net gives the right answer a high chance."""
    chances = [(forward(x)[1], y) for x, y in POINTS]
    return -sum(math.log(p if y else 1 - p) for p, y in chances) / len(POINTS)


def train(rate: float) -> None:
    """One pass over all points, a step after each."""
    global b2
    for x, y in POINTS:
        hidden, p = forward(x)
        # Backwards. The slope of the loss at the output's sum is simply p - y; the chain rule does the rest.
        at_output = p - y
        for j in range(HIDDEN):
            at_hidden = at_output * w2[j] * (1 - hidden[j] ** 2)  # the slope of tanh is 1 - tanh squared
            w2[j] -= rate * at_output * hidden[j]
            w1[j][0] -= rate * at_hidden * x[0]
            w1[j][1] -= rate * at_hidden * x[1]
            b1[j] -= rate * at_hidden
        b2 -= rate * at_output


# 1. Check one gradient before you trust any: nudge a weight, and compare the change of the loss with the formula.
nudge = 1e-5
formula = sum((forward(x)[1] - y) * forward(x)[0][0] for x, y in POINTS) / len(POINTS)
w2[0] += nudge
above = loss()
w2[0] -= 2 * nudge
below = loss()
w2[0] += nudge
print(f"gradient: by formula {formula:.6f}, by nudging {(above - below) / (2 * nudge):.6f}")

# 2. Train, and watch the loss.
for epoch in range(1001):
    if epoch % 200 == 0:
        print(f"epoch {epoch:4}   loss {loss():.4f}")
    train(0.3)

# 3. What the net says now.
for x, y in POINTS:
    print(x, "->", f"{forward(x)[1]:.2f}", "wanted", y)
assert all(round(forward(x)[1]) == y for x, y in POINTS)

# Your turn
# 1. Set HIDDEN to 1. Why can it not learn this, whatever you do?
# 2. Begin with all weights 0. What do the hidden neurons have in common from then on?
# 3. Try a rate of 0.01 and of 5. Which curve of the loss belongs to which?
# 4. Do one forward pass by hand for (1, 0) and compare. Then build the same net in PyTorch.
