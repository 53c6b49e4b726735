/* Reached by keyboard too: what only a pointer reaches in the toolkit. */
(() => {
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
})();
