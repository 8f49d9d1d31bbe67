// Without a connection, no button and no link leads to the browser's own page about it: the page stays and says so.
const line = document.querySelector("[data-line]");
if (line) {
  const stay = () => {
    line.textContent = line.dataset.line;
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.pathname === location.pathname && link.hash) return;
    if (navigator.onLine && !net.unsent) return;
    event.preventDefault();
    if (await reachable()) location.assign(link.href);
    else stay();
  });
  document.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || (navigator.onLine && !net.unsent)) return;
    event.preventDefault();
    const { target, submitter } = event;
    if (!(await reachable())) return stay();
    net.unsent = false;
    target.requestSubmit(submitter);
  });
  window.addEventListener("online", () => {
    line.textContent = "";
  });
}
