// Ctrl/Cmd-K opens a palette; ? says which keys there are. Single letters do nothing unless somebody switches them on,
// because a screen reader and speech input use them for themselves.
const staff = document.querySelector("[data-palette]");
if (staff) {
  const make = (tag, attributes, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const field = make("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-label": "Go to", autocomplete: "off", placeholder: "A page, an opening, a person" });
  const list = make("ul", { id: "palette-list", role: "listbox", "aria-label": "Places" });
  const close = () => make("form", { method: "dialog" }, make("button", { class: "link-button" }, "Close"));
  const palette = make("dialog", { class: "palette", "aria-label": "Go to" }, field, list, close());
  const single = make("input", { type: "checkbox", id: "single-keys" });
  const keys = make("dialog", { "aria-label": "Keys" }, make("h2", {}, "Keys"));
  for (const [key, does] of [["Ctrl K or ⌘ K", "go to a page, an opening or a person"], ["?", "these keys"], ["Esc", "close"], ["/", "find in the ranking, if single keys are on"], ["g", "go to the first page, if single keys are on"]]) {
    keys.append(make("p", {}, make("kbd", {}, key), ` ${does}`));
  }
  keys.append(make("label", { class: "check" }, single, make("span", {}, "Use single keys")), close());
  document.body.append(palette, keys);
  single.checked = localStorage.getItem("single-keys") === "on";
  single.addEventListener("change", () => localStorage.setItem("single-keys", single.checked ? "on" : ""));

  let last = 0;
  let at = 0;
  const mark = () => {
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === at));
    if (list.children[at]) field.setAttribute("aria-activedescendant", list.children[at].id);
    else field.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const mine = ++last;
    const answer = await fetch(`/palette?q=${encodeURIComponent(field.value)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || mine !== last) return;
    const places = await answer.json();
    list.replaceChildren(...places.map((place, number) => {
      const option = make("li", { role: "option", id: `palette-${number}` }, place.name, make("span", { class: "soft small" }, ` ${place.kind}`));
      option.dataset.href = place.href;
      return option;
    }));
    at = 0;
    mark();
  };
  const go = (option) => option && location.assign(option.dataset.href);
  field.addEventListener("input", ask);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      at = Math.min(Math.max(at + step, 0), list.children.length - 1);
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(list.children[at]);
    }
  });
  list.addEventListener("click", (event) => go(event.target.closest("[data-href]")));

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (!palette.open) palette.showModal();
      field.select();
      ask();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    if (event.key === "?") keys.showModal();
    const find = document.querySelector("main input[type=search]");
    if (single.checked && event.key === "/" && find) {
      event.preventDefault();
      find.focus();
    }
    if (single.checked && event.key === "g") location.assign("/home");
  });
}
