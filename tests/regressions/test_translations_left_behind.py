"""Translations that a build, or a withdrawal, takes for something else.

One that named its original with accents in two signs, as some systems write names of files, was told that there is no
such story. One that named none that there is was withheld, and the build ended as if all was well.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from tests.builders.retold import kettle, retold
from tests.builders.sites import built, make_site, tree

Form = Literal["NFC", "NFD"]
ZOE = "zo\u00eb.md"


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
