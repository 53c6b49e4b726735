/* What folds open is led into and out of by keyboard. The toolkit puts it at the end of the page and
   leaves the focus on its button, so that Tab would pass it by (streamlit 1.67, st.popover). */
(() => {
  const stops = "a[href], button:not(:disabled), input:not(:disabled), summary, [tabindex='0']";
  let opener = null;
  const opened = (body) => {
    const button = document.activeElement;
    // opened by a pointer, the focus stays where it is
    if (!button || !button.matches("[data-testid=stPopover] button:focus-visible")) return;
    opener = button;
    body.tabIndex = -1;
    body.focus({ preventScroll: true });
  };
  const closed = () => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (opener && opener.isConnected && lost) opener.focus();
    opener = null;
  };
  const within = (nodes, act) => {
    for (const node of nodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const body = node.matches("[data-testid=stPopoverBody]")
        ? node : node.querySelector("[data-testid=stPopoverBody]");
      if (body) act(body);
    }
  };
  new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) {
      within(addedNodes, opened);
      within(removedNodes, closed);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* on a phone a chart is pushed sideways (style.css): by keys too */
  const phone = matchMedia("(max-width: 640px)");
  let looking = false;
  const charts = () => {
    looking = false;
    for (const chart of document.querySelectorAll("[data-testid=stPlotlyChart]")) {
      const box = chart.closest("[data-testid=stElementContainer]");
      const part = chart.closest("[class*=st-key-panel_], .st-key-sheet [data-testid=stColumn]");
      const title = part?.querySelector(".rb-title");
      if (!box || !title || box.tabIndex === 0) continue;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", title.textContent);
    }
  };
  new MutationObserver(() => {
    if (looking || !phone.matches) return;
    looking = true;
    requestAnimationFrame(charts);
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* Tab beyond either end closes it and goes on from its button */
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    const body = event.key === "Tab" && opener && at && at.closest("[data-testid=stPopoverBody]");
    if (!body) return;
    const reached = [...body.querySelectorAll(stops)].filter((stop) => stop.checkVisibility());
    const end = event.shiftKey ? at === body || at === reached[0] : at === (reached[reached.length - 1] || body);
    if (!end) return;
    event.preventDefault();
    const button = opener;
    button.focus();
    button.click();
  }, true);
})();
