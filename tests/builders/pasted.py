"""What is copied in other programs, and how a page gets it."""

from __future__ import annotations

from tests.builders.example import DATA

WORD = (DATA / "pasted" / "word.html").read_text(encoding="utf-8")
PLAIN = "The second kettle\r\nIt was cold"
# What a browser does when somebody pastes: the event with what was copied and, where nobody takes it, plain words.
PASTE = """(text, [html, plain]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  const event = new Event("paste", {bubbles: true, cancelable: true});
  Object.defineProperty(event, "clipboardData", {value: clipboardData});  // which no script may set in Firefox
  text.focus();
  if (text.dispatchEvent(event)) document.execCommand("insertText", false, plain);
}"""
