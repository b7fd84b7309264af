// Elements from data. Text only ever becomes text nodes: nothing from an article, glossary or editor is parsed as HTML.

const h = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "data") Object.assign(node.dataset, value);
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};

const language = () => {
  const code = (document.documentElement.lang || "en").slice(0, 2);
  return TEXTS[code] ? code : "en";
};

const t = (key, values) => {
  const text = TEXTS[language()][key] || TEXTS.en[key] || key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
};

const button = (key, action, { icon, ...extra } = {}) =>
  h("button", { type: "button", title: t(key), onclick: action, ...extra }, icon || t(key));

// Controls that would turn text around or hide it are shown by their code point.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const visible = (text) => {
  const parts = [];
  let position = 0;
  for (const match of text.matchAll(CONTROL)) {
    parts.push(text.slice(position, match.index));
    const code = "U+" + match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    parts.push(h("span", { class: "control", title: t("hidden_character") }, code));
    position = match.index + match[0].length;
  }
  parts.push(text.slice(position));
  return parts.filter((part) => part !== "");
};
