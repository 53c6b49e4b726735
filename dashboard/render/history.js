// Each choice is one entry of the browser's history, and Back undoes the last one.
// The toolkit's menu drops what was chosen from the address, and the board writes it again: that would be an
// entry more. An address without choices, gone back to, would be taken for the menu's: it says the language it means.
// On a phone the menu lies over the page: it closes once something is chosen.
(() => {
    const push = history.pushState.bind(history);
    const phone = matchMedia("(max-width: 768px)");
    const closeMenu = () => {
        const open = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]');
        if (phone.matches && open) open.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
    };
    history.pushState = (state, title, address) => {
        const to = new URL(address, location.href);
        if (to.pathname !== location.pathname && !to.search) to.search = location.search;
        push(state, title, to.href);
        closeMenu();
    };
    addEventListener("popstate", () => {
        if (location.search) return;
        history.replaceState(history.state, "", `${location.pathname}?lang=ja${location.hash}`);
    });
})();
