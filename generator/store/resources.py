"""The package itself, and the folders of files that come with it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
# In a copy of the repository, themes lie beside the package.
THEMES = next(folder for folder in (PACKAGE / "themes", PACKAGE.parent / "themes") if folder.is_dir())
STARTER = PACKAGE / "authoring" / "starter"
HELPLINES = PACKAGE / "authoring" / "helplines"
PAPERS = PACKAGE / "consent" / "papers"
PREVIEW = PACKAGE / "preview" / "templates"
JOBS = PACKAGE / "publishing" / "jobs"
STEMMERS = PACKAGE / "words" / "snowball"
ENDINGS = PACKAGE / "words" / "rules"
LANGUAGE_TERMS = PACKAGE / "advice" / "language"
