"""A site with a podcast: told stories, and the square picture that directories ask for."""

from __future__ import annotations

from pathlib import Path

from tests.builders.pictures import picture, saved
from tests.builders.sites import SITE
from tests.builders.told_stories import SCOPE, told, told_site

PODCAST = """\
podcast:
  title: Kettle & Key
  description: Made-up stories, told at a table.
  image: media/podcast.png
  category: Health & Fitness > Mental Health
  explicit: false
"""
IN_PODCAST = SCOPE.replace("audio", "audio, podcast")


def podcast_site(root: Path, text: str | None = None, size: tuple[int, int] = (1400, 1400), **others: str) -> Path:
    """A site whose told story may be in its podcast."""
    told_site(root, told(scope=IN_PODCAST) if text is None else text, **others)
    (root / "site.yaml").write_text(SITE + PODCAST, encoding="utf-8")
    (root / "media/podcast.png").write_bytes(saved(picture(size), "PNG"))
    return root
