"""The bytes of a page as text, in the encoding that it says, or that it is in."""

from __future__ import annotations

import codecs

from generator.content.decoding import guessed
from generator.ground.patterns import lazy

# How far from its beginning a page says it (HTML, 13.2.3.2).
LOOKED_AT = 1_024
SAID = lazy(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.:-]{1,40})"""
)
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What pages mean where they say one of these (Encoding Standard, 4.2).
MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "shift_jis": "cp932",
         "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "big5": "big5hkscs"}  # fmt: skip


def decoded(data: bytes) -> str:
    """The text of a page. What its encoding has no sign for is read as most likely meant."""
    said = None if data.startswith(MARKS) else SAID.search(data[:LOOKED_AT])
    try:
        name = codecs.lookup((said[1] or said[2]).decode()).name if said else "utf-8"
        text = "" if name.startswith(("utf-", "utf_")) else data.decode(MEANT.get(name, name), "replace")
    except (LookupError, UnicodeError):
        text = ""  # no such encoding, or one that is none of texts
    return text or guessed(data)
