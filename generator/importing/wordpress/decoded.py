"""The bytes of an export as text that XML takes, piece by piece, with what had to be put right for it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO, Final

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy

PIECE: Final = 1 << 16  # bytes read at once
# What PHP writes before an export where a plug-in is at fault, or only empty lines, is at most as long.
BEFORE: Final = 20_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# XML 1.0, appendix F: how plain letters begin in UTF-16 without a mark.
UNMARKED = ((lazy(rb"[^\0]\0[^\0]\0"), "utf-16-le"), (lazy(rb"\0[^\0]\0[^\0]"), "utf-16-be"))
DECLARED = lazy(rb"""<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([^"'>]{1,40})["']""")
KNOWN = lazy(
    r"utf-?8|utf-?16|us-ascii|iso-8859-\d{1,2}|(windows-|cp)125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(jp|kr)",
    re.IGNORECASE,
)
# Bytes that are no UTF-8, as Python's “surrogateescape” writes them.
FOREIGN = lazy("[\udc80-\udcff]")
# XML 1.0, section 2.2: what no document holds. Word's own line breaks (\v, \f) are among them.
REFUSED = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Decoded:
    """The text of a stream: ``pieces`` once, then how much of it was put right, and the first line of each kind.

    Bytes that are not UTF-8 are read as Windows-1252, from where they are copied; characters that XML does not know are
    left out. Line numbers count from 1; 0 where there is none.
    """

    def __init__(self, stream: IO[bytes], path: str) -> None:
        self._stream, self._path = stream, path
        self._line = 1
        self.before = 0  # lines before the document begins
        self.foreign = self.foreign_line = 0
        self.controls = self.controls_line = 0

    def pieces(self) -> Iterator[str]:
        """The text, without what stands before the document. Raises RefusedError for an encoding that is unknown."""
        data = self._stream.read(PIECE)
        encoding = self._encoding(data)
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        decoder = codecs.getincrementaldecoder(encoding)(errors)
        first = True
        while True:
            text = decoder.decode(data, final=not data)
            if first:
                text, first = self._begun(text), False
            if text:
                yield self._mended(text)
            if not data:
                return
            data = self._stream.read(PIECE)

    def _encoding(self, data: bytes) -> str:
        for mark, encoding in MARKS:
            if data.startswith(mark):
                return encoding
        for pattern, encoding in UNMARKED:
            if pattern.match(data):
                return encoding
        found = DECLARED.search(data[:BEFORE])
        name = found[1].decode("latin-1") if found else "utf-8"
        if not KNOWN.fullmatch(name):
            what = "says that it is in an encoding which is not known here"
            raise RefusedError(f"{self._path} {what}. Export it again as UTF-8.")
        if re.fullmatch(r"utf-?16", name, re.IGNORECASE):
            # Without a mark and with a declaration that can be read as ASCII, it is not UTF-16.
            return "utf-8"
        return codecs.lookup(name).name

    def _begun(self, text: str) -> str:
        text = text.removeprefix("\ufeff")
        at = text.find("<?xml", 0, BEFORE)
        skipped = text[:at] if at >= 0 else text[: len(text) - len(text.lstrip())]
        self.before = skipped.count("\n")
        self._line += self.before
        return text[len(skipped) :]

    def _mended(self, text: str) -> str:
        if found := FOREIGN.search(text):
            self.foreign_line = self.foreign_line or self._line + text.count("\n", 0, found.start())
            text, count = FOREIGN.subn(_of_windows, text)
            self.foreign += count
        if found := REFUSED.search(text):
            self.controls_line = self.controls_line or self._line + text.count("\n", 0, found.start())
            self.controls += len(REFUSED.findall(text))
            text = REFUSED.sub("", text.replace("\v", " ").replace("\f", " "))
        self._line += text.count("\n")
        return text


def _of_windows(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")
