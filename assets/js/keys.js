// Letter keys A to E choose a reply by its place, but only while the focus is inside the replies: a screen reader's own
// keys and whoever types elsewhere are left alone.
for (const group of document.querySelectorAll("[data-keys]")) {
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[a-e]$/i.test(event.key)) return;
    const focused = document.activeElement;
    if (!focused || focused.type !== "radio") return;
    const place = event.key.toLowerCase().charCodeAt(0) - 96;
    const choice = document.getElementById(`${focused.name}-${place}`);
    if (!choice || choice.checked) return;
    event.preventDefault();
    choice.focus();
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
