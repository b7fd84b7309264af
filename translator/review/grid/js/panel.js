// The panel under a row: matches of the memory, history with differences, a name to settle. One is open at a time.

const closePanel = () => {
  const open = element.querySelector(".panel");
  if (open) open.remove();
};

const openPanel = (id, code, title, ...content) => {
  closePanel();
  const panel = h(
    "section",
    { class: "panel", "aria-label": title, data: { segment: id, language: code } },
    h("header", {}, h("b", {}, `${title} · ${NAMES[code]}`), button("close", closePanel, { class: "quiet", data: { action: "close" } })),
    content
  );
  state.rows.get(id).after(panel);
  return panel;
};

const showMatches = async (id, code) => {
  const answer = await call("matches", { segment: id, language: code });
  if (answer.error) return say(answer.error, "error");
  const list = answer.matches.map((match) =>
    h(
      "li",
      { class: "match", data: { score: match.score } },
      h("span", { class: "score" }, `${match.score} %`),
      h("div", {}, h("p", { class: "from", lang: "id" }, differing(match.source, match.differences)),
        h("p", { lang: code }, visible(match.text))),
      button("insert", () => put(id, code, match.text).then(closePanel), { class: "do", data: { action: "insert" } })
    )
  );
  openPanel(id, code, t("memory"), list.length ? h("ol", { class: "matches" }, list) : h("p", { class: "empty" }, t("no_matches")));
};

const insertBest = async (id, code) => {
  const answer = await call("matches", { segment: id, language: code });
  if (answer.error) return say(answer.error, "error");
  if (!answer.matches.length) return say(t("no_matches"));
  await put(id, code, answer.matches[0].text);
  say(t("inserted", { score: answer.matches[0].score }));
};

const differing = (text, differences) => {
  const units = unitsBefore(text);
  const parts = [];
  let position = 0;
  for (const difference of differences) {
    const [start, end] = [units[difference.start], units[difference.end]];
    parts.push(visible(text.slice(position, start)));
    if (end > start) parts.push(h("del", {}, visible(text.slice(start, end))));
    else parts.push(h("ins", { title: t("missing_here") }, "‸"));
    position = end;
  }
  parts.push(visible(text.slice(position)));
  return parts;
};

const showHistory = async (id, code) => {
  await flush(id, code);
  const answer = await call("history", { segment: id, language: code });
  if (answer.error) return say(answer.error, "error");
  const list = answer.changes.map((change) =>
    h(
      "li",
      { class: "change", data: { revision: change.revision, did: change.action } },
      h("span", { class: "when" }, [new Date(change.at).toLocaleString(language()), change.author, t("action_" + change.action)].filter(Boolean).join(" · ")),
      h("p", { lang: code }, compared(change.before, change.after, code)),
      button("put_back", () => act(id, code, "revert", { revision: change.revision }).then(closePanel), {
        class: "do quiet",
        data: { action: "revert" },
      })
    )
  );
  openPanel(id, code, t("history"), list.length ? h("ol", { class: "changes" }, list) : h("p", { class: "empty" }, t("no_history")));
};

// A difference by words (by characters in Japanese): what both ends share stays, the longest common part of the rest.
const compared = (before, after, code) => {
  const cut = (text) => (code === "ja" ? Array.from(text) : text.match(/\s+|[^\s]+/g) || []);
  const [a, b] = [cut(before), cut(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = common(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [visible(a.slice(0, head).join("")), middle, visible(tail ? a.slice(-tail).join("") : "")];
};

const common = (a, b) => {
  const gone = (parts) => (parts.length ? h("del", {}, visible(parts.join(""))) : null);
  const come = (parts) => (parts.length ? h("ins", {}, visible(parts.join(""))) : null);
  if (a.length * b.length > 250000) return [gone(a), come(b)];
  const size = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      size[i][j] = a[i] === b[j] ? size[i + 1][j + 1] + 1 : Math.max(size[i + 1][j], size[i][j + 1]);
  const parts = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [oldFrom, newFrom] = [i, j];
    while (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1];
    parts.push(visible(a.slice(oldFrom, i).join("")));
    const [goneFrom, comeFrom] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j]))
      if (j >= b.length || (i < a.length && size[i + 1][j] >= size[i][j + 1])) i++;
      else j++;
    parts.push(gone(a.slice(goneFrom, i)), come(b.slice(comeFrom, j)));
    if (oldFrom === i && newFrom === j) break;
  }
  return parts;
};

const showName = async (id, code, issue) => {
  const answer = await call("proposal", { article: state.article.id, id: issue.span });
  if (answer.error) return say(answer.error, "error");
  const field = (name, value) => h("input", { name, value, lang: name, "aria-label": NAMES[name], autocomplete: "off" });
  const [en, ja] = [field("en", answer.en), field("ja", answer.ja)];
  const kinds = answer.kinds.includes(answer.kind) ? answer.kinds : [answer.kind, ...answer.kinds];
  const kind = h("select", { name: "kind" }, kinds.map((value) => h("option", { value, selected: value === answer.kind }, t("kind_" + value))));
  const save = async (event) => {
    event.preventDefault();
    const done = await call("settle_name", { article: state.article.id, id: answer.id, en: en.value, ja: ja.value, kind: kind.value });
    if (done.error) return say(done.error, "error");
    closePanel();
    say(t("name_settled", { count: done.count }));
    refresh();
  };
  const form = h(
    "form",
    { class: "name", onsubmit: save },
    h("b", { lang: "id" }, visible(answer.id)),
    h("label", {}, NAMES.en, en),
    h("label", {}, NAMES.ja, ja),
    h("label", {}, t("kind"), kind),
    h("button", { type: "submit", class: "do", data: { action: "save-name" } }, state.article.project ? t("settle_in_project", { project: state.article.project }) : t("settle_everywhere"))
  );
  openPanel(id, code, t("settle_name"), form);
  ja.focus();
};
