/* What JavaScript adds. Nothing is sent anywhere, and nothing is kept unless the reader says so. */
(function (page) {
  "use strict";
  var KEY = "hearten";
  var state = window.hearten || { choices: {}, readable: false, kept: false };
  var choices = state.choices;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function tell(element, count) {
    var words = element.getAttribute(count === 1 ? "data-one" : "data-other") || "";
    element.textContent = words.replace("{n}", count);
  }

  /* Content notes. A story whose notes are not known is left out, and so is everything where the choice cannot be read
     or names a note that this site does not know. */

  var vocabulary = (page.getAttribute("data-notes") || "").split(" ").filter(Boolean);
  if ((choices.notes || []).some(function (note) { return vocabulary.indexOf(note) < 0; })) state.readable = false;

  function wanted(item, leftOut) {
    var card = item.querySelector("[data-notes]");
    if (!state.readable || !card) return false;
    return card.getAttribute("data-notes").split(" ").filter(Boolean).every(function (note) {
      return vocabulary.indexOf(note) >= 0 && leftOut.indexOf(note) < 0;
    });
  }

  function filter() {
    var leftOut = choices.notes || [];
    var filtering = !state.readable || leftOut.length > 0;
    all(".cards").forEach(function (list) {
      var hidden = 0;
      all(":scope > li", list).forEach(function (item) {
        var show = !filtering || wanted(item, leftOut);
        item.hidden = !show;
        item.removeAttribute("data-waiting");
        if (!show) hidden += 1;
      });
      var note = list.previousElementSibling;
      if (note && note.classList.contains("left-out")) {
        note.hidden = hidden === 0;
        if (state.readable) tell(note, hidden);
        else note.textContent = note.getAttribute("data-unread");
      }
    });
    page.removeAttribute("data-filter");
    showOne();
    document.dispatchEvent(new CustomEvent("hearten:notes"));
  }

  var order = [], shown = null;
  var another = document.querySelector(".another");

  function showOne() {
    var pool = document.querySelector(".pool");
    if (!pool) return;
    var items = all(":scope > li", pool).filter(function (item) {
      return !item.hidden || item.hasAttribute("data-waiting");
    });
    if (!order.length || order.some(function (item) { return items.indexOf(item) < 0; })) order = shuffled(items);
    if (order.length > 1 && order[0] === shown) order.push(order.shift());
    shown = order.shift();
    items.forEach(function (item) {
      item.hidden = item !== shown;
      item.toggleAttribute("data-waiting", item.hidden);
    });
    pool.classList.add("chosen");
    another.hidden = items.length < 2;
  }

  function shuffled(items) {
    var left = items.slice(), mixed = [];
    while (left.length) mixed.push(left.splice(Math.floor(Math.random() * left.length), 1)[0]);
    return mixed;
  }

  if (another) another.addEventListener("click", function () {
    showOne();
    shown.querySelector("a").focus();
  });

  function apply(name, value) {
    if (value) page.setAttribute("data-" + name, value);
    else page.removeAttribute("data-" + name);
  }

  function keep() {
    if (!state.readable) return false;
    try {
      if (state.kept) localStorage.setItem(KEY, JSON.stringify(choices));
      else localStorage.removeItem(KEY);
      return true;
    } catch (problem) {
      return false;
    }
  }

  /* The search page's notes and those of the settings are one choice. */
  state.leaveOut = function (notes) {
    choices.notes = notes;
    state.readable = true;
    keep();
    all(".settings [name=notes]").forEach(function (box) { box.checked = notes.indexOf(box.value) >= 0; });
    filter();
  };

  all(".settings").forEach(function (box) {
    var button = box.querySelector("button[aria-expanded]");
    var form = box.querySelector("form");
    var status = box.querySelector("[role=status]");
    var keeper = form.elements.keep;

    function show() {
      all("[type=radio]", form).forEach(function (radio) { radio.checked = radio.value === (choices[radio.name] || ""); });
      all("[name=notes]", form).forEach(function (box) {
        box.checked = (choices.notes || []).indexOf(box.value) >= 0;
      });
      keeper.checked = state.kept;
      status.textContent = said(true);
    }

    function said(done) {
      if (!state.readable) return status.getAttribute("data-unread");
      return status.getAttribute(state.kept ? done ? "data-kept" : "data-failed" : "data-once");
    }

    function open(yes) {
      button.setAttribute("aria-expanded", yes ? "true" : "false");
      form.hidden = !yes;
    }

    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("change", function (event) {
      var field = event.target;
      if (field.name === "keep") {
        state.kept = field.checked;
      } else if (field.name === "notes") {
        choices.notes = all("[name=notes]:checked", form).map(function (box) { return box.value; });
        state.readable = true;
        filter();
      } else {
        if (field.value) choices[field.name] = field.value;
        else delete choices[field.name];
        apply(field.name, field.value);
      }
      status.textContent = said(keep());
    });
    form.querySelector(".forget").addEventListener("click", function () {
      Object.keys(choices).forEach(function (name) {
        delete choices[name];
        if (name !== "notes") apply(name, "");
      });
      state.kept = false;
      state.readable = true;
      keep();
      show();
      filter();
      status.textContent = status.getAttribute("data-forgotten");
    });
    button.addEventListener("click", function () { open(form.hidden); });
    box.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !form.hidden) {
        open(false);
        button.focus();
      }
    });
    show();
    box.hidden = false;
  });

  /* “/” leads to search, unless the reader has turned keys off (WCAG 2.1.4). */

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || choices.keys === "off" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(input|select|textarea)$/i.test(event.target.tagName)) return;
    event.preventDefault();
    var input = document.getElementById("_query");
    if (input) input.focus();
    else location.href = document.querySelector(".to-search").href;
  });

  /* Leave this page: by the button, or by Shift three times within five seconds (GOV.UK, Exit this page) */

  var exit = document.querySelector(".leave a");

  function leave() {
    page.setAttribute("data-left", "");
    document.title = exit.hostname;
    location.replace(exit.href);
  }

  if (exit) {
    var WINDOW = 5000, presses = [], modified = false;
    var said = document.querySelector(".leave [role=status]");
    exit.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });
    document.addEventListener("keyup", function (event) {
      var alone = event.key === "Shift" && !modified && !event.ctrlKey && !event.altKey && !event.metaKey;
      modified = event.key !== "Shift" && event.shiftKey;
      if (!alone) {
        presses = [];
        return;
      }
      presses = presses.filter(function (time) { return event.timeStamp - time < WINDOW; }).concat(event.timeStamp);
      if (presses.length >= 3) {
        said.textContent = said.getAttribute("data-leaving");
        leave();
      } else {
        tell(said, 3 - presses.length);
      }
    });
  }

  /* Where the back button shows a page as it was left, choices may have changed since. */
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });

  filter();
})(document.documentElement);
