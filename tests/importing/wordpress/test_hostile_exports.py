from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.content import read
from generator.importing.bring_in import bring_in
from generator.importing.recognise import source_at
from generator.importing.scene import Import
from tests.builders.bodies import page
from tests.builders.sites import SITE, TODAY, make_site, story
from tests.builders.wordpress import Export, Post, attachment

SCRIPT = "<script>alert(1)</script>"
TO_SCRIPT = "javascript:alert(1)"
BODIES = (
    SCRIPT,
    f'<a href="{TO_SCRIPT}" onclick="alert(1)">one</a>',
    "<img src=x onerror=alert(1)>",
    f'<img class="wp-image-7" src="{TO_SCRIPT}">',
    f'<img data-src="http://x.example/&quot;onerror=alert(1)//" src="{TO_SCRIPT}">',
    f"[caption caption='{SCRIPT}']<img src=\"{TO_SCRIPT}\">[/caption]",
    f'[caption caption="&lt;script&gt;alert(1)&lt;/script&gt;"]{SCRIPT}[/caption]',
    f"[embed]{TO_SCRIPT}[/embed]",
    '[embed]https://x.example/"onmouseover="alert(1)[/embed]',
    f'[audio src="{TO_SCRIPT}"]',
    f'[video mp4="https://x.example/&quot;&gt;{SCRIPT}"]',
    f'[youtube "{SCRIPT}"]',
    '[gallery ids="7"]',
    f'<!-- wp:embed {{"url":"{TO_SCRIPT}"}} /-->',
    f'<!-- wp:html -->{SCRIPT}<svg onload="alert(1)"><a xlink:href="{TO_SCRIPT}">one</a></svg><!-- /wp:html -->',
    f'<div class="wp-block-cover" style="background-image:url({TO_SCRIPT})">one</div>',
    f'<div class="wp-block-embed__wrapper">{TO_SCRIPT}</div>',
    f'<div class="wp-block-file"><a href="{TO_SCRIPT}">one</a></div>',
    "https://x.example/&quot;onmouseover=&quot;alert(1)",
    f'<!-- wp:paragraph --><p>one</p><!-- /wp:paragraph --><!-- wp:footnotes /--><iframe srcdoc="{SCRIPT}"></iframe>',
    f"[[{SCRIPT}]] [box onload='x']{SCRIPT}[/box]",
)
NOTES = json.dumps([{"id": f'"><{SCRIPT}', "content": f'<a href="{TO_SCRIPT}">one</a>{SCRIPT}'}])


@pytest.mark.parametrize("body", BODIES)
def test_nothing_of_an_export_runs(tmp_path: Path, body: str) -> None:
    """Whatever an export holds, the page of its text has no script, no handler, and no address that runs."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")}, site=SITE)
    words = "Nobody had moved the boats since the spring."
    post = Post(f"{words}\n\n{body}", title=SCRIPT, slug="a", excerpt=SCRIPT, meta=[("footnotes", NOTES)])
    files = attachment(
        7, "pier.jpg", excerpt=SCRIPT, meta=[("_wp_attachment_image_alt", f'"onerror="alert(1)">{SCRIPT}')]
    )
    (tmp_path / "export.xml").write_bytes(Export((post, files), authors={"mira_login": SCRIPT}).bytes())
    kind, source = source_at(tmp_path / "export.xml", None, None, root)
    report = bring_in(Import(root, kind.name, source, TODAY, lambda _: {}, lambda *_: None))
    path = root / str(report.texts[0].path)
    made = read.manuscript(path.read_bytes(), "stories/a.md", "en").value
    assert made is not None
    shown = page(made.body)
    assert words in shown
    for node in LexborHTMLParser(shown).css("*"):
        assert node.tag not in {"script", "iframe", "object", "embed", "svg", "style"}
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert "script:" not in (value or "")
