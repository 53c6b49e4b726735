// The address that the server saw may not be the one that the reader's browser has (a proxy with TLS): then
// it is not printed.
{
  const tools = document.querySelector(".rb-tools");
  if ("reached" in tools.dataset && tools.dataset.base !== location.origin) {
    tools.dataset.base = "";
    for (const place of document.querySelectorAll(".rb-place")) place.remove();
    tools.querySelector(".rb-unreached").hidden = false;
  }
}
