"""“Nothing was found” was said of files that nobody had opened, or not to their end, with the story in them."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.builders.packed import tarred, zipped
from tests.builders.pictures import drawing, saved
from tests.builders.sites import built, make_site, story

TEXT = "Zoë asked nobody, and the kettle went on singing until the frost was gone from every pane."
SAID = TEXT.encode()
GATE = "stories/the-gate.md"


def run(*words: object) -> Result:
    done = CliRunner().invoke(main, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A story's file that was kept."""
    (tmp_path / "gate.md").write_text(story("The night kettle", text=TEXT), encoding="utf-8")
    return tmp_path / "gate.md"


def with_a_hidden_entry() -> bytes:
    """A zip archive with a file that its directory does not name."""
    one, two = zipped("a", SAID), zipped("b", b"Other words.")
    hidden = one[: one.index(b"PK\x01\x02")]
    start = two.index(b"PK\x01\x02")
    directory = bytearray(two[start:])
    at = directory.index(b"PK\x05\x06")
    directory[at + 16 : at + 20] = (start + len(hidden)).to_bytes(4, "little")
    return two[:start] + hidden + directory


def version_7(name: str, content: bytes) -> bytes:
    """A tar archive as it was written before there was a sign for it."""
    made = bytearray(tarred(name, content))
    made[257:265] = bytes(8)
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made[:512])
    return bytes(made)


def cpio(content: bytes) -> bytes:
    """A file in an archive of cpio's (portable ASCII format)."""
    sizes = (1, 0o100644, 0, 0, 1, 0, len(content), 0, 0, 0, 0, 2, 0)
    return b"070701" + b"".join(b"%08X" % n for n in sizes) + b"a\0" + content + bytes(4)


def mail() -> bytes:
    """A mail with the story in it as it is sent, and as a file."""
    message = EmailMessage()
    message["Subject"] = "What she told"
    message.set_content(TEXT, cte="base64")
    message.add_attachment(gzip.compress(SAID, mtime=0), maintype="application", subtype="gzip", filename="a.gz")
    return bytes(message)


def uuencoded(content: bytes) -> bytes:
    lines = [binascii.b2a_uu(content[n : n + 45]) for n in range(0, len(content), 45)]
    return b"See below.\n\nbegin 644 a.txt\n" + b"".join(lines) + b"`\nend\n"


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def with_another_part(picture: bytes) -> bytes:
    """A picture in PNG with a part behind its first that no description of the format names."""
    part = b"stEg" + RANDOM[:16]
    return picture[:33] + (16).to_bytes(4, "big") + part + zlib.crc32(part).to_bytes(4, "big") + picture[33:]


RANDOM = bytes((n * n * 31 + n // 7 * 17) % 256 for n in range(500))
LETTERS = base64.b64encode(SAID).decode()
# Where the story is, and is found.
FOUND = {
    "two zips": zipped("a", SAID) + zipped("b", b"Other words."),
    "an entry that no directory names": with_a_hidden_entry(),
    "two tars": tarred("a", b"Other words.") + tarred("b.gz", gzip.compress(SAID, mtime=0)),
    "an old tar": version_7("a.gz", gzip.compress(SAID, mtime=0)),
    "lzma": lzma.compress(SAID, lzma.FORMAT_ALONE),
    "zlib": zlib.compress(SAID),
    "deflate": deflated(SAID),
    "bzip2 behind junk": bz2.compress(b"Other.") + b"\1\2\3" + bz2.compress(SAID),
    "two xz": lzma.compress(b"Other.") + bytes(4) + lzma.compress(SAID),
    "a text in two gzips": gzip.compress(SAID[:40]) + gzip.compress(SAID[40:]),
    "a script that unpacks itself": b"#!/bin/sh\ntail -c +40 $0 | gunzip\nexit\n" + gzip.compress(SAID, mtime=0),
    "cpio": cpio(gzip.compress(SAID, mtime=0)),
    "behind a picture": saved(drawing(), "JPEG") + gzip.compress(SAID, mtime=0),
    "a mail": mail(),
    "Base64": b"See:\n" + base64.encodebytes(SAID) + b"\nYours",
    "Base64 of gzip": base64.b64encode(gzip.compress(SAID, mtime=0)),
    "Base64 in JSON": b'{"a": "' + LETTERS.replace("/", "\\/").encode() + b'"}',
    "Base64 for addresses": base64.urlsafe_b64encode(SAID),
    "uuencode": uuencoded(SAID),
    "hexadecimal": SAID.hex().encode(),
    "data": f"<a href='data:text/plain;BASE64,{LETTERS}'>".encode(),
    "data with signs as numbers": f"<a href='data:text/plain;base64,{quote(LETTERS[:20])}%{ord(LETTERS[20]):x}".encode()
    + LETTERS[21:].encode()
    + b"'>",
    "RTF": rb"{\rtf1\ansi Zo\'eb {\b asked} nobody, and the ket{\i tle} went on sing\'69ng until the frost}",
    "CSS": rb'a::after{content:"asked n\00006f body, and the k\65 ttle went on singing until"}',
    "octal": rb"'asked n\157body, and the k\145ttle went on singing until the frost'",
    "quoted-printable": b"asked nob=\r\nody, and the kettle w=65nt on singing until",
    "the mark of UTF-16 before ASCII": b"\xff\xfe" + b"asked nobody, and the kettle went on singing until   ",
}


@pytest.mark.parametrize("kind", FOUND)
def test_it_is_found_however_it_is_packed(tmp_path: Path, source: Path, kind: str) -> None:
    """Words are found in front of, between and behind what is packed, and in bytes written as letters."""
    (tmp_path / "file").write_bytes(FOUND[kind])
    done = run("residue", tmp_path / "file", "--of", source)
    assert (done.exit_code, "words of the story" in done.stdout) == (1, True), done.stdout


# What cannot be opened, by its first bytes.
CLOSED = {
    "a line before a PDF": b"Scanned\n%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "PGP": b"-----BEGIN PGP MESSAGE-----\n\n" + base64.encodebytes(RANDOM),
    "PGP within a text": b"Dear Jo\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n",
    "age": b"-----BEGIN AGE ENCRYPTED FILE-----\n" + base64.encodebytes(RANDOM),
    "openssl": base64.b64encode(b"Salted__" + RANDOM),
    "Base64 of what is unknown": b"See below\n" + base64.encodebytes(RANDOM),
    "GPG": b"\x8c\x0d\x04\x09\x03\x02" + RANDOM,
    "LUKS": b"LUKS\xba\xbe\0\1" + RANDOM,
    "lzip": b"LZIP\1\x0c" + RANDOM,
    "brotli": b"\x1b\x9f\x01\xf8" + RANDOM,
    "woff2": b"wOF2\0\1\0\0" + RANDOM,
    "mp3": b"\xff\xf3\x90\xc4" + RANDOM,
    "AAC": b"\xff\xf1\x50\x80" + RANDOM,
    "AVI": b"RIFF\0\2\0\0AVI LIST" + RANDOM,
    "WMV": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + RANDOM,
    "MOV": b"\0\0\0\x08wide\0\0\2\0mdat" + RANDOM,
    "FLV": b"FLV\1\5\0\0\0\x09" + RANDOM,
    "AIFF": b"FORM\0\0\2\0AIFFCOMM" + RANDOM,
    "AMR": b"#!AMR\n\x3c" + RANDOM,
    "PSD": b"8BPS\0\1" + RANDOM,
    "DjVu": b"AT&TFORM\0\0\2\0DJVM" + RANDOM,
    "JXL": b"\xff\x0a" + RANDOM,
    "JP2": b"\0\0\0\x0cjP  \r\n\x87\n" + RANDOM,
    "Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + RANDOM,
    "cpio": cpio(RANDOM),
    "bytes behind a picture": saved(drawing(), "PNG") + RANDOM,
    "bytes within a picture": with_another_part(saved(drawing(), "PNG")),
    "bytes behind a zip": zipped("a", b"Other words.") + RANDOM,
    "bytes behind gzip": gzip.compress(b"Other words.") + RANDOM,
    "one byte of no text": b"Other words.\x01",
}


@pytest.mark.parametrize("kind", CLOSED)
def test_what_is_in_no_known_format_is_named(tmp_path: Path, source: Path, kind: str) -> None:
    """Whatever is not text to its last sign, nor a format read to its end, is named, and the command ends with 1."""
    (tmp_path / "file").write_bytes(CLOSED[kind])
    done = run("residue", tmp_path / "file", "--of", source)
    assert (done.exit_code, "Nothing was found, where it could be opened." in done.stdout) == (1, True), done.stdout
    assert any(line.startswith("file") for line in done.stdout.splitlines()), done.stdout


def many(*, zip64: bool, mode: int) -> bytes:
    """A zip archive that was written to where nobody can go back, so that sizes stand behind files."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.made = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.made += bytes(data)  # type: ignore[call-overload]  # bytes of any kind
            return len(data)  # type: ignore[arg-type]  # the same

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", mode) as archive:
        for name in ("a", "b"):
            with archive.open(name, "w", force_zip64=zip64) as file:
                file.write(b"Other words. " * 9)
    return pipe.made


WHOLE = {
    "text": "Other words – and ‘more’ of them.\r\n\fZürich".encode(),
    "text of Windows": "Other words, and Zürich – again".encode("cp1252"),
    "UTF-16": "Other words.".encode("utf-16"),
    "nothing": b"",
    "zeros": bytes(999),
    "tar": tarred("a", b"Other words."),
    "tar.gz": tarred("a", b"Other words.", "w:gz"),
    "zip": zipped("a", b"Other words."),
    "zip to a pipe": many(zip64=False, mode=zipfile.ZIP_DEFLATED),
    "large zip to a pipe": many(zip64=True, mode=zipfile.ZIP_DEFLATED),
    "zip with bzip2": many(zip64=False, mode=zipfile.ZIP_BZIP2),
    "two gzips": gzip.compress(b"Other words.") + gzip.compress(b"More.") + bytes(512),
    **{kind: saved(drawing(), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO")},
    "script": b"#!/bin/sh\n" + gzip.compress(b"Other words."),
    "digests": b"sha512-" + base64.b64encode(RANDOM[:64]) + b"\n" + RANDOM[:32].hex().encode(),
    "addresses": b"/stories/the-long-way-back-to-the-gate-by-the-old-sea-wall-and-a-2nd-time/and-more-of-that\n" * 9,
}


@pytest.mark.parametrize("kind", WHOLE)
def test_what_is_read_to_its_end_is_opened(tmp_path: Path, source: Path, kind: str) -> None:
    """Texts, whole archives, pictures and digests count as opened."""
    (tmp_path / "file").write_bytes(WHOLE[kind])
    done = run("residue", tmp_path / "file", "--of", source)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing was found."), done.stdout


def test_a_built_site_is_opened_whole(tmp_path: Path, source: Path) -> None:
    """A site as it is built, with its pictures and its search, is opened to the last byte."""
    more = "image: {src: ../images/tin.png, alt: The lid of a biscuit tin.}"
    site = make_site(tmp_path / "site", {f"s{n}.md": story(f"Hill {n}", more=more) for n in range(9)})
    (site / "images").mkdir()
    (site / "images/tin.png").write_bytes(saved(drawing(), "PNG"))
    built(site)
    done = run("residue", site / "public", "--of", source)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing was found."), done.stdout


def test_a_withdrawal_names_what_holds_the_story(tmp_path: Path) -> None:
    """A bare clone, a mail, an old archive and a second zip in one file are named, and the story is not called out."""
    site = make_site(tmp_path, {"the-gate.md": story("The night kettle", text=TEXT), "hill.md": story("A hill")})
    for name in ("backup.git/objects/ab", "notes"):
        (site / name).mkdir(parents=True)
    blob = b"blob %d\0" % len(SAID) + SAID
    (site / "backup.git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (site / "backup.git/objects/ab/cdef").write_bytes(zlib.compress(blob))
    (site / "notes/mail.eml").write_bytes(mail())
    (site / "old.lzma").write_bytes(lzma.compress(SAID, lzma.FORMAT_ALONE))
    (site / "two.zip").write_bytes(zipped("a", SAID) + zipped("b", b"Other words."))
    done = run("consent", "withdraw", GATE, "--source", site, "--today", "2026-06-15", "--yes")
    assert (done.exit_code, "The story is out of the site's folder" in done.stdout) == (1, False), done.stdout
    for named in ("backup.git/objects/ab/cdef", "backup.git/", "notes/mail.eml", "old.lzma", "two.zip"):
        assert f"  {named}: " in done.stdout, done.stdout


def test_a_repository_that_is_packed_is_never_called_opened(tmp_path: Path, source: Path) -> None:
    """A folder that looks like a git repository is named, whatever is in it."""
    (tmp_path / "out/old.git/objects").mkdir(parents=True)
    (tmp_path / "out/old.git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    done = run("residue", tmp_path / "out", "--of", source)
    assert (done.exit_code, "old.git/: it looks like a git repository" in done.stdout) == (1, True)


def test_a_link_that_leads_nowhere(tmp_path: Path, source: Path) -> None:
    """A link that leads nowhere is named, and nothing is said to be clean."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/lost").symlink_to(tmp_path / "nowhere")
    done = run("residue", tmp_path / "out", "--of", source)
    assert (done.exit_code, "lost: it is a link that leads nowhere\n" in done.stdout) == (1, True)
    assert "Nothing was found." not in done.stdout


def test_a_folder_without_any_file(tmp_path: Path, source: Path) -> None:
    """Of a folder without any file nothing is said to be clean."""
    (tmp_path / "out/empty").mkdir(parents=True)
    done = run("residue", tmp_path / "out", "--of", source)
    assert (done.exit_code, "There is no file in" in done.stdout) == (1, True)
    assert "Nothing was found." not in done.stdout


def test_a_withdrawal_beside_the_lock_of_an_editor(tmp_path: Path) -> None:
    """The lock of an editor, a link that leads nowhere, holds up no withdrawal."""
    site = make_site(tmp_path, {"the-gate.md": story("The night kettle", text=TEXT), "hill.md": story("A hill")})
    (site / "stories/.#hill.md").symlink_to("somebody@somewhere.1")
    done = run("consent", "withdraw", GATE, "--source", site, "--today", "2026-06-15", "--yes")
    assert done.exit_code == 0, done.stdout
