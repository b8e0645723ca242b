"""“Nothing was found” was said of captions, tables, columns and dumps with a whole story in them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.builders.sites import make_site, story

TEXT = (
    "Zoë asked nobody at 9 that night, and the kettle went on singing until the frost was gone from every pane. "
    "Her brother came down to the harbour with two cups, and neither of them spoke before the ferry had turned. "
    "Later they counted the lamps along the quay, lost the number twice, and walked home laughing."
)
OTHER = (
    "At 9 the workshop opens, and whoever comes in with cold hands is given a wheel to true before anything else. "
    "Nobody asks how the night was, and the kettle is on from the first hour until the last of them has gone home. "
    "It took seven weeks until the rim ran straight, and in the eighth she slept."
)


def lines(text: str, length: int) -> list[str]:
    """A text in lines of so many words."""
    words = text.split()
    return [" ".join(words[n : n + length]) for n in range(0, len(words), length)]


def captions(text: str, *, mark: str) -> str:
    cues = enumerate(lines(text, 6), 1)
    return "\n\n".join(f"{n}\n00:00:{n:02}{mark}000 --> 00:00:{n + 1:02}{mark}000\n{cue}" for n, cue in cues)


def columns(text: str) -> str:
    rows = lines(text, 5)
    half = len(rows) // 2
    return "\n".join(f"{left:50}{right}" for left, right in zip(rows[:half], rows[half:], strict=False))


def transcribed(text: str) -> str:
    """As services write down speech, each word with what is known of it."""
    words = enumerate(text.split())
    return json.dumps(
        [
            {"type": "pronunciation", "start_time": f"{n}.1", "end_time": f"{n}.9", "word": word, "confidence": 0.9}
            for n, word in words
        ]
    )


def shifted(text: str) -> str:
    """UTF-7 with every word shifted."""
    return " ".join(f"+{base64.b64encode(w.encode('utf-16-be')).decode().rstrip('=')}-" for w in text.split())


def dumped(text: str) -> str:
    """As hexdump -C writes it."""
    data = text.encode()
    rows = [data[n : n + 16] for n in range(0, len(data), 16)]
    return "\n".join(
        f"{n * 16:08x}  {row[:8].hex(' ')}  {row[8:].hex(' ')}  |{row.decode('ascii', 'replace')}|"
        for n, row in enumerate(rows)
    )


def in_twos(text: str) -> str:
    """As hexdump writes it, each two bytes turned round."""
    data = text.encode() + b" " * (len(text.encode()) % 2)
    turned = [f"{data[n + 1]:02x}{data[n]:02x}" for n in range(0, len(data), 2)]
    return "\n".join(f"{n * 2:07x} {' '.join(turned[n : n + 8])}" for n in range(0, len(turned), 8))


WRITTEN: dict[str, Callable[[str], str]] = {
    "SubRip": lambda text: captions(text, mark=","),
    "WebVTT": lambda text: "WEBVTT\n\n" + captions(text, mark="."),
    "words with times": transcribed,
    "numbered lines": lambda text: "\n".join(f"{n:4}  {line}" for n, line in enumerate(lines(text, 8))),
    "CSV": lambda text: "\n".join(f'"{n}","{word}"' for n, word in enumerate(text.split())),
    "JSON lines": lambda text: "\n".join(json.dumps({"word": word}) for word in text.split()),
    "CoNLL": lambda text: "\n".join(f"{n}\t{w}\t{w.lower()}\tNOUN\t_" for n, w in enumerate(text.split(), 1)),
    "git blame": lambda text: "\n".join(
        f"a1b2c3d{n} (Mara Vale 2026-01-02 10:00:00 +0100 {n}) {line}" for n, line in enumerate(lines(text, 8))
    ),
    "a paragraph for each": lambda text: "".join(f"<p>{n}</p><p>{w}</p>\n" for n, w in enumerate(text.split())),
    "columns": columns,
    "letters apart": " ".join,
    "letters placed": lambda text: "".join(f'<text x="{n}">{sign}</text>' for n, sign in enumerate(text)),
    "PostScript": lambda text: "".join(f"[({word[:2]})-20({word[2:]} )]" for word in text.split()),
    "Base32": lambda text: base64.b32encode(text.encode()).decode(),
    "Base85": lambda text: base64.b85encode(text.encode()).decode(),
    "Ascii85": lambda text: base64.a85encode(text.encode(), adobe=True, wrapcol=80).decode(),
    "Base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "UTF-7": shifted,
    "hexdump -C": dumped,
    "hexdump": in_twos,
    "hexadecimal digits in twos": lambda text: text.encode().hex(" "),
    "codes": lambda text: json.dumps([ord(sign) for sign in text]),
    "bits": lambda text: " ".join(f"{byte:08b}" for byte in text.encode()),
}


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


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_story_is_found_with_other_things_between_its_words(tmp_path: Path, source: Path, kind: str) -> None:
    """A story's words are found across times, numbers, columns and other words, in letters apart, bases and dumps."""
    (tmp_path / "file").write_text(WRITTEN[kind](TEXT), encoding="utf-8")
    done = run("residue", tmp_path / "file", "--of", source)
    assert (done.exit_code, "file" in done.stdout, "words of the story" in done.stdout) == (1, True, True), done.stdout


@pytest.mark.parametrize("kind", WRITTEN)
def test_another_text_that_is_written_so_is_not_found(tmp_path: Path, source: Path, kind: str) -> None:
    """Another text in any of these ways is opened to its end, and nothing is found in it."""
    (tmp_path / "file").write_text(WRITTEN[kind](OTHER), encoding="utf-8")
    done = run("residue", tmp_path / "file", "--of", source)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing was found."), done.stdout


def test_a_few_words_far_apart_are_no_trace(tmp_path: Path, source: Path) -> None:
    """Nine words of a story with others between them are chance, and eighteen that are too far apart are as well."""
    (tmp_path / "few").write_text(" but ".join(TEXT.split()[:16]), encoding="utf-8")
    (tmp_path / "far").write_text(f" {'but ' * 20}".join(TEXT.split()), encoding="utf-8")
    for name in ("few", "far"):
        assert run("residue", tmp_path / name, "--of", source).exit_code == 0, name


def test_a_program_that_draws_is_not_called_opened(tmp_path: Path, source: Path) -> None:
    """A file in PostScript is named, since it may draw its words by numbers."""
    (tmp_path / "file").write_text("%!PS-Adobe-3.0\n<0102> show\n", encoding="utf-8")
    done = run("residue", tmp_path / "file", "--of", source)
    assert (done.exit_code, "file: it is PostScript" in done.stdout) == (1, True), done.stdout


def test_a_withdrawal_names_captions_and_tables(tmp_path: Path) -> None:
    """Whatever holds the story with other things between its words stays, is named, and the command ends with 1."""
    site = make_site(
        tmp_path, {"gate.md": story("The night kettle", text=TEXT), "hill.md": story("A hill", text=OTHER)}
    )
    (site / "notes").mkdir()
    for n, kind in enumerate(WRITTEN):
        (site / f"notes/{n}.txt").write_text(WRITTEN[kind](TEXT), encoding="utf-8")
    done = run("consent", "withdraw", "stories/gate.md", "--source", site, "--today", "2026-06-15", "--yes")
    assert done.exit_code == 1, done.stdout
    assert [kind for n, kind in enumerate(WRITTEN) if f"  notes/{n}.txt: " not in done.stdout] == []
    assert "stories/hill.md" not in done.stdout
