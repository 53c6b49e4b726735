// The part for charts, some megabytes, is loaded as soon as the cards can be seen and before the first
// chart arrives: loaded with the page, it would hold up the cards.
new MutationObserver((_, watch) => {
    if (!document.querySelector(".rb-card")) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => {
        for (const address of LATER_PARTS) {
            const link = document.createElement("link");
            Object.assign(link, {rel: "modulepreload", crossOrigin: "", href: address});
            document.head.append(link);
        }
    }));
}).observe(document, {childList: true, subtree: true});
