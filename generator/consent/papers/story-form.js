"use strict";
const form = document.querySelector("form");
const told = document.querySelector("#told");
const earlier = document.querySelector("#earlier");
const earlierTold = document.querySelector("#earlier-told");
const text = form.elements.text;
let address = "";
let isSaved = true;

for (const part of document.querySelectorAll(".by-script")) part.hidden = false;
document.querySelector("#by-hand").hidden = true;

function words(name) {
  return form.elements[name].value.trim();
}

function boxes(name) {
  return [...form.querySelectorAll(`input[name="${name}"]`)];
}

function ticked(name) {
  return boxes(name).filter(box => box.checked).map(box => box.value);
}

document.querySelector("#save").addEventListener("click", () => {
  if (!words("text") && !words("recording")) {
    told.textContent = told.dataset.empty;
    text.focus();
    return;
  }
  const [namedAs = ""] = ticked("named_as");
  const story = {
    "hearten-story": 1,
    language: form.dataset.language,
    title: words("title"),
    text: words("text"),
    recording: words("recording"),
    topics: ticked("topics"),
    content_notes: ticked("content_notes"),
    named_as: namedAs,
    // Who wants no name shown may have written one before.
    name: namedAs === "anonymous" ? "" : words("name"),
    channels: ticked("channels"),
    // What is not asked about is not written, so that an older hearten can read the file.
    ...(boxes("uses").length ? {uses: ticked("uses")} : {}),
  };
  // A kind that says nothing: some phones put another ending behind a name when they know the kind.
  const file = new Blob([JSON.stringify(story, null, 2)], {type: "application/octet-stream"});
  URL.revokeObjectURL(address);
  address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = "story.hearten-story";
  link.click();
  isSaved = true;
  told.textContent = told.dataset.saved;
});

earlier.addEventListener("change", async () => {
  const [file] = earlier.files;
  if (!file) return;
  earlierTold.textContent = "";
  try {
    const story = JSON.parse(await file.text());
    if (story["hearten-story"] !== 1) throw new Error("another kind of file");
    if (isSaved || confirm(earlierTold.dataset.instead)) {
      for (const name of ["title", "text", "recording", "name"]) form.elements[name].value = story[name] ?? "";
      for (const name of ["topics", "content_notes", "named_as", "channels", "uses"]) {
        const chosen = [story[name] ?? []].flat();
        for (const box of boxes(name)) box.checked = chosen.includes(box.value);
      }
    }
  } catch {
    earlierTold.textContent = earlierTold.dataset.wrong;
  }
  earlier.value = "";
});

document.querySelector("#print").addEventListener("click", () => print());
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("input", event => {
  isSaved = isSaved && event.target === earlier;
  told.textContent = "";
});
addEventListener("beforeunload", event => {
  if (!isSaved) event.preventDefault();
});
// A field shows on paper only as much as fits into it.
addEventListener("beforeprint", () => { text.nextElementSibling.textContent = text.value; });
addEventListener("afterprint", () => { text.nextElementSibling.textContent = ""; });
