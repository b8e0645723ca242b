"""The generators and editors that are known, in the order in which they are looked for."""

from __future__ import annotations

from generator.importing.markdown_sites import hugo, jekyll, other_folders
from generator.importing.markdown_sites.body import Dialect
from generator.importing.markdown_sites.kinds import SiteKind, any_text, nowhere

TEMPLATED = Dialect(liquid=True)
KINDS = (
    SiteKind("zola", "a site of Zola", TEMPLATED, hugo.is_zola, hugo.zola_site, hugo.zola_text, hugo.zola_address),
    SiteKind(
        "hugo",
        "a site of Hugo",
        Dialect(hugo=True),
        hugo.is_hugo,
        hugo.hugo_site,
        hugo.below_content,
        hugo.hugo_address,
    ),
    SiteKind(
        "jekyll",
        "a site of Jekyll",
        TEMPLATED,
        jekyll.fits,
        jekyll.site,
        jekyll.text,
        jekyll.address,
        needs_fields=True,
        defaults=jekyll.defaults,
    ),
    SiteKind(
        "eleventy",
        "a site of Eleventy",
        TEMPLATED,
        other_folders.is_eleventy,
        other_folders.eleventy_site,
        any_text,
        other_folders.eleventy_address,
    ),
    SiteKind(
        "astro",
        "a site of Astro",
        Dialect(),
        other_folders.is_astro,
        other_folders.astro_site,
        other_folders.astro_text,
        other_folders.astro_address,
    ),
    SiteKind(
        "decap", "a site of Decap CMS", TEMPLATED, other_folders.is_decap, other_folders.decap_site, any_text, nowhere
    ),
    SiteKind(
        "obsidian",
        "a vault of Obsidian",
        Dialect(wiki=True),
        other_folders.is_obsidian,
        other_folders.unknown,
        any_text,
        nowhere,
    ),
    SiteKind(
        "pandoc",
        "Markdown of pandoc",
        Dialect(pandoc=True),
        other_folders.is_pandoc,
        other_folders.unknown,
        any_text,
        nowhere,
    ),
    SiteKind(
        "markdown",
        "a folder of texts in Markdown",
        Dialect(liquid=True, hugo=True),
        other_folders.has_texts,
        other_folders.unknown,
        any_text,
        nowhere,
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}
