"""Templates of a site's own theme: they make text of what they are given, can do nothing else, and end.

A theme lies in the site's folder, so it may be anybody's, and Jinja2's usual templates are programs. Here they see the
data of their page and no attribute beyond it (Jinja2's `ImmutableSandboxedEnvironment`, with a list of what is allowed
instead of what is not), and all that they do is counted: what they make by its size, what they run by its length. A
page has an allowance for that. Counting needs no clock and no signals, so a page that is made once is made on every
machine, in every process and thread.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import wraps
from types import GeneratorType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer

# What one page may take, near enough in bytes: some seconds of the slowest that a template can do.
WORK = 150_000_000
# What one value may grow to at once.
LARGEST = 20_000_000
# What calling something takes beside what it is given and gives, showing something, and a node of the syntax tree.
CALL, SHOW, NODE = 100, 50, 10
LARGEST_NUMBER = 10_000  # bits

VIEWS: tuple[Any, ...] = (type({}.keys()), type({}.values()), type({}.items()))
COLLECTIONS: tuple[type[Collection[object]], ...] = (list, tuple, set, frozenset, *VIEWS)
BUILT_IN = (str, bytes, int, float, dict, date, *COLLECTIONS)
# What a template may ask of text, lists, mappings and days. `format` is not among them: it reads attributes, and fills.
METHODS = frozenset(
    "capitalize casefold count endswith find get index isalnum isalpha isascii isdecimal isdigit "  # noqa: SIM905
    "islower isnumeric isoformat isoweekday isspace istitle isupper items join keys ljust lower lstrip partition "
    "removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip "
    "swapcase title upper values weekday zfill year month day".split()
)
OF_JINJA = (
    *(BlockReference, Cycler, Joiner, LoopContext, Macro, Namespace, TemplateReference),
    jinja2.environment.TemplateModule,
)
# Chance has no place in a build, `attr` and `pprint` look into objects, and the others take long for some texts.
LEFT_OUT = frozenset({"attr", "pprint", "random", "striptags", "urlize", "wordwrap"})
# Filters whose result can be much larger than what they are given.
GROWING = frozenset({"batch", "center", "indent", "join", "replace", "round", "slice"})
DEEPEST_INDENT = 8
# Widths and precisions that are taken from elsewhere, or have more than three digits.
WIDE = re.compile(r"%[^%a-zA-Z]*(\d{4}|\*)")


class TooMuchError(jinja2.TemplateRuntimeError):
    """A template asks for more than a page may take."""


@dataclass(slots=True)
class Meter:
    """What is left of a page's allowance."""

    left: int


_meter: ContextVar[Meter] = ContextVar("meter")


@contextmanager
def allowance() -> Iterator[Meter]:
    """A page's allowance, for what runs in the ``with`` block."""
    meter = Meter(WORK)
    before = _meter.set(meter)
    try:
        yield meter
    finally:
        _meter.reset(before)


def left() -> int:
    """What is left of the allowance."""
    return _meter.get().left


def spend(cost: int) -> None:
    """Take from the allowance. Raises TooMuchError if that is more than is left."""
    meter = _meter.get()
    meter.left -= cost
    if meter.left < 0:
        raise TooMuchError("a page takes more work than any page may: it loops over too much, or makes too much text")


def size(value: object) -> int:
    """About how many bytes a value takes, with all that is in it. Raises TooMuchError for more than a value may."""
    if isinstance(value, str):
        return len(value)
    total, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (str, bytes)):
            total += len(one)
        elif isinstance(one, int):
            total += one.bit_length() >> 3
        elif isinstance(one, range):
            total += 8 * len(one)
        elif isinstance(one, dict):
            total += 50 + 16 * len(one)
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, COLLECTIONS):
            total += 50 + 8 * len(one)
            waiting += one
        if total > LARGEST:
            raise TooMuchError(f"a value is larger than {LARGEST // 1_000_000} MB")
    return total


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a theme with templates of the site's own; all of its templates run in it.

    Whatever runs must run within an `allowance`. Raises what Jinja2 raises, TooMuchError beside.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, templates: Mapping[str, str], **options: Any) -> None:
        # What is constant is not worked out while compiling, where nothing is counted.
        super().__init__(optimized=False, finalize=_shown, **options)
        self.templates = templates
        self.filters = {
            name: _counted(f, grows=name in GROWING) for name, f in self.filters.items() if name not in LEFT_OUT
        }
        self.filters |= {
            "format": _format,
            "sum": _counted(_sum),
            "tojson": _counted(_json),
            "weighed": weighed,
            "steps": _steps,
        }
        tests: Any = self.tests  # functions of many kinds
        self.tests = {name: _counted(test) for name, test in tests.items()}
        self.globals["namespace"] = _Namespace
        del self.globals["lipsum"]  # chance again

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have an attribute: data of its page, or one of a few methods that change nothing."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, BUILT_IN):
            return attr in METHODS
        return isinstance(obj, OF_JINJA) or (is_dataclass(obj) and not isinstance(obj, type) and not callable(value))

    def wrap_str_format(self, value: Any) -> None:
        """Nothing stands in for `format`, which no template has."""

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        given = (*args, *kwargs.values())
        of = getattr(obj, "__self__", None)
        if isinstance(of, BUILT_IN):
            given = (of, *given)
            _cannot_grow(given)
        spend(CALL + sum(map(size, given)))
        made = super().call(context, obj, *args, **kwargs)
        spend(size(made))
        return made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work out what an arithmetic sign asks for, unless it would be too large."""
        spend(CALL + size(left) + size(right))
        if operator == "**" and isinstance(left, int) and isinstance(right, int):
            _is_number(left.bit_length() * max(1, right))
        elif operator == "*" and isinstance(left, int) and isinstance(right, int):
            _is_number(left.bit_length() + right.bit_length())
        elif operator == "*":
            _cannot_grow((left, right))
        elif operator == "%" and isinstance(left, str):
            _has_no_widths(left)
        made = super().call_binop(context, operator, left, right)
        spend(size(made))
        return made

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: Any = None,  # noqa: A002  # Jinja2's name
    ) -> jinja2.Template:
        """A template, which is run by who asks for it."""
        spend(CALL + len(self.templates.get(str(name), "")))
        return super().get_template(name, parent, globals)

    def select_template(
        self,
        names: Iterable[str | jinja2.Template],
        parent: str | None = None,
        globals: Any = None,  # noqa: A002
    ) -> jinja2.Template:
        """The first of these templates that is there."""
        names = list(names)
        spend(CALL * len(names) + max((len(self.templates.get(str(name), "")) for name in names), default=0))
        return super().select_template(names, parent, globals)

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """Text out of its parts."""
        found = list(parts)
        spend(sum(map(len, found)))
        return "".join(found)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        _Measures().visit(source)
        source.set_environment(self)
        return super()._generate(source, *args, **kwargs)


class _Namespace(Namespace):
    """A namespace that does not show what it holds, which could hold it twice, and that twice."""

    def __repr__(self) -> str:
        return "<Namespace>"


class _Measures(NodeTransformer):
    """Puts counting into a template: wherever something is made or repeated without a call."""

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


def weighed(value: Any) -> Any:
    """The value, counted by its size."""
    spend(1 + size(value))
    return value


def _steps(count: int) -> bool:
    """Count one run of a part of a template; templates can call this, too, so nothing is ever given back."""
    spend(max(1, count))
    return True


@jinja2.pass_context
def _shown(_context: Context, value: Any) -> Any:
    """A value as text, counted. That it asks for the context keeps it from being run while compiling."""
    if not isinstance(value, str) and not hasattr(value, "__html__"):
        spend(size(value))
        value = str(value)
    spend(SHOW + size(value))
    return value


def _counted(function: Callable[..., Any], *, grows: bool = False) -> Callable[..., Any]:
    """A filter or test whose work is counted, and whose result is there at once."""

    @wraps(function)
    def counted(*args: Any, **kwargs: Any) -> Any:
        given = (*args, *kwargs.values())
        if grows:
            _cannot_grow(given)
        spend(CALL + sum(map(size, given)))
        made = function(*args, **kwargs)
        return weighed(list(made) if isinstance(made, GeneratorType) else made)

    return counted


@_counted
def _format(value: object, *args: object, **kwargs: object) -> str:
    text = str(value) if not isinstance(value, str) else value
    _has_no_widths(text)
    return text % (kwargs or args)


@jinja2.pass_eval_context
def _json(context: nodes.EvalContext, value: object, indent: int | None = None) -> str:
    if indent is not None and indent > DEEPEST_INDENT:
        raise TooMuchError(f"JSON is indented by more than {DEEPEST_INDENT}")
    return jinja2.filters.do_tojson(context, value, indent)


@jinja2.pass_context
def _sum(context: Context, values: Iterable[Any], attribute: str | int | None = None) -> float:
    """The sum of numbers; lists could be added as well, each time as a new one."""
    if attribute is not None:
        values = context.environment.call_filter("map", values, kwargs={"attribute": attribute}, context=context)
    values = list(values)
    if not all(isinstance(value, (int, float)) for value in values):
        raise TypeError("only numbers can be summed up")
    return float(sum(values)) if any(isinstance(value, float) for value in values) else int(sum(values))


def _cannot_grow(values: Sequence[Any]) -> None:
    """Raise TooMuchError if a text or list of one of these sizes, as often as another says, would be too large."""
    sizes = sorted((max(1, abs(value) if isinstance(value, int) else size(value)) for value in values), reverse=True)
    if math.prod(sizes[:2]) > LARGEST:
        raise TooMuchError(f"a value would be larger than {LARGEST // 1_000_000} MB")


def _is_number(bits: int) -> None:
    if bits > LARGEST_NUMBER:
        raise TooMuchError("a number is larger than any that a page needs")


def _has_no_widths(text: str) -> None:
    if WIDE.search(text):
        raise TooMuchError("a format has a width of more than 999 characters")
