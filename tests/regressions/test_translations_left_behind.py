"""An original's name is compared with accents in one form, whoever wrote it.

A translation that named its original with accents in two signs, as some systems write names of files, was told that
there is no such story.
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
