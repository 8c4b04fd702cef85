// Chooses light or dark before the first paint; the choice stays in this browser.
(() => {
  const read = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=(\\w+)`))?.[1];
  const keep = (name, value) => (document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`);
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  apply(read("oo_theme"));
  window.chooseTheme = (theme) => {
    keep("oo_theme", theme);
    apply(theme);
  };
  window.chosenTheme = () => read("oo_theme") || "auto";
  const SIZES = { large: "118%", huge: "140%" };
  const write = (size) => (document.documentElement.style.fontSize = SIZES[size] || "");
  write(read("oo_letters"));
  window.chooseLetters = (size) => {
    keep("oo_letters", size);
    write(size);
  };
  window.chosenLetters = () => read("oo_letters") || "normal";
  window.chooseLanguage = (language) => {
    keep("oo_language", language);
    location.reload();
  };
})();
