"""Private notes of other programs and to oneself, which here are words like any others and would be published.

What only ever begins a note is known by its signs: CriticMarkup, templates (Jinja, Twig, Handlebars, Blade, Hugo), code
and AsciiDoc, LaTeX, BBCode, elements of that name, and what Word and Google Docs make of remarks in the margin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# What Word calls a remark in the margin where it is copied.
REMARKED = (
    "Comment(?:ed|s)?|Comment[ée]|Commentaire|Kommentiert|Kommentar|Kommenterad|Kommentoinut|Comentado|Coment[áa]rio"
    "|Commentato|Commento|(?:Met )?[Oo]pmerking(?:en)?|Skomentowano|Komentarz|Komentář|Прокомментировано|Примечание"
)
BEGUN = (
    r"\{>>|\{(?:\+\+|--)(?=[^{}\n])|\{~~[^{}\n]{0,400}~>"
    r"|(?m:^\{#[\s-])|\{#[^{}]{0,400}#\}"
    r"|\{%-?\s*comment\b|\{\{[~-]?\s*(?:!|--|/\*)|\{\{[<%]\s*comment\b|<%(?:#|--)|\{/\*|@\*(?=\s)"
    r"|\{:{2}/?comment\b|\{:/comment\}|(?m:^/{4,}[ \t]*\n(?=\S)|(?<=\n)/{4,}[ \t]*$)|(?i:\#\+(?:begin|end)_comment\b)"
    r"|\[!--|(?i:\[/?(?:comment|remark)\]|</?(?:w:)?(?:comments?|notes?|remark|annotation)(?:\s[^<>]{0,400})?/?>)"
    r"|\\(?:begin|end)\{comment\}|\\(?:todo|marginpar|marginnote|pdfcomment)\b\s?[\[{]|\\iffalse\b"
    rf"|(?:{REMARKED})\s?\[[^\W\d_][\w. -]{{0,20}}\d\]:"
)
# What begins one, and may be meant for readers as well: stars beside a slash, and slashes that part two scenes.
MAY_BEGIN = r"(?<![\w*/.:])/\*(?!/)|\A/{4,}[ \t]*\Z"
# What people write to themselves or to who works with them: a word for what is to be done, or brackets that begin with
# one. “Todo” is a word of Spanish and Portuguese, and editors' notes in round brackets are for readers.
TO_DO = ("TODO", "FIXME", "TKTK")
_TASKS = (
    "add|ask|call|change|check|confirm|cut|decide|delete|describe|explain|fill in|find|finish|fix|insert|look|mention"
    "|remove|replace|rewrite|shorten|verify|write"
)
_CHECKED = r"(?:(?:the|his|her|their)[ \t])?(?:age|date|facts?|names?|place|spelling|year)"
_BEGINS = r"(?:^|(?<=[.!?…)\]] ))"
_UNQUOTED = r"(?<![\w“”„«»‘'\"])"
TO_ONESELF = (
    rf"{_BEGINS}TODO\b[ \t]?[:-]|{_UNQUOTED}TODO\b(?:[ \t]?[:-])?[ \t]+(?:{_TASKS})\b|{_UNQUOTED}(?:FIXME|TKTK)\b"
    r"|\(TODO\b(?:[ \t]?[:!?][^()\n]{0,400})?\)"
    rf"|(?:{_BEGINS}|[\[({{<])DO NOT PUBLISH\b|\b[Ll]orem ipsum dolor\b"
    rf"|[\[{{<](?i:check|verify)[ \t](?i:this|{_CHECKED})(?:[ \t][^\[\]{{}}<>\n]{{0,100}}|[?!.]?)[\]}}>]"
    r"|[\[{<](?i:remove|delete|rewrite|shorten)[ \t](?i:this|before)(?:[ \t][^\[\]{}<>\n]{0,100}|[?!.]?)[\]}>]"
    r"|[\[{<](?:TODO|FIXME|TBD|TBC|XXX|TK)\b[^\[\]{}<>\n]{0,400}[\]}>]"
    r"|[\[{<](?i:to-?do|comment|notes? to (?:self|me|myself|(?:the )?editor))[ \t]?:[^\[\]{}<>\n]{0,400}[\]}>]"
    r"|[\[{<](?i:comment|remark|note|question)[ \t](?i:by|from|for|to)[ \t](?!(?i:(?:the |our |my )?readers?\b))"
    r"[^\[\]{}<>:\n]{1,60}:[^\[\]{}<>\n]{1,400}[\]}>]"
    r"|\A\(?(?i:notes? to (?:self|me|myself|(?:the )?editor))[ \t]?:[^\n]*\Z"
    r"|\A[^\w¡“”„«»‘'\"]{0,3}(?:TODO|TBD|TBC|XXX)\W{0,3}(?:\([^()\n]{0,100}\))?\Z"
    r"|\A\((?i:to be (?:written|added|done|confirmed)|tb[cd])[^()\n]{0,40}\)\Z"
    r"|[\[{<](?i:todo|notes? to (?:self|myself))[ \t][^\[\]{}<>\n]{1,400}[\]}>]"
    r"|[\[{<](?:note|editor|ed\.|editor's note|editor’s note)[ \t]?:[^\[\]{}<>\n]{1,400}[\]}>]"
    r"|[\[{<](?i:ask(?![ \t]for\b)|insert(?![ \t]coins?\b)|check with|fill in|confirm with)[ \t]"
    r"[^\[\]{}<>\n]{1,400}[\]}>]"
)
# In a field, where nothing is code or a quotation, less is certain enough.
REMARKED_IN_FIELD = rf"\b(?:{REMARKED})\s?\[[A-Z]{{1,3}}\d{{1,3}}\]"
TO_ONESELF_IN_FIELD = rf"(?<![:/])//[ \t]*(?:{_TASKS})\b|\(TBD\)"
TODO_IN_FIELD = rf"{_UNQUOTED}TODO\b[ \t]?:|\(TODO\b[^()\n]{{0,400}}\)"
# A sign at a word, and a line that begins with it, as Google Docs writes remarks of the margin; its notes have numbers.
ANCHOR = re.compile(r"(?<=\S)\[([a-z]{1,2})\]")
ANCHOR_ALONE = re.compile(r"\A\[([a-z]{1,2})\]\Z")
ANCHORED = re.compile(r"^\[([a-z]{1,2})\](?=\S)", re.MULTILINE)


def anchored(rows: Sequence[tuple[int, str]]) -> set[int]:
    """The lines that are remarks of a margin, each of which a word above refers to."""
    known: set[str] = set()
    found: set[int] = set()
    for line, row in rows:
        known.update(ANCHOR.findall(row))
        known.update(ANCHOR_ALONE.findall(row))
        found.update(line + row.count("\n", 0, note.start()) for note in ANCHORED.finditer(row) if note[1] in known)
    return found
