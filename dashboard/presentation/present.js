/* Keys of a presenter's clicker, of a keyboard, a mouse and a finger. One listener for the whole visit. */
(() => {
  if (window.rbPresent) return;
  window.rbPresent = true;
  const root = document.documentElement;
  const foot = () => document.querySelector(".st-key-present .rb-p-foot");
  const at = () => Number(foot().dataset.step);
  const last = () => Number(foot().dataset.steps);
  const button = (move) => document.querySelector(`[class*="st-key-present_${move}_"] button`);
  const waiting = [];
  let asked = null; // the screen that was asked for and has not come yet
  let held = null; // the move whose button has the focus: every screen brings buttons of its own
  let digits = ""; // of a number that is being typed

  const moves = {
    ArrowRight: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "back", PageUp: "back", Home: "start", End: "end",
  };
  const target = (move, from) => {
    if (move === "start") return 1;
    if (move === "end") return last();
    return Math.min(Math.max(from + (move === "next" ? 1 : -1), 1), last());
  };
  /* one key, one screen, however fast the keys come: the next is asked for when the last has come */
  const advance = () => {
    // still the screen it was asked from: it will come; any other screen is where the next key counts from
    if (asked !== null && at() === asked.from && Date.now() - asked.since < 30000) return;
    asked = null;
    while (waiting.length) {
      const move = waiting.shift();
      if ((move === "next" && window.rbRows.turn(1)) || (move === "back" && window.rbRows.turn(-1))) continue;
      const step = target(move, at());
      if (step === at()) continue;
      asked = { step, from: at(), since: Date.now() };
      press(move, step);
      return;
    }
  };
  /* a click while the page is still being put together may be lost: once more when all is at rest. Only
     the button that leads to the screen asked for is pressed: parts of two screens may stand side by side */
  const press = (move, step) => {
    document.querySelector(`.st-key-present_${move}_${step} button`)?.click();
    const again = () => {
      if (!foot() || asked === null || asked.step !== step || at() !== asked.from) return;
      if (Date.now() - asked.since > 30000) return;
      if (document.querySelector('[data-test-script-state="notRunning"]')) press(move, step);
      else setTimeout(again, 400);
    };
    setTimeout(again, 800);
  };
  const go = (move) => {
    if (move === "start" || move === "end") waiting.length = 0;
    waiting.push(move);
    advance();
  };
  /* any screen by its number: by its address, which says all the rest */
  const jump = (number) => {
    const step = Math.min(Math.max(number, 1), last());
    if (step === at()) return;
    const address = new URL(location.href);
    address.searchParams.set("step", step);
    location.assign(address);
  };
  const type = (text) => {
    digits = text.slice(0, 4);
    const place = document.querySelector(".rb-p-typed");
    if (place) place.textContent = digits ? `→ ${digits}` : "";
  };
  const contents = () => document.querySelector(".rb-p-contents");
  const list = (open = contents()?.hidden) => {
    const place = contents();
    if (!place) return;
    place.hidden = !open;
    if (open) (place.querySelector("[aria-current]") ?? place.querySelector("button"))?.focus();
  };
  const blank = () => {
    if (document.querySelector(".rb-p-blank")) return;
    const cover = document.createElement("div");
    cover.className = "rb-p-blank";
    document.body.append(cover);
  };
  const unblank = () => {
    const cover = document.querySelector(".rb-p-blank");
    cover?.remove();
    return Boolean(cover);
  };
  const also = { b: blank, B: blank, ".": blank, c: () => list(), C: () => list() };

  document.addEventListener("keydown", (event) => {
    if (!foot() || event.ctrlKey || event.altKey || event.metaKey) return;
    const { key } = event;
    const mine = () => { event.preventDefault(); event.stopPropagation(); };
    if (unblank()) return mine();
    const on = document.activeElement;
    if ((key === " " || key === "Enter") && !digits && on && on.matches("button, a")) return;
    if (key === "Escape") {
      mine();
      if (contents() && !contents().hidden) list(false);
      else if (digits) type("");
      else document.querySelector(".rb-p-leave").click();
    } else if (/^[0-9]$/.test(key)) {
      mine();
      type(digits + key);
    } else if (key === "Backspace" && digits) {
      mine();
      type(digits.slice(0, -1));
    } else if (key === "Enter" && digits) {
      mine();
      const number = Number(digits);
      type("");
      jump(number);
    } else if (key in also && !event.shiftKey) {
      mine();
      also[key]();
    } else if (key in moves && !event.shiftKey && contents()?.hidden !== false) {
      mine();
      type("");
      go(moves[key]);
    }
  }, true);

  /* the mouse brings the controls, and rest takes them away again */
  let resting = 0;
  const wake = () => {
    if (!foot()) return;
    root.classList.add("rb-p-awake");
    clearTimeout(resting);
    resting = setTimeout(() => root.classList.remove("rb-p-awake"), 3000);
  };
  let from = null;
  document.addEventListener("pointermove", (event) => { if (event.pointerType !== "touch") wake(); });
  document.addEventListener("pointerdown", (event) => {
    held = moveOf(event.target);
    if (!foot()) return;
    if (unblank()) { event.preventDefault(); return; }
    from = event.pointerType === "touch" ? { x: event.clientX, y: event.clientY } : null;
    wake();
  });
  document.addEventListener("pointerup", (event) => {
    if (!foot() || from === null || contents()?.hidden === false) return;
    const across = event.clientX - from.x;
    if (Math.abs(across) > 60 && Math.abs(across) > 1.5 * Math.abs(event.clientY - from.y)) go(across < 0 ? "next" : "back");
    from = null;
  });
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("[data-go], [data-also]");
    if (!pressed || !foot()) return;
    if (pressed.dataset.also) also[pressed.dataset.also]();
    else if (Number(pressed.dataset.go) === at()) list(false);
    else jump(Number(pressed.dataset.go));
  });

  const moveOf = (part) => part.closest?.('[class*="st-key-present_"]')?.className
    .match(/st-key-present_(start|back|next|end)_/)?.[1] ?? null;
  document.addEventListener("focusin", (event) => { held = moveOf(event.target); });
  const settle = () => {
    if (!foot()) {
      unblank();
      return;
    }
    if (held && document.activeElement === document.body) button(held)?.focus();
    window.rbRows.fit();
    advance();
  };
  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true,
    attributes: true, attributeFilter: ["data-step"] });
  addEventListener("resize", settle);
  document.fonts.ready.then(window.rbRows.refit);
  settle();
})();
