// Light and dark: as the system has it, until the reader chooses; paper is always light.

const THEMES = ["auto", "light", "dark"];

function applyTheme(theme) {
  if (theme === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

function themeColor(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** Calls back with every change of what colors are. */
function themeSwitch(initial, onChange) {
  let theme = THEMES.includes(initial) ? initial : "auto";
  applyTheme(theme);
  const words = THEMES.map((word) => [word, capitalized(word)]);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
  addEventListener("beforeprint", () => {
    applyTheme("light");
    document.body.dataset.paper = "yes";
    onChange();
  });
  addEventListener("afterprint", () => {
    applyTheme(theme);
    delete document.body.dataset.paper;
    onChange();
  });
  return choice("Theme", words, theme, (chosen) => {
    theme = chosen;
    applyTheme(theme);
    onChange();
  });
}
