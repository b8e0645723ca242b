"""Exports of Ghost, Substack and Medium as these write them, with words of our own; all people are fictional."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

POST: Mapping[str, Any] = {
    "id": "5c7",
    "uuid": "8f14e45f-ceea-4e7b-9d5e-1f0c1a2b3c4d",
    "title": "The gate",
    "slug": "the-gate",
    "html": "<p>We painted the <em>gate</em>.</p>",
    "feature_image": "__GHOST_URL__/content/images/gate.jpg",
    "type": "post",
    "status": "published",
    "visibility": "public",
    "custom_excerpt": "A gate is painted.",
    "published_at": "2019-03-04T23:30:00.000Z",
    "updated_at": "2019-03-06T08:00:00.000Z",
}
USERS = [{"id": "1", "name": "Ines M.", "email": "ines@example.org", "password": "secret hash"}]


def ghost(*posts: Mapping[str, Any], **tables: Sequence[Mapping[str, Any]]) -> str:
    """An export of Ghost with these posts, each with what Ghost writes unless it is said."""
    data = {
        "posts": [{**POST, "id": str(n), **post} for n, post in enumerate(posts)],
        "tags": [{"id": "7", "name": "Hope", "slug": "hope"}, {"id": "8", "name": "#internal"}],
        "posts_tags": [{"post_id": "0", "tag_id": "8", "sort_order": 1}, {"post_id": "0", "tag_id": "7"}],
        "users": USERS,
        "posts_authors": [{"post_id": "0", "author_id": "1"}],
        "settings": [{"key": "timezone", "value": "Europe/Berlin"}, {"key": "title", "value": "Voices"}],
        **tables,
    }
    return json.dumps({"db": [{"meta": {"exported_on": 1551740000000, "version": "5.0.0"}, "data": data}]})


SUBSTACK_HEAD = "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url"
SUBSTACK = {
    "posts.csv": f"{SUBSTACK_HEAD}\n"
    '41.the-gate,2019-03-04T23:30:00.000Z,true,,,newsletter,everyone,"The gate, again",A gate is painted.,\n'
    "42.a-hill,,false,,,newsletter,everyone,A hill,,\n"
    "43.paid,2019-03-04T23:30:00.000Z,true,,,newsletter,only_paid,Paid,,\n"
    "44.lost,2019-03-04T23:30:00.000Z,true,,,newsletter,everyone,Lost,,\n",
    "posts/41.the-gate.html": (
        "<p>We painted it.</p>"
        '<div class="subscription-widget-wrap-editor" data-attrs="{}"><div class="subscription-widget"><div '
        'class="preamble"><p>Thanks for reading!</p></div><form><input type="email"></form></div></div>'
        '<p class="button-wrapper" data-attrs="{}"><a class="button" href="x"><span>Subscribe now</span></a></p>'
        "<p>Then we had tea.</p>"
    ),
    "posts/42.a-hill.html": "<p>A hill.</p>",
    "posts/43.paid.html": "<p>For some.</p>",
    "posts/41.the-gate.opens.csv": "email\nsam@example.org\n",
    "email_list.harbour.csv": "email\nsam@example.org\n",
}

MEDIUM = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>The \
gate</title><style>* {{ font: serif; }}</style></head><body><article class="h-entry">
<header>
<h1 class="p-name">The gate</h1>
</header>
<section data-field="subtitle" class="p-summary">
A gate is painted.
</section>
<section data-field="body" class="e-content">
<section name="cf70" class="section section--body section--first"><div class="section-divider"><hr \
class="section-divider"></div><div class="section-content"><div class="section-inner sectionLayout--insetColumn">\
{title}<p name="a1" id="a1" class="graf graf--p">We painted it.</p>\
<blockquote class="graf graf--pullquote">Green.</blockquote></div></div></section>
</section>
<footer><p>By <a href="https://medium.com/@ines" class="p-author h-card">Ines M.</a> on <a \
href="https://medium.com/p/0a1b2c3d4e5f"><time class="dt-published" datetime="2019-03-04T08:30:00.000Z">March 4, \
2019</time></a>.</p><p><a href="{address}" class="p-canonical">Canonical link</a></p><p>Exported from <a \
href="https://medium.com">Medium</a> on May 1, 2020.</p></footer></article></body></html>"""
HEADING = '<h3 name="t" id="t" class="graf graf--h3 graf--leading graf--title">The gate</h3>'


def medium(title: str = HEADING, address: str = "https://medium.com/@ines/the-gate-0a1b2c3d4e5f") -> str:
    """A page of an export of Medium."""
    return MEDIUM.format(title=title, address=address)
