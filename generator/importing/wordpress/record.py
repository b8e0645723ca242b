"""Parts of an export of WordPress as values, put together from its elements as they come."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from generator.importing.our_exports import SAID

LONGEST: Final = 2_000_000  # characters of one field: more is no text that anybody wrote
MOST_TERMS: Final = 1_000

CHANNEL = frozenset({"link", "language", "wp:base_blog_url", "wp:wxr_version"})
AUTHOR = frozenset({"wp:author_login", "wp:author_display_name"})
ITEM = frozenset(
    {
        *("title", "link", "guid", "category", "dc:creator", "content:encoded", "excerpt:encoded", "wp:post_id"),
        *("wp:post_date", "wp:post_modified", "wp:post_name", "wp:status", "wp:post_parent", "wp:menu_order"),
        *("wp:post_type", "wp:post_password", "wp:attachment_url"),
    }
)
SUMMARIES = (
    *("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description"),
    *("_seopress_titles_desc", "_genesis_description"),
)
OLD_SLUG: Final = "_wp_old_slug"
# Where plug-ins say who may read a text: Jetpack's newsletter, Members, Restrict Content, Patreon.
READERS = frozenset(
    {
        *("_jetpack_newsletter_access", "_members_access_role", "rcp_access_level", "rcp_subscription_level"),
        *("_is_paid", "patreon-level"),
    }
)
# Where Ultimate Member keeps it, as PHP writes values; and the role that Restrict Content asks for, which may be any.
OF_ULTIMATE_MEMBER, A_ROLE = "um_content_restriction", "rcp_user_level"
# Where page builders keep whole texts.
ELEMENTOR, THRIVE = "_elementor_data", "tve_updated_post"
BUILT = frozenset(
    {
        *(ELEMENTOR, THRIVE, "_fl_builder_data", "_bricks_page_content_2", "ct_builder_json", "ct_builder_shortcodes"),
        *("panels_data", "_cornerstone_data", "mfn-page-items", "_themify_builder_settings_json", "_breakdance_data"),
    }
)
META = (
    READERS
    | BUILT
    | {
        OF_ULTIMATE_MEMBER,
        A_ROLE,
        "_thumbnail_id",
        "_wp_attachment_image_alt",
        OLD_SLUG,
        "footnotes",
        *SUMMARIES,
        *SAID,
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag, a language: which kind it is, its name in addresses, its name for people."""

    domain: str
    slug: str
    name: str


@dataclass(slots=True)
class ExportRecord:
    """A part of an export: “channel”, “wp:author” or “item”.

    ``meta`` has several old slugs of a text each on a line. ``too_long`` says that a field was longer than `LONGEST`,
    and was not read.
    """

    tag: str
    fields: dict[str, str] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: int = 0
    too_long: bool = False


class Collector:
    """Puts records together from elements: ``ready`` are those that are whole.

    Elements are told with the names of those that they lie in, and with the usual prefixes.
    """

    def __init__(self) -> None:
        self.ready: deque[ExportRecord] = deque()
        self.channel = ExportRecord("channel")
        self._record: ExportRecord | None = None
        self._words: list[str] | None = None
        self._length = self._depth = 0
        self._domain = self._slug = self._meta_key = ""

    def start(self, path: list[str], attributes: dict[str, str]) -> None:
        """An element begins, the last of ``path``."""
        name, depth = path[-1], len(path)
        if depth == 3 and name in {"item", "wp:author"}:
            self._record = ExportRecord(name)
        elif self._record is None:
            wanted = depth == 3 and name in CHANNEL
            self._collect(depth, wanted=wanted)
        elif depth == 4:
            self._record.comments += name == "wp:comment"
            self._domain, self._slug = attributes.get("domain", ""), attributes.get("nicename", "")
            self._collect(depth, wanted=name in (ITEM if self._record.tag == "item" else AUTHOR))
        elif depth == 5 and path[3] == "wp:postmeta":
            of_meta = name == "wp:meta_value" and self._meta_key in META
            self._collect(depth, wanted=of_meta or name == "wp:meta_key")

    def _collect(self, depth: int, *, wanted: bool) -> None:
        if wanted:
            self._words, self._length, self._depth = [], 0, depth

    def characters(self, words: str) -> None:
        """Words of the element that is open."""
        if self._words is None:
            return
        self._length += len(words)
        self._words.append(words)
        if self._length > LONGEST:
            self._words = None
            if self._record is not None and self._meta_key not in BUILT:
                self._record.too_long = True

    def end(self, name: str, depth: int) -> None:
        """An element ends that lies in so many, itself with them."""
        if self._words is not None and depth == self._depth:
            self._keep(self._record or self.channel, name, "".join(self._words))
            self._words = None
        if name == "wp:postmeta":
            self._meta_key = ""
        if depth == 3 and self._record is not None:
            self.ready.append(self._record)
            self._record = None

    def _keep(self, record: ExportRecord, name: str, words: str) -> None:
        if name == "category":
            if len(record.terms) < MOST_TERMS:
                record.terms.append(Term(self._domain, self._slug, words.strip()))
        elif name == "wp:meta_key":
            self._meta_key = words.strip()
        elif name == "wp:meta_value":
            before = record.meta.get(self._meta_key)
            if before is None:
                record.meta[self._meta_key] = words
            elif self._meta_key == OLD_SLUG and len(before) < LONGEST:
                record.meta[OLD_SLUG] = f"{before}\n{words}"
        else:
            record.fields.setdefault(name, words.strip() if record is self.channel else words)
