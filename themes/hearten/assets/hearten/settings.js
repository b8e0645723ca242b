/* Reading settings. Nothing is sent anywhere, and nothing is kept unless the reader says so. */
(page => {
  "use strict";
  const hearten = window.hearten = window.hearten || { choices: {}, readable: false, kept: false };
  const box = document.querySelector(".settings");
  const button = box && box.querySelector("button[aria-expanded]");
  const form = box && box.querySelector("form");
  if (!button || !form) return;
  const { choices } = hearten;

  function fields(selector) { return [...form.querySelectorAll(selector)]; }

  function say(name) {
    fields("[role=status]").forEach(status => { status.textContent = status.getAttribute(name); });
  }

  function apply(name) {
    if (choices[name]) page.setAttribute("data-" + name, choices[name]);
    else page.removeAttribute("data-" + name);
  }

  /* Whether what is on the device is as the reader wants it. What could not be read is never overwritten. */
  function keep() {
    if (!hearten.readable) return false;
    try {
      if (hearten.kept) localStorage.setItem("hearten", JSON.stringify(choices));
      else localStorage.removeItem("hearten");
      return true;
    } catch (problem) {
      return false;
    }
  }

  function show(done) {
    fields("[type=radio]").forEach(radio => { radio.checked = radio.value === (choices[radio.name] || ""); });
    fields("[name=notes]").forEach(note => { note.checked = (choices.notes || []).includes(note.value); });
    fields("[name=keep]").forEach(field => { field.checked = hearten.kept; });
    if (!hearten.readable) say("data-unread");
    else if (!hearten.kept) say("data-once");
    else say(done ? "data-kept" : "data-failed");
  }

  function open(yes) {
    button.setAttribute("aria-expanded", yes ? "true" : "false");
    form.hidden = !yes;
  }

  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.name === "notes") {
      hearten.leaveOut(fields("[name=notes]:checked").map(note => note.value));
      return;
    }
    if (target.name === "keep") hearten.kept = target.checked;
    else {
      if (target.value) choices[target.name] = target.value;
      else delete choices[target.name];
      apply(target.name);
    }
    show(keep());
  });
  // Chosen here or on the search page: it is one choice.
  document.addEventListener("hearten:notes", () => show(keep()));

  fields(".forget").forEach(forget => forget.addEventListener("click", () => {
    Object.keys(choices).forEach(name => {
      delete choices[name];
      if (name !== "notes") apply(name);
    });
    hearten.kept = false;
    hearten.readable = true;
    if (hearten.leaveOut) hearten.leaveOut([]);
    show(keep());
    say("data-forgotten");
  }));
  fields(".usual").forEach(usual => usual.addEventListener("click", () => {
    Object.keys(choices).filter(name => name !== "notes").forEach(name => {
      delete choices[name];
      apply(name);
    });
    show(keep());
  }));

  function close() {
    if (form.hidden) return;
    open(false);
    button.focus({ preventScroll: true });
  }

  button.addEventListener("click", () => open(form.hidden));
  fields(".close").forEach(it => it.addEventListener("click", close));
  document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });
  // A press elsewhere closes, too. What was pressed keeps the focus, if it can have it.
  document.addEventListener("click", ({ target }) => {
    if (form.hidden || box.contains(target)) return;
    if (document.activeElement.tabIndex < 0 || form.contains(document.activeElement)) close();
    else open(false);
  });
  // Where the script that leaves stories out has not come, nothing is offered to leave out.
  if (!hearten.leaveOut) fields("[name=notes]").forEach(note => { note.closest("fieldset").hidden = true; });
  show(true);
  box.hidden = false;
})(document.documentElement);
