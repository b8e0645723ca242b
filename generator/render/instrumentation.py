"""Counting put into a template's syntax tree: wherever something is made or repeated without a call."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

# What a node of the syntax tree takes of a page's allowance each time that it is run.
NODE = 10


def instrument(template: nodes.Template) -> None:
    """Put counting into a template, by filters of the sandbox: `weighed` for values, `steps` for what is run."""
    _Instrumentation().visit(template)


class _Instrumentation(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # Jinja2's name
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "weighed")
        if node.test is not None:
            node.test = nodes.And(_length(node.test), node.test, lineno=node.lineno)
        return _body_counted(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802  # Jinja2's name
        return _body_counted(self.generic_visit(node))

    visit_CallBlock = visit_Block = visit_Macro  # noqa: N815  # the same

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802  # Jinja2's name
        self.generic_visit(node)
        node.nodes = [_filtered(part, "weighed") for part in node.nodes]
        return _filtered(node, "weighed")

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802  # Jinja2's name
        return _filtered(self.generic_visit(node), "weighed")

    visit_Dict = visit_List  # noqa: N815  # the same

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802  # Jinja2's name
        self.generic_visit(node)
        return _filtered(node, "weighed") if node.ctx == "load" else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802  # Jinja2's name
        self.generic_visit(node)
        node.expr = _filtered(node.expr, "weighed")
        for other in node.ops:
            other.expr = _filtered(other.expr, "weighed")
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802  # Jinja2's name
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _filtered(node.node, "weighed")
        return node


def _filtered(node: Any, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _length(node: nodes.Node) -> nodes.Filter:
    """An expression that counts one run of a part of a template."""
    cost = NODE * (1 + sum(1 for _ in node.find_all(nodes.Node)))
    return _filtered(nodes.Const(cost, lineno=node.lineno), "steps")


def _body_counted(node: Any) -> nodes.Node:
    node.body = [nodes.ExprStmt(_length(node), lineno=node.lineno), *node.body]
    return node  # type: ignore[no-any-return]  # a node with a body
