/* Listen: a voice of the device reads a story. Voices that a browser has to ask somebody for are never used, so that no
   word is sent anywhere. */
(page => {
  "use strict";
  const offer = document.querySelector(".listen"), bar = document.querySelector(".listening");
  const text = document.querySelector(".text"), speech = window.speechSynthesis;
  if (!offer || !bar || !speech) return;
  const start = offer.querySelector("button"), [pause, stop] = bar.querySelectorAll("button");
  let parts = [], saying, marked, place;

  function voiceFor(part) {
    const { lang } = part.closest("[lang]"), [tongue] = lang.split("-");
    const own = speech.getVoices().filter(voice => voice.localService && voice.lang.split(/[-_]/)[0] === tongue);
    return own.find(voice => voice.default) || own[0];
  }

  function hush() {
    if (saying) {
      saying = null;
      speech.cancel();
    }
    pause.textContent = pause.dataset.goOn;
  }

  /* Reads what is left, but for what is folded away or has been taken away, and marks it. The page follows as long as the
     reader has not moved it. */
  function read(left) {
    parts = left.filter(part => part.isConnected && part.innerText.trim() && !part.closest("details:not([open])"));
    const [part] = parts, voice = part && (voiceFor(part) || voiceFor(text));
    hush();
    if (marked) marked.removeAttribute("aria-current");
    if (!voice) {
      if (bar.contains(document.activeElement)) start.focus({ preventScroll: true });
      bar.hidden = true;
      return;
    }
    marked = part;
    part.setAttribute("aria-current", "true");
    if (scrollY === place) {
      part.scrollIntoView({ block: "nearest" });
      place = scrollY;
    }
    const said = saying = new SpeechSynthesisUtterance(part.innerText);
    said.voice = voice;
    said.lang = voice.lang;
    said.onend = said.onerror = ({ type }) => {
      if (said !== saying) return;
      saying = null;
      read(type === "end" ? parts.slice(1) : []);
    };
    speech.speak(said);
    pause.textContent = pause.dataset.pause;
  }

  function end() { read([]); }

  start.addEventListener("click", () => {
    bar.hidden = false;
    pause.focus({ preventScroll: true });
    place = scrollY;
    // Content notes come first, as on the page.
    read([...document.querySelectorAll(".content-notes .notes, .text > *")]);
  });
  // Some devices take a pause for the end, so it goes on from the beginning of the paragraph.
  pause.addEventListener("click", () => saying ? hush() : read(parts));
  stop.addEventListener("click", end);
  addEventListener("pagehide", end);
  document.addEventListener("hearten:notes", end);
  // “Leave this page” covers it before the other page comes.
  new MutationObserver(end).observe(page, { attributes: true, attributeFilter: ["data-left"] });
  speech.onvoiceschanged = () => { offer.hidden = !voiceFor(text); };
  speech.onvoiceschanged();
})(document.documentElement);
