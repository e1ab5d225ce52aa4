"""How calls are written, so that the source tells them: `Call("path", {…})` or `call.with_values(name=…)`, nothing else."""

import ast
from collections.abc import Iterator

PLAIN = {"Call", "Select"}
"""What is only made by its own name, with arguments by place; otherwise it stands only in types and patterns."""
MODULES = {"bot.interface.call", "bot.interface.card"}
FIELDS = {"path", "values"}
"""Fields of a Call: a copy with others is `with_values`, or a new one."""
CHANGING = {"update", "setdefault", "pop", "popitem", "clear", "__setitem__", "__ior__"}


def disguised(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node that uses a Call or a Select in another way, or copies one with another path."""
    made = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    typed = {id(part) for node in ast.walk(tree) for place in types(node) for part in ast.walk(place)}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if {name.name for name in names} & MODULES:
                yield node
            case ast.ImportFrom(module=module, names=names):
                full = {f"{module}.{name.name}" for name in names}
                if full & MODULES or any(name.name in PLAIN and name.asname for name in names):
                    yield node
            case ast.Name(id=name) if name in PLAIN and id(node) not in made | typed:
                yield node
            case ast.Attribute(attr=name, value=ast.Name(id="ui" | "ast")) if name in PLAIN:  # Discord's select, Python's tree
                pass
            case ast.Attribute(attr=name) if name in PLAIN or (name == "with_values" and id(node) not in made):
                yield node
            case ast.Call(func=ast.Name(id="replace") | ast.Attribute(attr="replace"), keywords=keywords):
                if FIELDS & {keyword.arg for keyword in keywords}:
                    yield node
            case _:
                pass


def types(node: ast.AST) -> list[ast.AST]:
    """Where a node holds a type or a pattern, or asks something of the class itself."""
    match node:
        case ast.arg(annotation=ast.expr() as kind) | ast.AnnAssign(annotation=kind) | ast.MatchClass(cls=kind):
            return [kind]
        case ast.FunctionDef(returns=ast.expr() as kind) | ast.AsyncFunctionDef(returns=ast.expr() as kind):
            return [kind]
        case ast.Subscript(value=ast.Name(), slice=kind):
            return [kind]
        case ast.BinOp(op=ast.BitOr(), left=ast.Name() as left, right=ast.Name() as right):
            return [left, right]
        case ast.BinOp(op=ast.BitOr(), right=ast.Name() as right):
            return [right]
        case ast.Call(func=ast.Name(id="isinstance"), args=[_, kind]):
            return [kind]
        case ast.Attribute(attr="load", value=ast.Name(id="Call") as kind):
            return [kind]
        case _:
            return []


def changed(scope: ast.AST, name: str) -> bool:
    """Whether a mapping that has a name, or another name given to it, is changed anywhere in a scope."""
    names, nodes = {name}, list(ast.walk(scope))
    names |= {target.id for node in nodes for target in aliases(node, name)}
    return any(changes(node) in names for node in nodes)


def aliases(node: ast.AST, name: str) -> list[ast.Name]:
    match node:
        case ast.Assign(targets=targets, value=ast.Name(id=known)) if known == name:
            return [target for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name() as target, value=ast.Name(id=known)) if known == name:
            return [target]
        case ast.NamedExpr(target=target, value=ast.Name(id=known)) if known == name:
            return [target]
        case _:
            return []


def changes(node: ast.AST) -> str:
    """The name of the mapping that a node changes; empty if it changes none."""
    match node:
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
            return name
        case ast.AugAssign(target=ast.Name(id=name)):
            return name
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in CHANGING:
            return name
        case _:
            return ""
