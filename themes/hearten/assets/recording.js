/* A recording: its transcript and chapters lead to what they say, what is being said is marked, and speed is chosen.
   A film on another site is taken in when somebody presses play, where the site allows it.
   Without this script, the browser's own player and the transcript are there all the same. */
(() => {
  "use strict";
  const section = document.querySelector(".recording");
  const offer = section && section.querySelector("[data-frame]");
  /* Nothing of another site is asked for before the press, and a page that was opened from a disk leads there by its link. */
  if (offer && location.protocol !== "file:") {
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.title = offer.dataset.title;
      frame.allow = "autoplay; fullscreen; encrypted-media";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
      // Some places play nothing for a page that does not say of which site it is; of the page itself they learn nothing.
      frame.referrerPolicy = "strict-origin";
      frame.src = offer.dataset.frame;
      // Where a server allows no frame, the link is the way.
      document.addEventListener("securitypolicyviolation", () => {
        frame.remove();
        section.querySelector(".more a").focus();
      }, { once: true });
      offer.replaceWith(frame);
      frame.focus();
    });
  }
  const media = section && section.querySelector("audio, video");
  if (!media) return;
  const cues = [...section.querySelectorAll(".transcript li")]
    .map(item => ({ item, start: Number(item.dataset.start), end: Number(item.dataset.end) }));
  let marked;

  section.addEventListener("click", event => {
    const way = event.target.closest("a[data-start]");
    if (!way || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(Number(way.dataset.start));
  });

  /* Nothing is loaded before somebody asks for it, so that a place can only be gone to once the length is known. */
  function go(seconds) {
    const there = () => { media.currentTime = seconds; };
    // A browser that has given up, as some do where they get no sound in time, is asked once more.
    if (media.networkState === media.NETWORK_NO_SOURCE) media.load();
    if (media.readyState) there();
    else media.addEventListener("loadedmetadata", there, { once: true });
    // A browser may refuse to play; then the player stands ready at that place.
    media.play().catch(() => media.focus());
  }

  function mark() {
    const now = media.currentTime;
    const said = cues.find(cue => cue.start <= now && now < cue.end);
    if (said === marked) return;
    if (marked) marked.item.removeAttribute("aria-current");
    if (said) said.item.setAttribute("aria-current", "true");
    marked = said;
  }

  media.addEventListener("timeupdate", mark);
  // A slow device plays from a new place only some time later.
  media.addEventListener("seeking", mark);

  const speed = section.querySelector(".speed");
  if (speed) {
    speed.hidden = false;
    speed.querySelector("select").addEventListener("change", event => { media.playbackRate = Number(event.target.value); });
  }

  /* From a disk, browsers load no captions for a player, so they are put in. */
  if (media.dataset.captions) {
    Object.entries(JSON.parse(media.dataset.captions)).forEach(([language, lines], n) => {
      const track = media.addTextTrack("captions", language, language);
      for (const [start, end, words] of lines) {
        const plain = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
        track.addCue(new VTTCue(start, end, plain));
      }
      track.mode = n ? "disabled" : "showing";
    });
  }
})();
