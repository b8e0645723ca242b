"""Assets of a theme: scripts of several parts, what stands in for what, and which comments are sent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.theme_assets import _without_comments
from tests.builders.sites import SITE, built, make_site, story, tree
from tests.builders.themes import faults, put


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path, {"gate.md": story()})


def test_an_asset_can_be_added(site: Path) -> None:
    """A file in the assets of the site's own theme is shipped under a name made of its content."""
    put(site, "hearten/assets/zz.css", "p { color: inherit }")
    built(site)
    made = tree(site / "public")
    (path,) = [path for path in made if path.startswith("assets/zz.")]
    assert b"p { color: inherit }" in made[path]


TWO_PARTS = """description: Ours.
scripts:
  both.js: [both/zebra.js, both/ant.js]
"""


def put_parts(site: Path, zebra: str = "zebra();\n", ant: str = "ant();\n") -> None:
    (site / "site.yaml").write_text(SITE + "theme: {name: ours}\n", encoding="utf-8")
    put(site, "ours/theme.yaml", TWO_PARTS)
    put(site, "ours/assets/both/zebra.js", zebra)
    put(site, "ours/assets/both/ant.js", ant)


def scripts(site: Path) -> dict[str, str]:
    """The scripts that the site's own theme adds, by name."""
    names = {path: re.fullmatch(r"assets/(.*\b(?:both|zebra|ant))\.\w+(\.js)", path) for path in tree(site / "public")}
    made = tree(site / "public")
    return {found[1] + found[2]: made[path].decode() for path, found in names.items() if found}


def test_scripts_of_parts(site: Path) -> None:
    """A script of several parts is one file with the parts in the order of the list, and they are not sent alone."""
    put_parts(site)
    built(site)
    assert list(scripts(site)) == ["both.js"]
    assert re.findall(r"\w+\(\);", scripts(site)["both.js"]) == ["zebra();", "ant();"]


def test_comments_stay_in_the_theme(site: Path) -> None:
    """Comments on lines of their own are not sent, and everything else is sent as it stands."""
    code = 'const a = "// no comment"; /* beside code */ f(); // too\n  /* and */ g(/x*/);\nh("/*");\n'
    put_parts(site, f"/* Two\n   lines. */\n  // one\n{code}\n/**/\n  /* * / ** */  \n", "/* x */ ant(); /* y */\n")
    built(site)
    parts = re.findall(r"try \{\n(.*?)\n\} catch", scripts(site)["both.js"], re.DOTALL)
    assert parts == [code.strip(), "/* x */ ant(); /* y */"]


def test_a_part_can_be_replaced(site: Path) -> None:
    """A part in a theme stands in for that of the theme that it extends, and the others stay."""
    put_parts(site)
    (site / "site.yaml").write_text(SITE + "theme: {name: mine}\n", encoding="utf-8")
    put(site, "mine/theme.yaml", "description: Mine.\nextends: ours\n")
    put(site, "mine/assets/both/ant.js", "bee();\n")
    built(site)
    assert re.findall(r"\w+\(\);", scripts(site)["both.js"]) == ["zebra();", "bee();"]


def test_a_script_can_be_replaced_whole(site: Path) -> None:
    """A file that has the name of a script of several parts stands in for all of them."""
    put_parts(site)
    put(site, "ours/assets/both.js", "whole();")
    built(site)
    assert scripts(site) == {"both.js": "whole();"}


def test_a_part_that_is_not_there_is_told(site: Path) -> None:
    """A part of a script that is missing is named, with the nearest file that is there."""
    put_parts(site)
    put(site, "ours/theme.yaml", TWO_PARTS.replace("ant.js", "amt.js"))
    [fault] = faults(site)
    assert (fault.rule, fault.path) == ("theme-script", "themes/ours/theme.yaml")
    assert fault.hint == "did you mean “both/ant.js”?"
    assert fault.message == "“both/amt.js”, a part of both.js, is not there"


@pytest.mark.parametrize("name", ["../both.js", "both", "a/b.js", "both.css"])
def test_a_script_is_a_name(name: str, site: Path) -> None:
    """The name of a script of several parts cannot be a path or another kind of file."""
    put_parts(site)
    put(site, "ours/theme.yaml", TWO_PARTS.replace("both.js:", f"{name}:"))
    assert [d.path for d in faults(site)] == ["themes/ours/theme.yaml"]


@given(st.lists(st.sampled_from(["/*", "*/", "//", "\n", " ", "\t", "a", "*", "/", "\r"]), max_size=14).map("".join))
def test_comments_are_found_as_a_pattern_finds_them(script: str) -> None:
    """Comments on lines of their own are those that a regular expression would find, slow as it is for some scripts."""
    pattern = re.compile(rb"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/)[ \t]*\n", re.MULTILINE | re.DOTALL)
    assert _without_comments(script.encode()) == pattern.sub(b"", script.encode())
