// Pages opened from a folder. Browsers start no worker from `file:` and show a folder's listing for a link to a folder.
// Both are mended here, and nowhere but on `file:`.
"use strict";

if (location.protocol === "file:") {
  // Runs a worker's script in an empty frame of the same origin: it finds the few names that it expects of a worker.
  window.Worker = class FrameWorker extends EventTarget {
    #waiting = [];
    #frame = document.createElement("iframe");

    constructor(url) {
      super();
      this.#frame.hidden = true;
      this.#frame.title = "Search";
      const start = () => {
        document.body.append(this.#frame);
        const inside = this.#frame.contentWindow;
        const home = new URL(url, location.href);
        const load = (address) => new Promise((resolve, reject) => {
          const script = inside.document.createElement("script");
          script.src = new URL(address, home).href;
          script.onload = resolve;
          script.onerror = reject;
          inside.document.head.append(script);
        });
        inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
        inside.importScripts = (...addresses) => addresses.reduce((before, address) => before.then(() => load(address)), Promise.resolve());
        load(home).then(() => {
          const waiting = this.#waiting;
          this.#waiting = null;
          for (const data of waiting) this.postMessage(data);
        });
      };
      if (document.body) start();
      else document.addEventListener("DOMContentLoaded", start, { once: true });
    }

    postMessage(data) {
      if (this.#waiting) this.#waiting.push(data);
      else this.#frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
    }

    terminate() {
      this.#frame.remove();
    }
  };

  const name = (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, name, true);
}
