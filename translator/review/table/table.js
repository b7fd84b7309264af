// A list from data: columns, rows, buttons and fields. All text goes in as text nodes; a button triggers `act`.

const words = () => {
  const code = (document.documentElement.lang || "en").slice(0, 2);
  return TEXTS[code] || TEXTS.en;
};

const said = (key) => words()[key] || key;

const make = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};

const hits = (text, query) => {
  const parts = [];
  const [where, what] = [text.toLowerCase(), (query || "").toLowerCase()];
  let position = 0;
  for (let found = where.indexOf(what); what && found >= 0; found = where.indexOf(what, position)) {
    parts.push(text.slice(position, found), make("span", { class: "hit" }, text.slice(found, found + what.length)));
    position = found + what.length;
  }
  return [...parts, text.slice(position)];
};

const field = (column, row) => {
  const value = row[column.name] ?? "";
  const named = { name: column.name, "aria-label": said(column.label) + " " + row.id };
  if (!column.choices.length) return make("input", { ...named, value, lang: column.lang, autocomplete: "off" });
  const choices = column.choices.includes(value) ? column.choices : [value, ...column.choices];
  return make("select", named, ...choices.map((choice) => make("option", { value: choice, selected: choice === value }, said(column.translate + choice))));
};

const cell = (column, row) => {
  const value = row[column.name] ?? "";
  const style = [column.style, row[column.name + "_style"]].filter(Boolean).join(" ");
  if (column.edit) return make("td", {}, field(column, row));
  const text = column.translate ? said(column.translate + value) : String(value);
  return make("td", { class: style, lang: column.lang }, ...hits(text, props.value.query));
};

const actions = (row, line) =>
  make("td", { class: "actions" }, ...(row.actions || props.value.actions || []).map((action) => {
    const node = make("button", { type: "button", "data-action": action }, said(action));
    node.onclick = () => {
      const fields = Object.fromEntries([...line.querySelectorAll("input, select")].map((input) => [input.name, input.value]));
      trigger("act", { action, id: row.id, fields });
    };
    return node;
  }));

const line = (row) => {
  const node = make("tr", { "data-id": row.id });
  node.append(...props.value.columns.map((column) => cell(column, row)), actions(row, node));
  node.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.target.blur(); // so that the list can show what came of it
    node.querySelector("button").click();
  };
  return node;
};

const render = () => {
  const place = element.querySelector("[data-table]");
  const { columns, rows, empty } = props.value || {};
  if (!columns) return;
  const typing = place.contains(document.activeElement) && /^(INPUT|SELECT)$/.test(document.activeElement.tagName);
  if (typing) return; // a list that renews itself never takes a field away
  if (!rows.length) return place.replaceChildren(make("p", { class: "empty" }, said(empty || "nothing_here")));
  const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col", class: column.style }, said(column.label))), make("th", {}));
  place.replaceChildren(make("div", { class: "scroll" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows.map(line)))));
};

new MutationObserver(render).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
watch("value", render);
render();
