"""What the guides name exists: commands, options, files, tests and headings; and every command is in a guide."""

from __future__ import annotations

import json
import posixpath
import re
import shlex
from collections.abc import Iterator
from typing import Any

import click
import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.builders.commands import commands_of
from tests.docs.pages import PAGES, ROOT, Block, addresses, anchors, code, commands, steps

NO_COMMANDS = {"hearten recall": "the words that a digest begins with"}
NO_OPTIONS = {
    "--delete": "rsync has it",
    "--column": "a property of the theme's",
    "--w": "the same",
    "--update-golden": "pytest has it here",
    "-->": "the end of a comment",
}
NO_FIELDS = {"exact", "words", "terms", "logged"}  # the commands of consent write them, and nobody else
OURS = re.compile(r"(bench|docs|generator|scripts|tests)(/[\w.-]+)*/?|(tests/)?(test_\w+\.py)(::(\w+))?")


def named(page: str) -> list[str]:
    """What a page names of hearten's commands, in blocks and in sentences, without where their output goes."""
    found = (line for line in (*commands(page), *code(page)) if re.match(r"(\S*/)?hearten ", line))
    return [re.split(r" > | …", line)[0] for line in found if line not in NO_COMMANDS]


def understood(line: str) -> tuple[str, ...]:
    """The command that a line calls. Raises UsageError if there is none, or none with these options and values."""
    command: click.Command = main
    called: tuple[str, ...] = ()
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        _, found, rest = command.resolve_command(click.Context(command), words)
        assert found is not None
        called, command, words = (*called, words[0]), found, rest
    context = click.Context(command)
    values, _, _ = command.make_parser(context).parse_args(words)
    for param in command.params:
        value = values.get(param.name or "")
        if isinstance(value, str) and not isinstance(param.type, click.Path):  # a guide may name a file of its reader's
            param.type_cast_value(context, value)
    return called


def every_command(group: click.Group = main) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    for name, command in commands_of(group).items():
        if isinstance(command, click.Group):
            yield from (((name, *words), inner) for words, inner in every_command(command))
        else:
            yield (name,), command


@pytest.mark.parametrize("page", PAGES)
def test_every_command_exists(page: str) -> None:
    """Every command that a page names exists, with the options and values that stand behind it."""
    for line in named(page):
        understood(line)


@pytest.mark.parametrize("page", PAGES)
def test_every_option_exists(page: str) -> None:
    """Every option that stands alone on a page is one of a command's, which takes the value that stands behind it."""
    for words in (piece.split() for piece in code(page) if piece.startswith("--") and piece not in NO_OPTIONS):
        takers = [command for _, command in every_command() if any(words[0] in p.opts for p in command.params)]
        assert takers, words
        assert any(takes(command, words) for command in takers), words


def takes(command: click.Command, words: list[str]) -> bool:
    """Whether a command takes an option and its value, if it has one."""
    context = click.Context(command)
    (option,) = (param for param in command.params if words[0] in param.opts)
    if len(words) == 1:
        return True
    try:
        option.type_cast_value(context, words[1])
    except click.UsageError:
        return False
    return isinstance(option, click.Option) and not option.is_flag


def test_every_command_is_in_a_guide() -> None:
    """Every command is named by a guide."""
    told = {understood(line) for page in PAGES for line in named(page)}
    assert [words for words, _ in every_command() if words not in told] == []


def test_every_option_is_in_a_guide() -> None:
    """Every option is named by a guide."""
    told = {word for page in PAGES for piece in (*commands(page), *code(page)) for word in piece.split()}
    options = {p.opts[0] for _, command in every_command() for p in command.params if isinstance(p, click.Option)}
    assert options - told == set()


def fields(schema: Any) -> Iterator[str]:
    """The names of all fields that a JSON Schema knows, at any depth."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from fields(inner)


@pytest.mark.parametrize("kind", ["story", "page", "site", "theme"])
def test_every_field_is_in_a_guide(kind: str) -> None:
    """Every field that a person may write, in whichever file, stands in a guide."""
    schema = json.loads(CliRunner().invoke(main, ["schema", kind]).stdout)
    pieces = [step.text for page in PAGES for step in steps(page) if isinstance(step, Block)]
    pieces += [piece for page in PAGES for piece in code(page)]
    told = {word for piece in pieces for word in re.findall(r"\w+", piece)}
    assert {*fields(schema)} - NO_FIELDS - told == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_ours_exists(page: str) -> None:
    """Every file, test and target of make that a page names is in the repository."""
    tests = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for piece in (*commands(page), *code(page)):
        if found := OURS.fullmatch(piece):
            *_, test, _, function = found.groups()
            assert test in tests if test else (ROOT / piece).exists(), piece
            assert not function or f"def {function}(" in tests[test], piece
        if module := re.match(r"(?:\S*/)?python -m ((bench|generator)[\w.]*)", piece):
            path = ROOT / module[1].replace(".", "/")
            assert path.is_dir() or path.with_suffix(".py").exists(), piece
        if target := re.match(r"make (\w+)", piece):
            assert f"\n{target[1]}:" in targets, piece


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    """Every link and picture of a page leads to a file of the repository, and to a heading in it if it names one."""
    for address in addresses(page):
        if address.startswith("https://"):
            continue
        file, _, heading = address.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), file)) if file else page
        assert (ROOT / target).exists(), address
        assert not heading or heading in anchors(target), address
