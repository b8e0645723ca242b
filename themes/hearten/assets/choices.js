/* What a reader has chosen, read from this device before anything is shown. Small, because the page waits for it.
   Lists stay hidden until hearten.js has filtered them; if it never comes, they show nothing rather than everything. */
(function (page) {
  "use strict";
  var choices = {};
  var readable = true;
  try {
    choices = JSON.parse(localStorage.getItem("hearten") || "{}") || {};
    if (typeof choices !== "object" || (choices.notes && !Array.isArray(choices.notes))) throw new TypeError();
  } catch (problem) {
    readable = problem instanceof DOMException;
    choices = {};
  }
  ["scheme", "size", "spacing", "width", "font"].forEach(function (name) {
    if (/^[a-z]+$/.test(choices[name] || "")) page.setAttribute("data-" + name, choices[name]);
  });
  if (!readable || (choices.notes && choices.notes.length)) page.setAttribute("data-filter", "waiting");
  window.hearten = { choices: choices, readable: readable, kept: Object.keys(choices).length > 0 };
})(document.documentElement);
