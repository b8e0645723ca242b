"""What the search page's scripts find in an index, without a browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.views.pages import FileView
from tests.builders.sites import SITE
from tests.builders.values import SiteValue

HERE = Path(__file__).parent


def index_files(files: Mapping[str, str], site: str = SITE) -> dict[str, bytes]:
    """The index of a site of these stories, by the paths of its files."""
    return {
        page.path: page.view.content
        for page in SiteValue(files, site=site).plan.pages
        if page.path.startswith("search/") and isinstance(page.view, FileView)
    }


def found(files: Mapping[str, bytes], queries: Sequence[str], missing: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What each query finds in the files of an index, of which some may be missing, by name."""
    node = Path(sys.executable).with_name("node")
    texts = {path: data.decode() for path, data in files.items()}
    asked = json.dumps({"files": texts, "queries": list(queries), "missing": list(missing)})
    done = subprocess.run([node, HERE / "find.js"], input=asked, capture_output=True, text=True, timeout=60, check=True)
    results: list[dict[str, Any]] = json.loads(done.stdout)["found"]
    return results
