"""Which items of an export are texts that were shown, or were to be, and what of the others is told."""

from __future__ import annotations

from generator.ground.patterns import lazy
from generator.importing.item import Fate, Kind, LeftOut, Remark
from generator.importing.our_exports import WITHHELD, what_was_said
from generator.importing.wordpress.record import A_ROLE, OF_ULTIMATE_MEMBER, READERS, ExportRecord

# Plug-ins and themes have kinds of their own for stories; what else they keep may be orders, or letters to the site.
OF_STORIES = lazy(r"(.*[-_])?(story|stories|testimonials?)([-_].*)?")
# Files, menus, looks and earlier versions: parts of a site that are no texts of it.
PARTS = frozenset(
    {
        *("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache"),
        *("wp_block", "wp_global_styles", "wp_navigation", "wp_template", "wp_template_part", "wp_font_face"),
        "wp_font_family",
    }
)
FOR_EVERYBODY = frozenset({"", "0", "everybody", "none", "all", "public"})
# As PHP writes values: own settings of a text are on, and those who are logged in see it, or those who are not.
RESTRICTED = lazy(r"_um_custom_access_settings\";(?:b:1|i:1|s:1:\"1\")")
NOT_ALL = lazy(r"_um_accessible\";(?:i:[12]|s:1:\"[12]\")")
BROUGHT_IN = frozenset({"publish", "future", "draft", "pending"})
TO_LOOK_AT = {
    "draft": Remark(Fate.LOOK, "a draft at the old site", "it was never published there; ask whether it is finished"),
    "pending": Remark(Fate.LOOK, "a text that waited for review at the old site", "it was never published there"),
    "future": Remark(Fate.LOOK, "a text that was to come out later", "nothing comes out by itself here"),
}
PROTECTED = LeftOut("texts behind a password", "few were meant to read them")
FOR_MEMBERS = LeftOut("texts for members or subscribers", "not everybody was meant to read them")
PRIVATE = LeftOut("private texts", "they were never shown to everybody")
NOT_SHOWN = LeftOut("texts that were thrown away, or never saved", "they are no part of the site")
PART_OF_A_SITE = LeftOut("menus, styles, revisions and other parts of a site", "they are no texts")
OF_A_PLUG_IN = LeftOut("items of plug-ins", "they may be orders, forms that people filled in, or settings")
# What was perhaps for everybody before.
NOT_FOR_EVERYBODY = (PROTECTED, FOR_MEMBERS, PRIVATE, NOT_SHOWN)
OF_A_ROLE = Remark(
    Fate.LOOK, "a text for which a plug-in for members had a setting", "ask whether it was for everybody"
)
OF_A_PLUG_IN_LOOK = Remark(Fate.LOOK, "a kind of text that a plug-in or theme added", "it comes in as a story")


def left_out(record: ExportRecord) -> LeftOut | None:
    """Why an item does not come in; None if it does, or is a file that others refer to."""
    kind, status = kind_of(record), record.fields.get("wp:status", "").strip()
    if kind in PARTS:
        return None if kind in {"attachment", "wp_block"} else PART_OF_A_SITE
    if record.fields.get("wp:post_password", ""):
        return PROTECTED
    if any(record.meta.get(key, "").strip().casefold() not in FOR_EVERYBODY for key in (*READERS, A_ROLE)):
        return FOR_MEMBERS
    if RESTRICTED.search(record.meta.get(OF_ULTIMATE_MEMBER, "")) and NOT_ALL.search(record.meta[OF_ULTIMATE_MEMBER]):
        return FOR_MEMBERS
    if kind not in {"post", "page"} and not OF_STORIES.fullmatch(kind):
        return OF_A_PLUG_IN
    if status in BROUGHT_IN:
        return None
    return NOT_SHOWN if status in {"trash", "auto-draft", "inherit"} else PRIVATE


def becomes(record: ExportRecord) -> Kind:
    """What an item that comes in is here."""
    return Kind.PAGE if kind_of(record) == "page" else Kind.STORY


def remarks(record: ExportRecord) -> tuple[Remark, ...]:
    """What a person has to look at because of where an item stood at the old site."""
    told = None if WITHHELD in record.meta else TO_LOOK_AT.get(record.fields.get("wp:status", "").strip())
    added = None if kind_of(record) in {"post", "page"} else OF_A_PLUG_IN_LOOK
    of_members = OF_A_ROLE if record.meta.get(A_ROLE) or record.meta.get(OF_ULTIMATE_MEMBER) else None
    found = (remark for remark in (told, added, of_members) if remark is not None)
    return (*found, *what_was_said(record.meta))


def kind_of(record: ExportRecord) -> str:
    """An item's kind, as WordPress names it."""
    return record.fields.get("wp:post_type", "").strip()
