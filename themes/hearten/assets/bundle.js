/* What a copy to give away adds: after its last day it says so, and stories that were taken back since are covered. */
(function (script) {
  "use strict";
  var now = new Date();
  var today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  var notice = document.querySelector(".out-of-date");
  if (notice && today > script.getAttribute("data-until")) notice.hidden = false;

  /* Recall. The website's list is the same for everybody; nothing but the question for it leaves the device. */

  var words = script.getAttribute("data-recalled");
  var home = new URL("../", script.src).href;
  var hearten = window.hearten = window.hearten || {};
  var results = document.querySelector(".results");

  function load(name, then) {
    var asked = document.createElement("script");
    asked.src = script.getAttribute(name);
    asked.referrerPolicy = "no-referrer";
    asked.onload = then;
    document.head.appendChild(asked);
  }

  function recalled(url) {
    var path = url.split(/[?#]/)[0];
    return path.indexOf(home) === 0 && hearten.recalled.indexOf(hearten.known[path.slice(home.length)]) >= 0;
  }

  function say(element, kind) {
    var said = document.createElement(kind);
    said.className = "recalled";
    said.textContent = words;
    element.textContent = "";
    element.appendChild(said);
  }

  /* What a reader has kept for later is let go of by its own button, if it is pressed, and goes. */
  function letGo(kept) {
    var button = kept.querySelector("[data-keep][aria-pressed=true]");
    if (button) button.click();
    kept.remove();
  }

  function cover(link) {
    var card = link.closest(".card"), kept = link.closest(".my-list > li");
    if (kept) letGo(kept);
    else if (card) say(card, "p");
    else if (link.closest(".text")) link.removeAttribute("href");
    else link.parentNode.replaceChild(document.createTextNode(words), link);
  }

  function look(within) {
    Array.prototype.filter.call(within.querySelectorAll("a[href]:not([href^='#'])"), function (link) {
      return recalled(link.href);
    }).forEach(cover);
  }

  function coverAll() {
    if (recalled(location.href)) {
      say(document.querySelector("article.story") || document.querySelector("main"), "h1");
      document.title = words;
      document.querySelectorAll(".for-later").forEach(letGo);
      // A voice that was reading it finds nothing more to read.
      if (window.speechSynthesis) speechSynthesis.cancel();
    }
    look(document);
    if (results) new MutationObserver(function () { look(results); }).observe(results, { childList: true, subtree: true });
  }

  if (script.hasAttribute("data-recall")) load("data-recall", function () {
    if (Array.isArray(hearten.recalled) && hearten.recalled.length) load("data-known", coverAll);
  });
})(document.currentScript);
