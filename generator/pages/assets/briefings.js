// A mark shows its note where it stands. Without this script, or without popovers, it is a link to the note.
"use strict";

(() => {
  if (!("popover" in HTMLElement.prototype)) return;

  const OPEN_AFTER = 120;
  const CLOSE_AFTER = 300;
  const MARGIN = 8;
  let shown = null;
  let timer = 0;
  let returning = false;

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  const copyOf = (link, words) => {
    const copy = make("a", "", words);
    copy.href = link.getAttribute("href");
    if (link.rel) copy.rel = link.rel;
    return copy;
  };

  /** The words of a note: its own quotation, or one from elsewhere between what names it so; or that there is none. */
  const wordsOf = (passage) => {
    const quote = passage.querySelector(".b-quote");
    if (!quote) return [make("span", "", passage.querySelector(".b-unquoted")?.textContent ?? "")];
    const words = make("span", "b-note-words", quote.textContent);
    const elsewhere = quote.closest(".b-elsewhere");
    if (!elsewhere) return [words];
    const entry = elsewhere.querySelector("a");
    return [
      make("span", "b-note-elsewhere", elsewhere.firstChild.textContent),
      words,
      make("span", "b-note-elsewhere", "in ", copyOf(entry, entry.textContent)),
    ];
  };

  const build = (mark, item) => {
    const source = item.closest(".b-source");
    const passage = item.querySelector(".b-passage");
    const place = passage?.querySelector("a:not(.b-publisher)");
    if (!source || !place) return null;
    const relation = passage.querySelector(":scope > b")?.textContent ?? "";
    const publisher = passage.querySelector("a.b-publisher");
    const box = make("div", "b-note");
    box.id = `${mark.id}-shown`;
    box.setAttribute("role", "note");
    box.setAttribute("aria-label", `Note ${mark.textContent}`);
    box.popover = "manual";
    box.append(make("span", "b-note-name", source.dataset.name));
    const through = passage.querySelector(".b-through")?.textContent ?? "";
    box.append(make("span", "b-note-place", relation, relation && " ", copyOf(place, place.textContent), through));
    if (source.dataset.notice) box.append(make("span", "b-note-notice", source.dataset.notice));
    box.append(...wordsOf(passage));
    const grade = make("span", "b-grade", source.dataset.grade);
    box.append(make("span", "b-note-grade", grade, ` ${source.dataset.gradeWords}`));
    if (publisher) box.append(make("span", "b-note-links", copyOf(publisher, publisher.textContent)));
    return box;
  };

  /** Below the mark, or above it where there is more room, and never beyond the sides of the window. */
  const place = (mark, box) => {
    const at = mark.getBoundingClientRect();
    const size = box.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(MARGIN, Math.min(at.left - 12, width - size.width - MARGIN));
    const below = at.bottom + size.height + MARGIN <= window.innerHeight || at.top - size.height < MARGIN;
    const top = below ? at.bottom : at.top - size.height;
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${top + window.scrollY}px`;
  };

  const close = () => {
    clearTimeout(timer);
    if (!shown) return;
    const { mark, box } = shown;
    const within = box.contains(document.activeElement);
    mark.removeAttribute("aria-describedby");
    mark.setAttribute("aria-expanded", "false");
    shown = null;
    box.remove();
    if (within) {
      returning = true;
      mark.focus({ preventScroll: true });
      returning = false;
    }
  };

  const open = (mark) => {
    clearTimeout(timer);
    if (shown?.mark === mark) return;
    close();
    const item = document.getElementById(mark.hash.slice(1))?.closest("li");
    const box = item && build(mark, item);
    if (!box) return;
    mark.parentElement.after(box);
    box.showPopover();
    place(mark, box);
    mark.setAttribute("aria-describedby", box.id);
    mark.setAttribute("aria-expanded", "true");
    shown = { mark, box };
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", later);
    box.addEventListener("focusout", left);
  };

  const later = (event) => {
    if (event.pointerType === "touch") return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (shown && !shown.box.contains(document.activeElement) && !shown.mark.matches(":focus-visible")) close();
    }, CLOSE_AFTER);
  };

  const left = (event) => {
    const to = event.relatedTarget;
    if (shown && to !== shown.mark && !shown.box.contains(to)) close();
  };

  const attach = (mark) => {
    let touched = false;
    mark.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "touch") return;
      clearTimeout(timer);
      timer = setTimeout(open, OPEN_AFTER, mark);
    });
    mark.addEventListener("pointerleave", later);
    mark.addEventListener("pointerdown", (event) => {
      touched = event.pointerType !== "mouse" && shown?.mark !== mark;
    });
    mark.addEventListener("focus", () => {
      if (mark.matches(":focus-visible") && !touched && !returning) open(mark);
    });
    mark.addEventListener("focusout", left);
    mark.addEventListener("click", (event) => {
      if (touched) {
        event.preventDefault();
        open(mark);
      } else close();
      touched = false;
    });
  };

  for (const mark of document.querySelectorAll(".b-cite > a")) attach(mark);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    event.stopPropagation();
    close();
  }, true);
  document.addEventListener("pointerdown", (event) => {
    if (shown && !shown.box.contains(event.target) && event.target !== shown.mark) close();
  });
  window.addEventListener("resize", () => shown && place(shown.mark, shown.box));
  window.addEventListener("beforeprint", close);
})();

// A table that is wider than its box is scrolled with the keyboard too.
(() => {
  const reach = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      const wide = box.scrollWidth > box.clientWidth;
      if (wide === box.hasAttribute("tabindex")) continue;
      if (wide) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "Table");
      } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  };
  window.addEventListener("load", reach);
  window.addEventListener("resize", reach);
})();

// The reference of a dossier, or of one entry in it, goes to the clipboard. Without this script it can be read under "Cite this".
(() => {
  const box = document.querySelector(".b-cite-this");
  if (!box) return;
  const texts = {
    reference: box.querySelector(".b-reference").textContent.trim(),
    bibtex: box.querySelector(".b-bibtex").textContent.trim(),
  };
  const SAID = { reference: "Reference copied", bibtex: "BibTeX copied" };

  /** The text with the address, and BibTeX with the key, of one entry. */
  const textFor = (kind, anchor) => {
    const text = texts[kind];
    if (!anchor) return text;
    const url = box.dataset.url;
    if (kind === "reference") return url ? text.replace(url, `${url}#${anchor}`) : `${text} (entry ${anchor})`;
    const keyed = text.replace(/^(@\w+\{[^,]+)/, `$1:${anchor}`);
    return url ? keyed.replace(url, `${url}#${anchor}`) : keyed.replace(/\}$/, `  note         = {entry ${anchor}},\n}`);
  };

  /** Where a page is opened from a folder there may be no clipboard for scripts: then the old way. */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      const before = document.activeElement;
      area.value = text;
      area.style.cssText = "position: fixed; opacity: 0";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      before?.focus({ preventScroll: true });
      return done;
    }
  };

  const controls = (anchorOf) => {
    const bar = document.createElement("span");
    bar.className = "b-copy";
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    for (const [kind, label] of [["reference", "Copy reference"], ["bibtex", "Copy BibTeX"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", async () => {
        status.textContent = "";
        const done = await copy(textFor(kind, anchorOf()));
        status.textContent = done ? SAID[kind] : "This browser does not copy. The text is under “Cite this dossier”.";
      });
      bar.append(button);
    }
    bar.append(status);
    return { bar, status };
  };

  box.querySelector(".b-reference").before(controls(() => "").bar);

  // One pair of buttons for all entries: it stands after the permanent link that was used last.
  let anchor = "";
  const entry = controls(() => anchor);
  const offer = (link) => {
    if (!link || entry.bar.previousElementSibling === link) return;
    entry.status.textContent = "";
    anchor = link.hash.slice(1);
    link.after(entry.bar);
  };
  const links = new Map([...document.querySelectorAll(".b-permalink")].map((link) => [link.hash, link]));
  for (const link of links.values()) {
    link.addEventListener("focus", () => offer(link));
    link.addEventListener("click", () => offer(link));
  }
  const arrive = () => offer(links.get(location.hash));
  window.addEventListener("hashchange", arrive);
  arrive();
})();
