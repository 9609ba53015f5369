// Elements of the page. Text is only ever set as text: names come from whoever made a recording.

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

function section(id, title, ...children) {
  return element("section", {id, "aria-labelledby": id + "-title"},
    element("h2", {id: id + "-title"}, title), ...children);
}

function note(text) {
  return element("p", {class: "note"}, text);
}

/** Columns are [title, cell of a row, "text" unless it is a number]; a cell may be an element. */
function table(caption, columns, rows) {
  const head = columns.map(([title, , kind]) =>
    element("th", {scope: "col", class: kind || "number"}, title));
  const body = rows.map((row) => element("tr", {class: row.className},
    columns.map(([, cell, kind], i) =>
      element(i === 0 ? "th" : "td", {scope: i === 0 ? "row" : null, class: kind || "number"},
        cell(row)))));
  return element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption},
    element("table", {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, head)),
      element("tbody", {}, body)));
}

/** Something long that is made when it is first opened. */
function later(summary, make) {
  const details = element("details", {}, element("summary", {}, summary));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) {
      details.append(make());
    }
  });
  return details;
}

/** A choice of one of few words; onChange gets it. */
function choice(label, words, chosen, onChange) {
  const select = element("select", {"aria-label": label},
    words.map(([value, text]) =>
      element("option", {value, selected: value === chosen}, text)));
  select.addEventListener("change", () => onChange(select.value));
  return element("label", {class: "choice"}, element("span", {}, label), select);
}

function button(text, onClick, attributes) {
  const made = element("button", {type: "button", ...attributes}, text);
  made.addEventListener("click", onClick);
  return made;
}

function numberField(text, attributes, onChange) {
  const input = element("input", {type: "number", ...attributes});
  input.addEventListener("change", onChange);
  const label = element("label", {class: "choice"}, element("span", {}, text), input);
  return {input, label};
}

function capitalized(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
