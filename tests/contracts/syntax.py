"""Reading the parts of a syntax tree."""

import ast


def is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def argument(call: ast.Call, index: int, name: str) -> list[ast.expr]:
    """What a call passes for a parameter, by place or by name."""
    return [*call.args[index : index + 1], *(keyword.value for keyword in call.keywords if keyword.arg == name)]


def elements(node: ast.expr) -> list[ast.expr]:
    """The entries of a list or tuple that stands there, or the one entry that a comprehension repeats."""
    match node:
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            return entries
        case ast.ListComp(elt=entry) | ast.GeneratorExp(elt=entry):
            return [entry]
        case _:
            return []


def choices(node: ast.expr) -> list[ast.expr]:
    """The two sides of a choice that stands there, or the one thing that does."""
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def returns(function: ast.AST) -> list[ast.expr]:
    return [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]


def assigned(node: ast.AST, name: str) -> list[ast.expr]:
    """What an assignment gives to a name."""
    match node:
        case ast.Assign(targets=[target], value=value) if is_name(target, name):
            return [value]
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            return [value for target, value in zip(targets, values, strict=False) if is_name(target, name)]
        case ast.AnnAssign(target=target, value=ast.expr() as value) if is_name(target, name):
            return [value]
        case _:
            return []
