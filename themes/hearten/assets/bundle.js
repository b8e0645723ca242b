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
  var address = script.getAttribute("data-recall");
  var known = {};

  /* As in generator/digest.py. */
  function opaque(path) {
    known[path] = known[path] || crypto.subtle.digest("SHA-256", new TextEncoder().encode("hearten story " + path))
      .then(function (digest) {
        return Array.prototype.map.call(new Uint8Array(digest).slice(0, 16), function (byte) {
          return ("0" + byte.toString(16)).slice(-2);
        }).join("");
      });
    return known[path];
  }

  function ifRecalled(url, then) {
    var plain = url.split(/[?#]/)[0];
    if (plain.indexOf(home) !== 0) return;
    opaque(decodeURIComponent(plain.slice(home.length))).then(function (id) {
      if (hearten.recalled.indexOf(id) >= 0) then();
    });
  }

  function say(element, kind) {
    var said = document.createElement(kind);
    said.className = "recalled";
    said.textContent = words;
    element.textContent = "";
    element.appendChild(said);
  }

  function cover(link) {
    var card = link.closest(".card");
    if (card) say(card, "p");
    else if (link.closest(".text")) link.removeAttribute("href");
    else if (link.parentNode) {
      var said = document.createElement("span");
      said.textContent = words;
      link.parentNode.replaceChild(said, link);
    }
  }

  function look(within) {
    Array.prototype.forEach.call(within.querySelectorAll("a[href]:not([href^='#'])"), function (link) {
      ifRecalled(link.href, function () { cover(link); });
    });
  }

  if (!address || !window.crypto || !crypto.subtle) return;
  var asked = document.createElement("script");
  asked.src = address;
  asked.referrerPolicy = "no-referrer";
  asked.onload = function () {
    if (!Array.isArray(hearten.recalled) || !hearten.recalled.length) return;
    ifRecalled(location.href, function () {
      var story = document.querySelector("article.story") || document.querySelector("main");
      say(story, "h1");
      document.title = words;
    });
    look(document);
    var results = document.querySelector(".results");
    if (results) new MutationObserver(function () { look(results); })
      .observe(results, { childList: true, subtree: true, attributeFilter: ["href"] });
  };
  document.head.appendChild(asked);
})(document.currentScript);
