"""Translations that a build, or a withdrawal, takes for something else.

One that named its original with accents in two signs, as some systems write names of files, was told that there is no
such story. One that named none that there is was withheld, and the build ended as if all was well.
One that had a slip in its front matter, or was set aside, stayed when its original was withdrawn, and nobody was told.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.retold import kettle, retold
from tests.builders.sites import TODAY, built, make_site, tree

Form = Literal["NFC", "NFD"]
ZOE = "zo\u00eb.md"
SPANISH = retold()


@pytest.mark.parametrize(("file", "named"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_accents_have_one_form(tmp_path: Path, file: Form, named: Form) -> None:
    """A file and the name that a translation gives it may have accents in different forms."""
    forms = [unicodedata.normalize(form, ZOE) for form in (file, named)]
    root = make_site(tmp_path, {forms[0]: kettle(), "tetera.md": retold(f"translation_of: {forms[1]}")})
    assert not built(root).withheld
    assert b'hreflang="en"' in tree(root / "public")["stories/tetera/index.html"]


@pytest.mark.parametrize("named", ["pan.md", "tetera.md"])
def test_a_wrong_original_is_an_error(tmp_path: Path, named: str) -> None:
    """A build that withholds a translation because of what it names as its original ends as one with errors."""
    root = make_site(tmp_path, {"kettle.md": kettle(), "tetera.md": retold(f"translation_of: {named}")})
    assert built(root).has_errors


def test_a_draft_of_a_translation_may_wait_for_its_original(tmp_path: Path) -> None:
    """A draft withholds itself, whatever it names as its original."""
    root = make_site(tmp_path, {"kettle.md": kettle(), "tetera.md": retold("translation_of: pan.md\ndraft: true")})
    assert [one.rule for one in built(root).withheld] == ["draft"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("slip.md", SPANISH.replace("summary:", "sumary:").replace("topics:", "topic:").encode()),
        ("broken.md", SPANISH.replace("title: ", "title: [").encode()),
        ("wide.md", SPANISH.encode("utf-16")),
        ("_drafts/tetera.md", SPANISH.encode()),
        ("capitals.md", SPANISH.replace("kettle.md", "'Kettle.MD'").encode()),
        ("flow.md", SPANISH.replace("translation_of: kettle.md", "easy_read_of:\n  kettle").encode()),
    ],
)
def test_a_withdrawal_names_translations_that_it_leaves(tmp_path: Path, name: str, text: bytes) -> None:
    """A file that says in lines, however broken, that it retells a withdrawn story is named, and the command fails."""
    root = make_site(tmp_path, {"kettle.md": kettle(), "other.md": kettle()})
    (root / "stories" / name).parent.mkdir(exist_ok=True)
    (root / "stories" / name).write_bytes(text)
    done = CliRunner().invoke(main, ["consent", "withdraw", "stories/kettle.md", "--yes", "--source", str(root)])
    assert f"withdrawn, too:\n  stories/{name}" in done.output
    assert done.exit_code == 1


def test_a_withdrawal_leaves_out_what_retells_another(tmp_path: Path) -> None:
    """A translation of a story whose file has the same name in another folder is none of the withdrawn one's."""
    other = kettle().replace("R-100", "R-500").replace("The kettle", "A pot").replace("We boiled", "They scoured")
    root = make_site(tmp_path, {"kettle.md": kettle(), "a/kettle.md": other, "a/tetera.md": SPANISH})
    assert not plan_withdrawal(root, "stories/kettle.md").left_retellings


@pytest.mark.parametrize(
    "text",
    [
        SPANISH.encode(),
        SPANISH.replace("kettle.md", "Kettle.md").encode(),
        SPANISH.replace("title: ", "title: [").encode(),
        SPANISH.encode("utf-16"),
    ],
)
def test_a_build_tells_to_withdraw_a_translation_too(tmp_path: Path, text: bytes) -> None:
    """Of a translation whose original was withdrawn, that is told and no missing file, whatever else is wrong."""
    root = make_site(tmp_path, {"kettle.md": kettle()})
    withdraw(plan_withdrawal(root, "stories/kettle.md"), TODAY)
    (root / "stories/tetera.md").write_bytes(text)
    found = built(root)
    told = [f"{d.message}; {d.hint}" for d in found.diagnostics if d.rule == "retelling"]
    assert [one.source for one in found.withheld] == ["stories/tetera.md"]
    assert len(told) == 1
    assert "was withdrawn on" in told[0]
    assert "withdraw this file, too" in told[0]
