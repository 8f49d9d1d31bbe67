// Text size, spacing and covered replies change at once, without leaving what one is doing; the server keeps the choice.
for (const button of document.querySelectorAll("button[name=display]")) {
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const [kind] = button.value.split("-");
    const root = document.documentElement;
    for (const other of document.querySelectorAll(`button[name=display][value^="${kind}-"]`)) {
      root.classList.toggle(other.value, other === button);
      other.setAttribute("aria-pressed", other === button);
    }
    const body = new URLSearchParams({ display: button.value, csrf: button.form.elements.csrf.value, back: "/" });
    await post("/display", body).catch(() => null);
  });
}
