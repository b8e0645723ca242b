/* Content notes: stories that a reader leaves out of lists. A story whose notes are not known is left out, and so is
   everything where the choice has not come, cannot be read, or names a note that this site does not know. */
(page => {
  "use strict";
  const hearten = window.hearten = window.hearten || { choices: {}, readable: false, kept: false };
  const known = notesOf(page);

  function notesOf(element) { return (element.getAttribute("data-notes") || "").split(" ").filter(Boolean); }

  function leftOut() { return hearten.choices.notes || []; }

  function welcome(item) {
    const card = item.querySelector("[data-notes]");
    if (!hearten.readable || !card) return false;
    return notesOf(card).every(note => known.includes(note) && !leftOut().includes(note));
  }

  function tell(note, count) {
    const words = hearten.readable ? (count === 1 ? "data-one" : "data-other") : "data-unread";
    note.hidden = count === 0;
    note.textContent = (note.getAttribute(words) || "").replace("{n}", count);
  }

  function filter() {
    const filtering = !hearten.readable || leftOut().length > 0;
    document.querySelectorAll(".cards").forEach(list => {
      const items = [...list.children];
      items.forEach(item => { item.hidden = filtering && !welcome(item); });
      const note = list.previousElementSibling;
      if (note && note.matches(".left-out")) tell(note, items.filter(item => item.hidden).length);
    });
    page.removeAttribute("data-filter");
    document.querySelectorAll(".fold").forEach(fold);
  }

  /* A story that speaks of what is left out is folded behind its summary. One that the reader has opened stays open. */
  function fold(story) {
    const why = story.querySelector("summary"), shown = !why.hidden;
    const folded = !hearten.readable || notesOf(story).some(note => leftOut().includes(note));
    why.textContent = why.getAttribute(hearten.readable ? "data-left-out" : "data-unread");
    if (folded === shown) return;
    why.hidden = !folded;
    story.open = !folded;
  }

  /* The one way to choose anew, for the reading settings and the search page; both then hear of it. */
  hearten.leaveOut = notes => {
    hearten.choices.notes = notes;
    hearten.readable = true;
    filter();
    document.dispatchEvent(new Event("hearten:notes"));
  };

  if (leftOut().some(note => !known.includes(note))) hearten.readable = false;
  filter();
})(document.documentElement);
