/* What a page left folded is asked for when a reader opens it (parts.py). What is open stays open when the
   choices change: the page is drawn anew, and what opens again shows the new figures. */
(() => {
  const wanted = new Set();
  const body = (fold) => fold.querySelector(".rb-fold-body");
  /* what lies over the page keeps within the window: to the left, and upwards where there is more room */
  const place = (fold) => {
    if (!fold.open || !fold.matches(".rb-over")) return;
    const box = body(fold);
    box.style.left = "0";
    const { left, width } = box.getBoundingClientRect();
    const head = fold.getBoundingClientRect();
    const view = document.querySelector("[data-testid=stMain]").getBoundingClientRect();
    box.style.left = `${Math.max(view.left + 8, Math.min(left, view.right - 24 - width)) - left}px`;
    const up = innerHeight - head.bottom < Math.min(box.scrollHeight, innerHeight / 2) && head.top > innerHeight / 2;
    fold.classList.toggle("rb-up", up);
    box.style.maxHeight = `${Math.round(up ? head.top - 72 : innerHeight - head.bottom - 16)}px`;
  };
  const load = async (fold) => {
    const box = body(fold);
    if (fold.dataset.state) return place(fold);
    fold.dataset.state = "loading";
    place(fold);
    try {
      const answer = await fetch(fold.dataset.part, { headers: { accept: "text/plain" } });
      box.innerHTML = await answer.text();
      fold.dataset.state = answer.ok ? "loaded" : "";
    } catch {
      box.textContent = fold.dataset.sorry;
      fold.dataset.state = "";
    }
    place(fold);
  };
  document.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (!fold.matches || !fold.matches("details.rb-fold") || !fold.isConnected) return;
    if (fold.open) wanted.add(fold.dataset.fold);
    else wanted.delete(fold.dataset.fold);
    if (!fold.open) return;
    for (const other of document.querySelectorAll("details.rb-over[open]")) {
      if (other !== fold && fold.matches(".rb-over")) other.open = false;
    }
    load(fold);
  }, true);
  const again = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE || !wanted.size) return;
    for (const fold of node.querySelectorAll("details.rb-fold:not([open])")) {
      if (wanted.has(fold.dataset.fold)) fold.open = true;
    }
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) addedNodes.forEach(again);
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* Escape closes what the focus is in; what lies over the page closes as soon as the reader is elsewhere */
  const close = (fold) => {
    fold.open = false;
    fold.querySelector("summary").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const within = document.activeElement && document.activeElement.closest("details.rb-fold[open]");
    const fold = within || document.querySelector("details.rb-over[open]");
    if (fold) close(fold);
  });
  const leave = (place) => {
    for (const fold of document.querySelectorAll("details.rb-over[open]")) {
      if (place instanceof Node && place.isConnected && !fold.contains(place)) fold.open = false;
    }
  };
  document.addEventListener("pointerdown", (event) => leave(event.target));
  document.addEventListener("focusin", (event) => leave(event.target));
  // beyond the last stop of the page the focus is the browser's own, and no event says so
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab") setTimeout(() => leave(document.activeElement));
  });
  addEventListener("resize", () => document.querySelectorAll("details.rb-over[open]").forEach(place));
})();
