/* What a reader has chosen, read from this device before anything is shown. Small, because the page waits for it.
   Lists stay hidden until hearten.js has filtered them; if it never comes, they show nothing rather than everything. */
(function (page) {
  "use strict";
  var choices = {};
  var readable = true;
  var stored = null;
  try {
    stored = localStorage.getItem("hearten");
    choices = stored === null ? {} : JSON.parse(stored);
    if (!choices || choices.constructor !== Object) throw new TypeError();
    if ("notes" in choices && !Array.isArray(choices.notes)) throw new TypeError();
  } catch (problem) {
    readable = problem instanceof DOMException;
    choices = {};
  }
  ["scheme", "size", "spacing", "width", "font", "keys"].forEach(function (name) {
    if (/^[a-z]+$/.test(choices[name] || "")) page.setAttribute("data-" + name, choices[name]);
  });
  if (!readable || (choices.notes && choices.notes.length)) page.setAttribute("data-filter", "waiting");
  window.hearten = { choices: choices, readable: readable, kept: stored !== null };
})(document.documentElement);
