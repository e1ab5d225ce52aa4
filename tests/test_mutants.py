"""Slips that an author's tests should catch: which ones are tried of a function."""

import pytest

from content.mutants import mutants


def slips(*lines: str) -> set[str]:
    """What the lines of a function become, each by one slip."""
    code = "\n".join(["def f(a, b, rows):", *(f"    {line}" for line in lines)])
    found = [*mutants(code, "f")]
    for mutant in found:
        compile(mutant.code, "mutant", "exec")
    return {mutant.after for mutant in found}


@pytest.mark.parametrize("operator", ["-", "/", "//", "%", "**"])
def test_each_side_of_an_operator_is_put_in_place_of_the_other(operator: str) -> None:
    assert f"return b {operator} a" in slips(f"return a {operator} b")
    assert "return b + a" not in slips("return a + b")


@pytest.mark.parametrize("only_its_size", ["abs(a - b)", "(a - b) ** 2"])
def test_a_difference_of_which_only_the_size_counts_is_not_turned_round(only_its_size: str) -> None:
    turned = only_its_size.replace("a - b", "b - a")
    assert f"return {turned}" not in slips(f"return {only_its_size}")
    assert f"return {turned} - a" not in slips(f"return {only_its_size} - a")


@pytest.mark.parametrize("called", ["pow", "range", "divmod", "rows.get", "replaced"])
def test_two_arguments_are_swapped(called: str) -> None:
    assert f"return {called}(b, a)" in slips(f"return {called}(a, b)")


@pytest.mark.parametrize("called", ["max(a, b)", "zip(a, b)", "math.gcd(a, b)", "pow(a, b, rows)", "pow(a, exp=b)", "pow(*a)"])
def test_what_takes_two_things_in_either_order_and_other_calls_stay_as_they_are(called: str) -> None:
    assert f"return {called.replace('a, b', 'b, a')}" not in slips(f"return {called}")


@pytest.mark.parametrize(
    ("line", "slipped"),
    [
        ("return a % b", "return a // b"),
        ("return a ** b", "return a * b"),
        ("return a == b", "return a != b"),
        ("return a != b", "return a == b"),
        ("return [*range(a)]", "return [*range(a - 1)]"),
        ("return [*range(a)]", "return [*range(1, a)]"),
        ("rows.sort()", "rows"),
        ("rows.sort(key=len)", "rows"),
        ("return next(row for row in rows if row)", "return next((row for row in reversed(list(rows)) if row))"),
        ("return next((row for row in rows), a)", "return next((row for row in reversed(list(rows))), a)"),
    ],
)
def test_a_line_slips_in_the_usual_ways(line: str, slipped: str) -> None:
    assert slipped in slips(line)


@pytest.mark.parametrize("leaves", ["break", "return row"])
def test_of_a_loop_that_ends_early_the_last_that_fits_is_found(leaves: str) -> None:
    found = slips("for row in rows:", "    if row:", f"        {leaves}")
    assert "for row in reversed(list(rows)):" in found
    assert ("pass" in found) is (leaves == "break")
    assert "for row in reversed(list(rows)):" not in slips("for row in rows:", "    a += row")
