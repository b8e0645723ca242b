/* What a reader has chosen, read from this device before anything is shown. Small, because the page waits for it.
   Lists stay hidden until notes.js has filtered them; if it never comes, they show nothing rather than everything. */
(page => {
  "use strict";
  let choices = {}, readable = true, stored = null;
  try {
    stored = localStorage.getItem("hearten");
    choices = stored === null ? {} : JSON.parse(stored);
    if (!choices || choices.constructor !== Object) throw new TypeError();
    if ("notes" in choices && !Array.isArray(choices.notes)) throw new TypeError();
  } catch (problem) {
    readable = problem instanceof DOMException;
    choices = {};
  }
  ["scheme", "size", "spacing", "width", "font", "keys"].forEach(name => {
    if (/^[a-z]+$/.test(choices[name] || "")) page.setAttribute("data-" + name, choices[name]);
  });
  if (!readable || (choices.notes && choices.notes.length)) page.setAttribute("data-filter", "waiting");
  window.hearten = { choices, readable, kept: stored !== null };
  // On a story with content notes this runs before a word of it. Which of two reasons it has, notes.js tells.
  const fold = document.querySelector(".fold"), known = notesOf(page);
  const leftOut = note => !known.includes(note) || notesOf(fold).includes(note);
  if (fold && (!readable || (choices.notes || []).some(leftOut))) {
    fold.open = false;
    fold.querySelector("summary").hidden = false;
  }

  function notesOf(element) { return (element.getAttribute("data-notes") || "").split(" "); }

  // Where the back button shows a page as it was left, choices may have changed since.
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
})(document.documentElement);
