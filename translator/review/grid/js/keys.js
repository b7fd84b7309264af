// Everything that the keyboard does. Keys are taken by their place (code), so that Option on a Mac works as well.

const KEYS = [
  ["Alt+N", "next_issue"],
  ["Alt+↓", "next_segment"],
  ["Alt+↑", "previous_segment"],
  ["Ctrl+Enter", "approve_next"],
  ["Alt+R", "reject"],
  ["Alt+C", "copy_source"],
  ["Alt+M", "insert_match"],
  ["Alt+Shift+M", "memory"],
  ["Alt+Z", "undo"],
  ["Alt+H", "history"],
  ["Alt+J", "from_english"],
  ["Alt+P", "preview"],
  ["Esc", "close"],
  ["?", "keys"],
];

const shown = () => state.order.filter((id) => !state.rows.get(id).hidden);

const go = (id, code) => {
  if (id === undefined) return;
  const language = code || (state.active ? state.active.language : state.article.targets[0]);
  const row = state.rows.get(id);
  row.scrollIntoView({ block: "nearest" });
  openEditor(id, language);
  const editor = cellOf(id, language).querySelector(".editor");
  if (editor) editor.focus();
  row.scrollIntoView({ block: "nearest" });
};

const beside = (step) => {
  const ids = shown();
  const here = state.active ? ids.indexOf(state.active.id) : step > 0 ? -1 : ids.length;
  go(ids[Math.min(Math.max(here + step, 0), ids.length - 1)]);
};

// The next text, in reading order and language by language, for which the condition holds; from the start at the end.
const next = (condition) => {
  const places = shown().flatMap((id) => state.article.targets.map((code) => ({ id, code })));
  const here = state.active ? places.findIndex((p) => p.id === state.active.id && p.code === state.active.language) : -1;
  const turn = [...places.slice(here + 1), ...places.slice(0, here + 1)];
  const found = turn.find(({ id, code }) => condition(targetOf(id, code)));
  if (found) go(found.id, found.code);
  else say(t("nothing_left"));
};

const approveNext = async () => {
  const { id, language: code } = state.active;
  const answer = await act(id, code, "approve");
  if (answer && answer.row) next((target) => target.state !== "approved");
};

const shortcuts = {
  "Alt+KeyN": () => next((target) => wanting(target).length > 0),
  "Alt+ArrowDown": () => beside(1),
  "Alt+ArrowUp": () => beside(-1),
  "Alt+KeyJ": () => translateAgain(),
  "Alt+KeyP": () => showPreview(),
};

const onText = {
  "Ctrl+Enter": () => approveNext(),
  "Alt+KeyR": (id, code) => act(id, code, "reject"),
  "Alt+KeyC": (id, code) => put(id, code, state.segments.get(id).source),
  "Alt+KeyM": (id, code) => insertBest(id, code),
  "Alt+Shift+KeyM": (id, code) => showMatches(id, code),
  "Alt+KeyZ": (id, code) => act(id, code, "undo"),
  "Alt+KeyH": (id, code) => showHistory(id, code),
};

const nameOf = (event) =>
  (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey ? "Shift+" : "") + event.code;

const onKey = (event) => {
  if (!state.article || !element.offsetParent || event.isComposing) return;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (typing && !element.contains(event.target)) return;
  if (event.key === "?" && !typing) return showKeys();
  if (event.key === "Escape") return closeAll();
  const name = nameOf(event);
  const action = shortcuts[name] || (state.active && onText[name]);
  if (!action) return;
  event.preventDefault();
  action(state.active && state.active.id, state.active && state.active.language);
};

const closeAll = () => {
  closePanel();
  element.querySelectorAll(".preview, .keys, .move").forEach((node) => node.remove());
};

const showKeys = () => {
  const open = element.querySelector(".keys");
  if (open) return open.remove();
  const list = KEYS.map(([keys, action]) => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, t(action))]);
  const box = h("div", { class: "keys", role: "dialog", "aria-label": t("keys") },
    h("header", {}, h("b", {}, t("keys")), button("close", () => box.remove(), { class: "quiet", data: { action: "close" } })),
    h("dl", {}, list)
  );
  root.querySelector(".bar").after(box);
};
