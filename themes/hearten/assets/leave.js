/* Leave this page: by the button, or by Shift three times within five seconds (GOV.UK, Exit this page). First of all
   scripts, waiting for none of them nor for the rest of the page, and listening before anything else can. */
(page => {
  "use strict";
  const PRESSES = 3, WINDOW = 5000;
  let presses = [], modified = false;

  function leave(exit) {
    page.setAttribute("data-left", "");
    document.title = exit.hostname;
    location.replace(exit.href);
  }

  function say(name, n) {
    const status = document.querySelector(".leave [role=status]");
    if (status) status.textContent = (status.getAttribute(name) || "").replace("{n}", n);
  }

  document.addEventListener("click", event => {
    const exit = event.target.closest(".leave a");
    if (!exit) return;
    event.preventDefault();
    leave(exit);
  }, true);

  document.addEventListener("keyup", event => {
    const exit = document.querySelector(".leave a");
    const alone = event.key === "Shift" && !modified && !event.ctrlKey && !event.altKey && !event.metaKey;
    modified = event.key !== "Shift" && event.shiftKey;
    presses = alone ? presses.filter(time => event.timeStamp - time < WINDOW).concat(event.timeStamp) : [];
    if (!exit || !alone) return;
    const left = PRESSES - presses.length;
    say(left > 1 ? "data-other" : left ? "data-one" : "data-leaving", left);
    if (!left) leave(exit);
  }, true);
})(document.documentElement);
