// An address with #panel opens at that panel: the page is put together after the browser has looked for it,
// and charts that arrive later push it down again. Stops as soon as the reader scrolls.
// #panel:name leads to the row, or the entry, of that name in it, which is opened and marked.
if (!window.rbAnchor) {
    window.rbAnchor = true;
    const [place, ...named] = decodeURIComponent(location.hash.slice(1)).split(":");
    const name = named.join(":");
    const rowOf = (head) => {
        const panel = head.closest('[class*="st-key-panel_"]') || head.parentElement;
        const rows = [...panel.querySelectorAll("tr, details.rb-item")];
        const cells = (row) => [...row.querySelectorAll("th, td, summary > b")];
        return rows.find((row) => cells(row).some((cell) => cell.textContent.trim() === name));
    };
    const target = () => {
        const head = document.getElementById(place);
        const row = head && name ? rowOf(head) : null;
        if (row) {
            row.classList.add("rb-found");
            if (row.tagName === "DETAILS") row.open = true;
        }
        return row || head;
    };
    if (place) {
        const until = performance.now() + 8000;
        const stop = ["wheel", "touchstart", "keydown", "pointerdown"];
        let going = true;
        let settled = null;
        stop.forEach((name) => addEventListener(name, () => { going = false; }, {once: true, passive: true}));
        const look = () => {
            if (!going || performance.now() > until) return;
            const found = target();
            if (found && found.getBoundingClientRect().top !== settled) {
                found.scrollIntoView({block: found.tagName === "TR" ? "center" : "start"});
                settled = found.getBoundingClientRect().top;
            }
            setTimeout(look, 150);
        };
        look();
    }
}
