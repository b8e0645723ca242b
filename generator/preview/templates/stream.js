// Listens to the preview, and lets every tab know when something may have changed; by it, the preview knows who is here.
(() => {
  // A browser opens six connections to a server, for all tabs together. So one tab listens, whichever holds the lock,
  // and tells all; when it is closed, the browser gives the lock to the next.
  const channel = new BroadcastChannel("hearten-preview");
  let hangUp = () => {}, waiting = null;
  const listen = () => new Promise(done => {
    const stream = new EventSource("/_desk/live");
    stream.addEventListener("message", () => channel.postMessage("changed"));
    hangUp = () => {
      stream.close();
      done();
    };
  });
  const join = () => {
    waiting = new AbortController();
    if (navigator.locks) navigator.locks.request("hearten-preview", {signal: waiting.signal}, listen).catch(() => {});
    else listen();
  };

  addEventListener("load", join);
  addEventListener("pagehide", () => {
    hangUp();
    waiting?.abort();
  });
  addEventListener("pageshow", event => {
    if (event.persisted) join();
  });
})();
