"""In thirty minutes you will have a model that predicts prices, and you will have watched its error fall.

It is a line: price = weight * size + bias. Gradient descent finds both numbers, in twenty lines of plain Python.
"""

SIZES = [28, 35, 41, 50, 56, 62, 70, 78, 85, 96, 104, 120]  # square metres
PRICES = [92, 105, 128, 149, 160, 185, 201, 230, 243, 281, 300, 352]  # thousands


def mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def rmse(predicted: list[float], actual: list[float]) -> float:
    """The typical error, in the unit of the prices."""
    return mean([(p - a) ** 2 for p, a in zip(predicted, actual)]) ** 0.5


# 1. Hold some homes back. The model never sees them while it learns.
test = range(2, len(SIZES), 4)
train = [i for i in range(len(SIZES)) if i not in test]

# 2. Scale the sizes: mean 0, spread 1, worked out from the training part alone. Steps are then of one size for all.
centre = mean([SIZES[i] for i in train])
spread = mean([(SIZES[i] - centre) ** 2 for i in train]) ** 0.5
x = [(size - centre) / spread for size in SIZES]

# 3. Learn. The gradient says in which direction the squared error grows, so we go the other way.
weight, bias, rate = 0.0, 0.0, 0.1
for step in range(61):
    errors = [weight * x[i] + bias - PRICES[i] for i in train]
    if step % 10 == 0:
        print(f"step {step:2}   RMSE {mean([e * e for e in errors]) ** 0.5:6.1f}")
    weight -= rate * 2 * mean([e * x[i] for e, i in zip(errors, train)])
    bias -= rate * 2 * mean(errors)

# 4. Judge it on the homes held back, beside a baseline that always says the mean of the training prices.
actual = [PRICES[i] for i in test]
model = rmse([weight * x[i] + bias for i in test], actual)
baseline = rmse([mean([PRICES[i] for i in train])] * len(actual), actual)
print(f"\ntest RMSE: model {model:.1f}, baseline {baseline:.1f}")
size = 66
print(f"a home of {size} square metres: about {weight * (size - centre) / spread + bias:.0f} thousand")
assert model < baseline

# Your turn
# 1. Set rate to 0.01, then to 1.1. What does the error do, and why?
# 2. Leave out the scaling (centre = 0, spread = 1). Which rate still works? What does that tell you?
# 3. Change one price to 900. How far does the line move? Try the mean absolute error as a second measure.
# 4. Put your own table in: two columns of numbers are enough.
