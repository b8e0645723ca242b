"""What `make site` and `make test` install: exactly known versions, from wherever pip and npm find them."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
CONSTRAINTS = ROOT / "constraints"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = (CONSTRAINTS / "python.txt").read_text(encoding="utf-8").splitlines()
LOCK = json.loads((CONSTRAINTS / "package-lock.json").read_text(encoding="utf-8"))


def asked() -> list[str]:
    """What pyproject.toml asks for, to build, to run and to test."""
    project = PROJECT["project"]
    extras = [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    return [*PROJECT["build-system"]["requires"], *project["dependencies"], *extras]


def pinned() -> dict[str, list[str]]:
    """The versions of each package that are pinned: one, or one for each marker."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in PINS:
        if requirement := line.partition("#")[0].strip():
            parsed = Requirement(requirement)
            (specifier,) = parsed.specifier
            assert (specifier.operator, parsed.url, parsed.extras) == ("==", None, set()), line
            found[canonicalize_name(parsed.name)].append(specifier.version)
    return found


@pytest.mark.parametrize("requirement", asked())
def test_what_is_asked_for_is_pinned(requirement: str) -> None:
    """Every requirement of pyproject.toml has one exact version within its bounds."""
    wanted = Requirement(requirement)
    versions = pinned()[canonicalize_name(wanted.name)]
    assert versions
    assert all(wanted.specifier.contains(version) for version in versions)


def test_no_place_is_pinned() -> None:
    """The pins hold no option, address or path, so that packages come from wherever pip is set to look."""
    assert [line for line in PINS if re.match(r"\s*-", line) or "/" in line or "@" in line] == []


def test_what_npm_brings_is_locked() -> None:
    """Every package from npm is locked to a version and its digest, and to no address."""
    packages = {name: entry for name, entry in LOCK["packages"].items() if name}
    assert {name for name, entry in packages.items() if not {"version", "integrity"} <= set(entry)} == set()
    assert {name for name, entry in packages.items() if "resolved" in entry} == set()
    asked_for = json.loads((CONSTRAINTS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert LOCK["packages"][""]["dependencies"] == asked_for
