"""The statement on accessibility: every test that it names is there."""

from __future__ import annotations

import re

from tests.builders.example import ROOT

STATEMENT = ROOT / "docs" / "accessibility.md"
NAMED = re.compile(r"`(?:[\w/]*\b(test_\w+)\.py)?(?:::)?(test_\w+)?`")


def cited() -> set[tuple[str, str]]:
    """The tests that the statement names, each as file and function; a function alone belongs to the file before it.

    Without a function, the whole file is meant.
    """
    found: set[tuple[str, str]] = set()
    for line in STATEMENT.read_text(encoding="utf-8").splitlines():
        file = ""
        for named, function in NAMED.findall(line):
            if named or function:
                file = named or file
                found.add((file, function))
    return found


def test_every_test_that_is_named_is_there() -> None:
    """Each file and each function that the statement gives as shown by is a test of the project."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    names = cited()
    assert len(names) > 35
    missing = {
        f"{file}.py::{function}"
        for file, function in names
        if file not in texts or (function and not re.search(rf"^def {function}\(", texts[file], re.MULTILINE))
    }
    assert missing == set()
