// Comfort on the sign-in pages; everything also works without it.
document.querySelectorAll("[data-show]").forEach((button) => {
  const field = document.getElementById(button.dataset.show);
  const texts = [button.textContent, button.dataset.hideText];
  button.hidden = false;
  button.addEventListener("click", () => {
    const visible = field.type === "password";
    field.type = visible ? "text" : "password";
    button.textContent = texts[visible ? 1 : 0];
    button.setAttribute("aria-pressed", String(visible));
    field.focus();
  });
});
document.querySelectorAll("[data-take]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.getElementById("password");
    field.value = document.getElementById(button.dataset.take).textContent;
    const show = document.querySelector("[data-show=password]");
    if (field.type === "password") show.click();
    field.focus();
  });
});
document.querySelectorAll("form").forEach((form) => {
  // A second click while the first one is on its way changes nothing.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    form.querySelector("[type=submit]").setAttribute("aria-busy", "true");
  });
});
addEventListener("pageshow", () => {
  document.querySelectorAll("form").forEach((form) => delete form.dataset.sent);
  document.getElementById("error")?.focus();
});
