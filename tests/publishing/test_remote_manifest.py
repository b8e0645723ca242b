from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.lost_acts import head_of
from generator.publishing.remote_manifest import (
    ALL_TEXTS,
    UNKNOWN_WORDS,
    NoManifestError,
    RemoteFile,
    RemoteManifest,
    SaltedWords,
    TakenAway,
    digest_of,
    is_path,
    read_manifest,
    to_bytes,
    uncertain,
)

SITE, DAY = "https://stories.example.org/", date(2026, 11, 28)
IDS = st.sampled_from([digest_of(bytes([n]))[:32] for n in range(6)])
FILES = st.builds(
    RemoteFile,
    st.none() | st.binary(max_size=3).map(digest_of),
    st.integers(0, 9_999),
    st.frozensets(IDS | st.just(ALL_TEXTS)),
    st.none() | IDS,
)
WORDS = st.builds(SaltedWords, IDS, st.binary(min_size=8, max_size=8).map(bytes.hex))
PATHS = st.from_regex(r"[a-z0-9.-]{1,8}(/[a-z]{1,8}){0,2}", fullmatch=True).filter(is_path)


def manifest_of(**files: RemoteFile) -> RemoteManifest:
    return RemoteManifest(SITE, DAY, head_of(b""), files)


@given(
    st.dictionaries(PATHS, FILES, max_size=5),
    st.none() | st.dates(),
    st.none() | st.just(head_of(b"")),
    st.dictionaries(IDS, st.builds(TakenAway, IDS, st.dates(), st.just(UNKNOWN_WORDS) | WORDS)),
)
def test_what_is_written_is_what_is_read(
    files: dict[str, RemoteFile], ends: date | None, log: str | None, taken: dict[str, TakenAway]
) -> None:
    """A manifest that is written and read is the same manifest."""
    manifest = RemoteManifest(SITE, DAY, log, files, ends, taken=taken)
    assert read_manifest(to_bytes(manifest)) == manifest


def test_equal_manifests_are_equal_bytes() -> None:
    """In which order files and texts were found changes no byte of a manifest."""
    one, other = RemoteFile("a", 1, frozenset({"x", "y"})), RemoteFile("b", 2, frozenset({"y"}), "y")
    assert to_bytes(manifest_of(a=one, b=other)) == to_bytes(manifest_of(b=other, a=one))


@given(st.binary(max_size=40))
def test_any_bytes_are_a_manifest_or_told_to_be_none(data: bytes) -> None:
    """Bytes from anybody are read as a manifest or refused with a reason, and never with another error."""
    with pytest.raises(NoManifestError):
        read_manifest(data)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../up.html",
        "a/../../b",
        "a//b",
        "a/",
        "./a",
        "c:/a",
        "a\\..\\b",
        "a\0b",
        "a\nb",
        "...",
        "a/ ",
    ],
)
def test_a_manifest_cannot_lead_out_of_the_folder(path: str) -> None:
    """A manifest that names anything but a path within the folder is none."""
    data = to_bytes(RemoteManifest(SITE, DAY, head_of(b""), {path: RemoteFile(None, 0)}))
    with pytest.raises(NoManifestError, match="no path"):
        read_manifest(data)


@pytest.mark.parametrize("row", ['["d",1,[7],null]', '["d",1,[-1],null]', '["d",1,[],-1]', '["d","1",[],null]', "[]"])
def test_a_manifest_with_a_broken_row_is_none(row: str) -> None:
    """A row that is not of this form, or names a text that is not there, makes the whole manifest none."""
    data = to_bytes(manifest_of()).replace(b'"files":{}', b'"files":{"a":%s}' % row.encode())
    with pytest.raises(NoManifestError, match="broken"):
        read_manifest(data)


@pytest.mark.parametrize("words", ['["",""]', '["' + "0" * 32 + '","xyz"]', '["' + "0" * 32 + '","00"]', "[]"])
def test_a_manifest_with_broken_digests_is_none(words: str) -> None:
    """Digests of words that are none make the whole manifest none."""
    data = to_bytes(manifest_of()).replace(b'"words":{}', b'"words":{"a":%s}' % words.encode())
    with pytest.raises(NoManifestError, match="broken"):
        read_manifest(data)


def test_a_later_form_is_told_apart() -> None:
    """A manifest of a later form says so, since a later version of the program can read it."""
    with pytest.raises(NoManifestError) as told:
        read_manifest(b'{"form":2,"else":{}}')
    assert told.value.newer


def test_what_is_being_replaced_may_hold_both() -> None:
    """While a file is being replaced, it counts as holding what it was and what it is to be."""
    before, after = RemoteFile("old", 1, frozenset({"x"})), RemoteFile("new", 2, frozenset({"y"}), "y")
    assert uncertain(before, after) == RemoteFile(None, 2, frozenset({"x", "y"}), "y")
    assert uncertain(None, after).digest is None
