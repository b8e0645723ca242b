"""Fields that other programs' exports and other generators' texts have, and what to do with each here.

Collected from WordPress's exporters, Jekyll, Hugo, Decap, Ghost, Eleventy and Pandoc. What says who somebody is, or how
to reach them, is never to become a field that readers see.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches

from generator.content.front_matter import StoryHeader
from generator.ground.diagnostics import did_you_mean

PERSONAL = "authoremail"


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do with a field that is none of this program's.

    ``becomes`` is the field that says the same here, ``certain`` whether nothing else could be meant. ``needless`` is
    for what has no effect here and no words for a reader.
    """

    hint: str
    becomes: str | None = None
    certain: bool = False
    needless: bool = False


# By names in small letters and without signs between their words: lastModifiedAt and last-modified-at are one.
_ROWS: tuple[tuple[Advice, str], ...] = (
    (
        Advice("here it is called “updated”", "updated", certain=True),
        """lastmod lastmodified lastmodifiedat modified modifiedat updatedat updatedon dateupdated datemodified
        lastupdated lastedit edited revised revisiondate postmodified""",
    ),
    (
        Advice("the day of publication is called “date” here", "date", certain=True),
        """publishdate pubdate publishedat publishedon datepublished publishtime created createdat createdon
        datecreated postdate firstpublished day datum fecha""",
    ),
    (
        Advice("one plain sentence on what the story holds is called “summary” here", "summary", certain=True),
        """description excerpt abstract lead teaser standfirst metadescription customexcerpt blurb intro synopsis
        zusammenfassung resumen""",
    ),
    (Advice("here it is called “title”", "title", certain=True), "heading headline posttitle titel titulo titre"),
    (Advice("here it is called “slug”", "slug", certain=True), "postname basename urlslug"),
    (Advice("here it is called “language”", "language", certain=True), "lang locale languagecode sprache idioma"),
    (
        Advice("stories are sorted by “topics”, with the words that stand in site.yaml", "topics"),
        """tags tag categories category topic taxonomies taxonomy keywords keyword labels subjects subject themes theme
        section""",
    ),
    (
        Advice("an old address on this site goes into “aliases”; otherwise delete the line", "aliases"),
        """permalink url link oldurl redirectfrom redirects redirect alias originalurl canonical canonicalurl""",
    ),
    (
        Advice(
            "what a reader may wish to know before is called “content_notes” here; its words stand in site.yaml",
            "content_notes",
        ),
        """contentwarning contentwarnings triggerwarning triggerwarnings trigger triggers warning warnings cw tw""",
    ),
    (
        Advice("a picture above the story is written as “image:”, with “src: …” and “alt: …” on the lines below it"),
        """cover coverimage featuredimage featureimage thumbnail thumb hero heroimage banner header picture photo images
        ogimage socialimage teaserimage imagealt imagecaption featureimagealt featureimagecaption""",
    ),
    (
        Advice(
            "the name to show is called “author”; write it there only if it is the one that the storyteller chose, and"
            " delete this line"
        ),
        "authors byline writer creator by name storyteller contributor contributors verfasser autor auteur",
    ),
    (
        Advice(
            "delete this line: who somebody is, and how to reach them, has no place in a story's file; readers see the"
            " name alone that the storyteller chose"
        ),
        f"""{PERSONAL} email mail authorurl authorlink authorlogin authorid authorip ip userid user username useremail
        authorbio realname fullname firstname lastname phone telephone contact address birthday age primaryauthor
        postauthor lasteditor""",
    ),
    (
        Advice("a story is kept out of every build by “draft: true”; otherwise delete the line"),
        "published publish private hidden unlisted",
    ),
    (
        Advice("whether a story is shown is decided by its consent, and by “draft: true”; delete this line"),
        "status poststatus visibility",
    ),
    (
        Advice("how long a story may be shown stands in its consent, as the signed form says; delete this line"),
        "expirydate expires expireson expiry unpublishdate unpublish publishuntil",
    ),
    (
        Advice("there is no second title; put its words into “summary” or into the text, or delete the line"),
        "subtitle subheading tagline dek deck",
    ),
    (
        Advice("the text of a story stands below the front matter"),
        "content body text html mobiledoc lexical plaintext",
    ),
    (
        Advice("delete this line, or make it a remark with # in front: it has no meaning here", needless=True),
        """layout type posttype templatekey featuredpost
        template templateengine format postformat id uid uuid guid postid wpid wordpressid
        ghostid commentid weight order menuorder position priority sticky featured pinned toc tableofcontents math katex
        mathjax mermaid sitemap robots noindex nofollow search outputs output markup render rendering cascade build menu
        nav navigation eleventynavigation eleventyexcludefromcollections sidebar breadcrumbs pagination paginate
        resources cssclass bodyclass class skin generator engine editor version revision parent parentid postparent
        level collection commentstatus pingstatus pingbacks trackbacks disqus comments comment commentcount
        allowcomments enablecomments sharing share likes views hits readingtime readtime wordcount metatitle ogtitle
        ogdescription twittertitle twitterdescription seo opengraph twitter codeinjectionhead codeinjectionfoot
        documentclass geometry fontsize showdate showtoc tocdepth linkcolor bibliography csl""",
    ),
)
# What may be a field's name by a slip of the finger; one with a colon in it holds words of its value.
_OF_LETTERS = re.compile(r"[^\W\d]+(?:-[^\W\d]+)*")
_SIGNS = re.compile(r"[\W_]+")
TABLE = {name: found for found, names in _ROWS for name in names.split()}
# Told by what they end in, whatever stands before: who somebody is.
_PERSONAL = re.compile(r"(?:e_?mail|phone|telephone|login|_ip|birth_?day|date_of_birth)$")
# A guess at one of these would put words into a storyteller's mouth, or show a name that nobody chose.
_NEVER_GUESSED = frozenset({"consent", "author"})
_STORIES = frozenset(field.name for field in fields(StoryHeader))
_NEAR, _VERY_NEAR = 0.7, 0.82


def bare(name: str) -> str:
    """A field's name without case, and without what stands between its words."""
    return _SIGNS.sub("", name).casefold()


def advice(name: str, known: Collection[str]) -> Advice:
    """What to do with the field ``name``, which is none of ``known``, those of this kind of text."""
    plain = {bare(word): word for word in known}
    if bare(name) in plain:
        same = plain[bare(name)]
        return Advice(f"write “{same}”", same, certain=True)
    if _PERSONAL.search(name.casefold()):
        return TABLE[PERSONAL]
    if bare(name) in TABLE:
        found = TABLE[bare(name)]
        if found.becomes is None or found.becomes in known:
            return found
        return TABLE["layout"]
    if name in _STORIES:
        return Advice(f"only stories have a “{name}”; delete this line")
    near = next(iter(_near(name, known)), None) if _OF_LETTERS.fullmatch(name) else None
    if near is None:
        return Advice(f"the fields here are {', '.join(sorted(known))}")
    hint = did_you_mean(name, [near], "")
    # Farther away it may be one of its own: “title_de” is no title, and “titles” is one by a slip of the finger.
    if not _one_slip(bare(name), bare(near)):
        return Advice(hint)
    return Advice(hint, near, certain=near not in _NEVER_GUESSED)


def _one_slip(name: str, meant: str) -> bool:
    """Whether one letter is missing, too many or another one, or two beside each other have changed places."""
    same = next((n for n, (a, b) in enumerate(zip(name, meant, strict=False)) if a != b), min(len(name), len(meant)))
    rest, wanted = name[same:], meant[same:]
    swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]


def _near(name: str, known: Collection[str]) -> Iterator[str]:
    """Known names that are written nearly so, nearest first."""
    cutoff = {word: _VERY_NEAR if word in _NEVER_GUESSED else _NEAR for word in known}
    for word in get_close_matches(name.casefold(), sorted(known), n=3, cutoff=_NEAR):
        if get_close_matches(name.casefold(), [word], cutoff=cutoff[word]):
            yield word
