"use strict";
const story = document.querySelector(".story"), part = document.querySelector("#comments");
const told = document.querySelector("#told"), sample = document.querySelector("#comment");
const BLOCKS = "p, h2, h3, h4, h5, h6, ul, ol, li, dt, dd, table, td, th, pre, blockquote, figcaption";
// In characters, how much is kept as one comment; in bytes, how much is taken as one file.
const LONGEST = Number(part.dataset.longest), LARGEST = Number(part.dataset.largest);
let address = "", isSaved = true;
const paragraphs = new Map();

// What stands in a block itself: not what is in blocks of its own, nor what this page has added.
function own(block) {
  const copy = block.cloneNode(true);
  for (const other of copy.querySelectorAll(`${BLOCKS}, sup, .label, details, [role=doc-backlink]`)) other.remove();
  return copy.textContent.replace(/\s+/g, " ").trim().slice(0, LONGEST);
}

for (const [n, block] of [...story.querySelectorAll(BLOCKS)].entries()) {
  const words = own(block);
  if (!words || block.matches("ul, ol, table, blockquote, p.label")) continue;
  const place = sample.content.cloneNode(true), field = place.querySelector("textarea");
  field.id = `comment-${n}`;
  place.querySelector("label").htmlFor = field.id;
  place.querySelector("summary .hidden").append(` ${words.slice(0, 60)}`);
  paragraphs.set(field, words);
  if (block.matches("p, h2, h3, h4, h5, h6, pre")) block.after(place);
  else block.insertBefore(place, block.querySelector(":scope > ul, :scope > ol"));
}
paragraphs.set(document.querySelector("#comment-whole"), "");
part.hidden = false;
document.querySelector("#by-hand").hidden = true;

// A kind that says nothing: some phones put another ending behind a name when they know the kind.
function made(comments) {
  const file = JSON.stringify({"hearten-comments": 1, code: part.dataset.code, comments}, null, 1);
  return new Blob([file], {type: "application/octet-stream"});
}

function written() {
  const comments = [...paragraphs].map(([field, paragraph]) => ({paragraph, comment: field.value.trim()}));
  return comments.filter(one => one.comment);
}

document.querySelector("#save").addEventListener("click", () => {
  const comments = written(), file = made(comments);
  if (!comments.length || file.size > LARGEST) {
    told.textContent = comments.length ? told.dataset.large : told.dataset.empty;
    return;
  }
  URL.revokeObjectURL(address);
  address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = part.dataset.file;
  link.click();
  isSaved = true;
  told.textContent = told.dataset.saved;
});
// Nothing is cut off, as by a field that takes no more: whoever pastes a text would not see that its end is missing.
addEventListener("input", event => {
  isSaved = false;
  const {target} = event, isLong = [...target.value].length > LONGEST;
  target.nextElementSibling.textContent = isLong ? told.dataset.parted : "";
  told.textContent = isLong && made(written()).size > LARGEST ? told.dataset.large : "";
});
addEventListener("beforeunload", event => {
  if (!isSaved) event.preventDefault();
});
