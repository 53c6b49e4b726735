// An address with #panel opens at that panel: the page is put together after the browser has looked for it,
// and charts that arrive later push it down again. Stops as soon as the reader scrolls.
if (!window.rbAnchor) {
    window.rbAnchor = true;
    const place = decodeURIComponent(location.hash.slice(1));
    if (place) {
        const until = performance.now() + 8000;
        const stop = ["wheel", "touchstart", "keydown", "pointerdown"];
        let going = true;
        let settled = null;
        stop.forEach((name) => addEventListener(name, () => { going = false; }, {once: true, passive: true}));
        const look = () => {
            if (!going || performance.now() > until) return;
            const found = document.getElementById(place);
            if (found && found.getBoundingClientRect().top !== settled) {
                found.scrollIntoView({block: "start"});
                settled = found.getBoundingClientRect().top;
            }
            setTimeout(look, 150);
        };
        look();
    }
}
