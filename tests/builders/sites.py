"""Small sites to build, made of as few words as a valid site needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from zlib import crc32

from generator.build import build
from generator.ground.channels import Medium
from generator.ground.outcome import Report
from generator.ground.stages import Stages
from generator.ground.target import Target

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 6, 15)
EVERY_CHANNEL = "[web, feed, search-engines, social, offline]"

SITE = """\
name: Quiet Harbour
tagline: Told by those who were there.
url: https://quiet.harbour.internal/base/
organisation: {name: Harbour Row, email: hello@harbour.internal}
withdraw: {text: You can change your mind., email: hello@harbour.internal}
topics:
  - {id: hope, label: Hope, description: On hope., synonyms: [optimism], related: [support], group: Within}
  - {id: support, label: Support, description: On support., synonyms: [help], related: [hope], group: Around}
  - {id: work, label: Work, description: On work.}
content_notes:
  - {id: death, label: Death, description: Somebody dies.}
  - {id: eating, label: Eating, description: Food is hard.}
consent: {longest_validity_months: 60, require_valid_until: false}
lists: {per_page: 2}
"""


def story(
    title: str = "A gate",
    *,
    day: str = "2026-01-01",
    topics: str = "[hope]",
    scope: str = EVERY_CHANNEL,
    consent: str | None = None,
    more: str = "",
    text: str = "We painted the gate.",
) -> str:
    """A story's file: consent given for ``scope``, unless ``consent`` says otherwise; ``more`` is more front matter."""
    record = f"R-{crc32(repr((title, day, topics, scope, more)).encode())}"  # each consent has its own
    given = f"{{record: {record}, status: given, given_on: 2026-01-01, scope: {scope}}}"
    lines = [f"title: {title}", f"date: {day}", "author: Maren", "summary: A summary.", f"topics: {topics}"]
    lines += [f"consent: {given if consent is None else consent}", *([more.rstrip()] if more else [])]
    return "\n".join(["---", *lines, "---", "", text, ""])


def make_site(
    root: Path, stories: Mapping[str, str], *, pages: Mapping[str, str] | None = None, site: str = SITE
) -> Path:
    """Write a site into ``root``; stories and pages are texts by file name below their folder."""
    files = {"site.yaml": site}
    files |= {f"stories/{name}": text for name, text in stories.items()}
    files |= {f"pages/{name}": text for name, text in (pages or {}).items()}
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    return root


def built(root: Path, *, medium: Medium = "web", today: date = TODAY, out: str = "public") -> Report:
    """Build the site in ``root`` into its folder ``out``."""
    return build(Target(root, medium, today, root / out), Stages())


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a browser would follow or load; a template is neither until a script has filled it."""
        self.templates += tag == "template"
        if self.templates:
            return
        values = dict(attrs)
        self.found += [value for name in ("href", "src", "action", "data", "poster") if (value := values.get(name))]
        if tag == "meta" and values.get("http-equiv") == "refresh":
            self.found.append((values.get("content") or "").partition("url=")[2])

    def handle_endtag(self, tag: str) -> None:
        """Leave a template."""
        self.templates -= tag == "template"


def addresses(page: bytes) -> list[str]:
    """Every address that an HTML page links to or loads, in its order."""
    parser = _Addresses()
    parser.feed(page.decode())
    return parser.found


def leads_to(path: str, page: bytes) -> set[str]:
    """The paths of files of this site that a page leads to or loads, without those written from the host's root."""
    inside = {a.partition("#")[0].partition("?")[0] for a in addresses(page) if ":" not in a and a[:1] not in ("", "/")}
    folder = PurePosixPath(path).parent
    whole = (f"{folder}/{a}index.html" if a.endswith("/") else f"{folder}/{a}" for a in inside if a)
    return {normpath(end) for end in whole}
