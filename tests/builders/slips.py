"""Front matter as people write it by mistake, each line with what was meant: nothing else can have been."""

from __future__ import annotations

from generator.content.strict_yaml import Value

CONSENT = """\
consent:
  record: CF-2026-014   # of the form
  status: given
  given_on: 2026-11-01
  scope: [web,   feed]
"""
# By field: lines as they are written, and the value that is meant.
MEANT: dict[str, dict[str, Value]] = {
    "title": {
        "title: Home": "Home",
        "title:Home": "Home",
        "title:\u00a0Home": "Home",
        "title\u00a0: Home": "Home",
        "\u200btitle: Home": "Home",
        "Title: Home": "Home",
        "TITLE: Home": "Home",
        "  title: Home": "Home",
        "\ttitle: Home": "Home",
        "title: 'It's mine'": "It's mine",
        "title: 'Tis the season": "'Tis the season",
        'title: "Home': "Home",
        'title: "Home”': "Home",
        r"title: 'It\'s mine'": "It's mine",
    },
    "date": {
        "date: 2026-03-14": "2026-03-14",
        "date:2026-03-14": "2026-03-14",
        "date: 03/14/2026": "2026-03-14",
        "date:03/14/2026": "2026-03-14",
        "date: 14.3.2026": "2026-03-14",
        "date: 14 March 2026": "2026-03-14",
        "date: March 14th, 2026": "2026-03-14",
        "date: Samstag, 14. März 2026": "2026-03-14",
        "date: 14 de marzo de 2026": "2026-03-14",
        "date: “2026-03-14”": "2026-03-14",
        "date: 2026–03–14": "2026-03-14",
        "date: 2026/03/14": "2026-03-14",
        "date: \u0662\u0660\u0662\u0666-\u0660\u0663-\u0661\u0664": "2026-03-14",
        "date: 2026-03-14 10:05:39 +0100": "2026-03-14",
        "date: 2026-03-14T23:30:00Z": "2026-03-14",
        "date: \u200b2026-03-14": "2026-03-14",
    },
    "author": {
        "author: Ines": "Ines",
        "author:Ines": "Ines",
        "author:\u00a0 Ines": "Ines",
        "Author: Ines": "Ines",
    },
    "summary": {
        "summary: A plain summary.": "A plain summary.",
        "summary: >\n  He said: no, #1.": "He said: no, #1.\n",
    },
    "topics": {
        "topics: [support]": ["support"],
        "topics: support, stigma": ["support", "stigma"],
        "topics: [support; stigma]": ["support", "stigma"],
        "topics: [support, stigma": ["support", "stigma"],
        "topics: #support #stigma": ["support", "stigma"],
        "topics: [#support, #stigma]": ["support", "stigma"],
        "topics: [“support”, “stigma”]": ["support", "stigma"],
        "topics:\n- support\n- stigma": ["support", "stigma"],
    },
    "draft": {
        "draft: yes": "true",
        "“draft: true”": "true",
        "draft: No": "false",
        "published: false": "true",
        "status: draft": "true",
    },
    "language": {
        "language: Spanish": "es",
        "language: EN": "en",
        "Language: en_US": "en-US",
        "language: pt-br": "pt-BR",
        "language: ger": "de",
        "language: ENG": "en",
        "language: en_UK": "en-GB",
    },
    "slug": {"slug: My Story!": "my-story"},
    "updated": {"updated: 1.5.2026": "2026-05-01"},
    "image": {
        "image:\n\tsrc: gate.jpg\n\talt: A gate.": {"src": "gate.jpg", "alt": "A gate."},
        "image:\n  src: gate.jpg\n   alt: A gate.": {"src": "gate.jpg", "alt": "A gate."},
    },
    # Nothing of these is left as a field.
    "": {
        "layout: post": None,
        "comments: []": None,
        "sitemap:\n  priority: 1": None,
        "published: true": None,
        "// for Ines": None,
        "<!-- for Ines -->": None,
        "\t": None,
        "\u00a0": None,
        "": None,
        "# a remark": None,
    },
}
# By field: lines whose signs may part a note from what readers are to read, or that begin with no field's own name and
# a colon, and the value that is proposed.
ASKED: dict[str, dict[str, Value]] = {
    "title": {
        "title Home": "Home",
        "title = Home": "Home",
        "title： Home": "Home",
        "“title”: Home": "Home",
        "**title:** Home": "Home",
        '"title: Home"': "Home",
        "'title: Home'": "Home",
        '"title: Home",': "Home",
        "“title: Home”": "Home",
        "**title: Home**": "Home",
        '"title: "Home""': "Home",
        "titel: Home": "Home",
        "headline: Home": "Home",
        "tilte: Home": "Home",
        "title => Home": "Home",
        "title == Home": "Home",
        '"title: She said "no" twice"': 'She said "no" twice',
        "Title: My #1 day": "My #1 day",
        "title: *Home* again": "*Home* again",
        "title: *Home*": "*Home*",
        "title: @home": "@home",
        "title: %me": "%me",
        "title: & more": "& more",
        "title: !now": "!now",
        "title: {Home} again": "{Home} again",
        "title: {Home}": "{Home}",
        "title: [Home] again": "[Home] again",
        "title: [Home]": "[Home]",
        "title: - and then": "- and then",
        "title: > there": "> there",
        "title: `Home` again": "`Home` again",
        'title: "She said "no" twice"': 'She said "no" twice',
        'title: "She said "no""': 'She said "no"',
        'title: "No," she said, "no"': '"No," she said, "no"',
        'title: "Home" again': '"Home" again',
        "title: '90s, a list: all": "'90s, a list: all",
        "title: “Home: again”": "Home: again",
        "title: „Home: again“": "Home: again",
        "title: «Home: again»": "Home: again",
        "title: Home: again": "Home: again",
        "title: One: two: three": "One: two: three",
        "title:Home: again": "Home: again",
        "title:No: x": "No: x",
        "title=Home: again": "Home: again",
        "title - Home: again": "Home: again",
        "title：Home: again": "Home: again",
        "title: It ends:": "It ends:",
        "title: My #1 day": "My #1 day",
        "title: #1 in my life": "#1 in my life",
        r'title: "C:\dir"': r"C:\dir",
        "title: I was #1\n  in the class": "I was #1 in the class",
    },
    "author": {
        "author Ines": "Ines",
        'author: "Ines" of the hill': '"Ines" of the hill',
    },
    "summary": {
        '"summary: A plain summary."': "A plain summary.",
        "sumary: A plain summary.": "A plain summary.",
        "description: A plain summary.": "A plain summary.",
        "summary:Home: a list": "Home: a list",
        "summary: One line\n  of the #1 ward.": "One line of the #1 ward.",
    },
    "image": {
        "image:\n  src: gate.jpg\n  alt: He said: no": {"src": "gate.jpg", "alt": "He said: no"},
        "image:\n  src: gate.jpg\n  alt: Gate #1": {"src": "gate.jpg", "alt": "Gate #1"},
    },
}
FIELDS = tuple(name for name in MEANT if name)
EVERY = [(name, written) for name in MEANT for written in MEANT[name]]
OPENINGS = ("---", "----", "—", "———", "***", " ---", "\n---", "\u200b---", "\n\u00a0\n---", "")
CLOSINGS = ("---", "----", "—", "---\u00a0", "...", "")


def text(*lines: str, opening: str = "---", closing: str = "---", body: str = "\nThere were two kettles.\n") -> str:
    """A story's file with these lines, and its consent below them."""
    front = "".join(f"{line}\n" for line in lines)
    above, below = (f"{fence}\n" if fence else "" for fence in (opening, closing))
    return f"{above}{front}{CONSENT}{below}{body}"


def plain(name: str) -> str:
    """The line of a field that has no slip."""
    return next(iter(MEANT[name]))
