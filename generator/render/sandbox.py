"""Templates of a site's own theme: they make text of what they are given, can do nothing else, and end.

A theme lies in the site's folder, so it may be anybody's, and Jinja2's usual templates are programs. Here they see the
data of their page and no attribute beyond it (Jinja2's `ImmutableSandboxedEnvironment`, with a list of what is allowed
instead of what is not), and all that they do is counted against their page's `render.allowance`: what they make by its
size, what they run by its length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import wraps
from types import GeneratorType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from generator.render.allowance import COLLECTIONS, TooMuchError, check_growth, check_number, check_widths, size, spend
from generator.render.instrumentation import instrument

# What calling something takes of the allowance, beside what it is given and gives; and showing something.
CALL, SHOW = 100, 50
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


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a theme with templates of the site's own; all of its templates run in it.

    Whatever runs must run within an allowance. Raises what Jinja2 raises, TooMuchError beside.
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
            check_growth(given)
        spend(CALL + sum(map(size, given)))
        made = super().call(context, obj, *args, **kwargs)
        spend(size(made))
        return made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work out what an arithmetic sign asks for, unless it would be too large."""
        spend(CALL + size(left) + size(right))
        if operator == "**" and isinstance(left, int) and isinstance(right, int):
            check_number(left.bit_length() * max(1, right))
        elif operator == "*" and isinstance(left, int) and isinstance(right, int):
            check_number(left.bit_length() + right.bit_length())
        elif operator == "*":
            check_growth((left, right))
        elif operator == "%" and isinstance(left, str):
            check_widths(left)
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
        instrument(source)
        source.set_environment(self)
        return super()._generate(source, *args, **kwargs)


class _Namespace(Namespace):
    """A namespace that does not show what it holds, which could hold it twice, and that twice."""

    def __repr__(self) -> str:
        return "<Namespace>"


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
            check_growth(given)
        spend(CALL + sum(map(size, given)))
        made = function(*args, **kwargs)
        return weighed(list(made) if isinstance(made, GeneratorType) else made)

    return counted


@_counted
def _format(value: object, *args: object, **kwargs: object) -> str:
    text = str(value) if not isinstance(value, str) else value
    check_widths(text)
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
