// The article: its bar, its rows, and what keeps them up to date.

const WORKING = 1000; // ms between two looks while a job runs
const QUIET = 4000; // ms between two looks for what other editors did

const root = element.querySelector("[data-grid]");
const live = h("div", { class: "notices", role: "status", "aria-live": "polite" });

// A message that stands there already is not shown a second time: what is tried again every few seconds fails as often.
const say = (message, kind) => {
  const same = [...live.children].find((note) => note.textContent === message);
  if (same) same.remove();
  const note = h("div", { class: `notice ${kind || "info"}` }, message);
  live.append(note);
  setTimeout(() => note.remove(), kind === "error" ? 12000 : 5000);
};

// This one stays as long as a text waits to be saved; the cells say which.
const unsaved = h("div", { class: "notice error unsaved", role: "alert" });
const showUnsaved = () => {
  const failed = [...drafts.values()].filter((draft) => draft.failed);
  if (!failed.length) return unsaved.remove();
  unsaved.replaceChildren(h("b", {}, failed[0].failed), " ", t("not_saved", { count: failed.length }));
  if (!unsaved.isConnected) live.append(unsaved);
};

let timer = null;
const schedule = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (!document.hidden && element.offsetParent) await refresh();
    schedule(state.job && state.job.active ? WORKING : QUIET);
  }, wait);
};

const open = async (id) => {
  const answer = await call("open_article", { article: id });
  if (answer.error) {
    say(answer.error, "error");
    return state.article || empty();
  }
  remember(id);
  Object.assign(state, { article: answer.article, blocks: answer.blocks, job: answer.job, active: null });
  state.segments.clear();
  state.fixes.clear();
  draw();
  findFixes();
  offerKept();
  schedule(state.job && state.job.active ? WORKING : QUIET);
};

// A page that is loaded anew shows the article that this tab had open.
const remember = (id) => {
  try {
    sessionStorage.setItem("desk-article", id);
  } catch (error) {
    /* storage is off */
  }
};

const remembered = () => {
  try {
    return Number(sessionStorage.getItem("desk-article"));
  } catch (error) {
    return 0;
  }
};

const findFixes = async () => {
  const answer = await call("find_fixes", { article: state.article.id });
  if (answer.error) return;
  for (const [id, found] of Object.entries(answer.fixes)) {
    found.forEach((issue) => state.fixes.add(issue));
    update(Number(id));
  }
};

const offerKept = () => {
  for (const id of state.order)
    for (const code of state.article.targets) {
      const [found, key] = [recalled(id, code), keyOf(id, code)];
      if (!found || drafts.has(key)) continue;
      if (found.text === targetOf(id, code).text) forget(id, code);
      else {
        say(t("recalled"), "warning");
        drafts.set(key, { version: found.version, sent: new Set() });
        typed(id, code, found.text);
        cellOf(id, code).querySelector(".text").replaceWith(plain(state.segments.get(id), code));
      }
    }
};

const draw = () => {
  state.rows.clear();
  state.order = [];
  const list = h("div", { class: "rows", role: "list" }, state.blocks.flatMap(blockRows));
  root.replaceChildren(live, bar(), columns(), list);
  for (const id of state.order) for (const code of state.article.targets) if ((drafts.get(keyOf(id, code)) || {}).conflict) showConflict(id, code);
  progress();
  applyFilter();
};

const columns = () =>
  h("div", { class: "columns-head", "aria-hidden": "true" }, ["id", ...state.article.targets].map((code) => h("span", { lang: code }, NAMES[code])));

const blockRows = (block) => {
  if (block.dropped) return [clutter(block)];
  if (!block.segments.length) return block.text ? [h("div", { class: "row fixed" }, h("div", { class: "source" }, visible(block.text)))] : [];
  return block.segments.map((segment, index) => segmentRow(segment, block, index === 0));
};

const clutter = (block) =>
  h(
    "div",
    { class: "row clutter", role: "listitem", data: { block: block.id, reason: block.reason } },
    h("s", { lang: "id" }, visible(block.text)),
    button("restore", () => setDropped(block, false), { class: "do quiet", data: { action: "restore" } })
  );

const setDropped = async (block, dropped) => {
  const answer = await call("set_dropped", { article: state.article.id, block: block.id, dropped });
  if (answer.error) return say(answer.error, "error");
  const place = window.scrollY;
  await open(state.article.id);
  window.scrollTo(0, place);
};

const segmentRow = (given, block, first) => {
  if (!state.segments.has(given.id)) adopt(given);
  const segment = state.segments.get(given.id);
  state.order.push(segment.id);
  const row = h(
    "div",
    {
      class: `row segment ${block.kind}${first ? " first" : ""}`,
      role: "listitem",
      data: { segment: segment.id, key: segment.key, block: block.id },
      onclick: () => activate(segment.id, null),
    },
    h(
      "div",
      { class: "source", lang: "id" },
      h("div", { class: "head" }, h("span", { class: "key" }, segment.key), agreement(segment),
        first && button("drop", () => setDropped(block, true), { class: "quiet drop", data: { action: "drop" }, icon: "×", "aria-label": t("drop") })),
      h("div", { class: "text" }, first && block.dateline ? h("span", { class: "dateline" }, visible(block.dateline)) : null, sourceText(segment))
    )
  );
  state.rows.set(segment.id, row);
  state.article.targets.forEach((code) => segment.targets[code] && row.append(targetCell(segment, code)));
  return row;
};

const agreement = (segment) => {
  const all = targets(segment);
  if (all.length < 2 || all.some((target) => !target.text)) return null;
  const apart = all.some((target) => openIssues(target).some((issue) => issue.both));
  return h("span", { class: `agree ${apart ? "no" : "yes"}`, title: t(apart ? "targets_differ" : "targets_agree") }, apart ? "EN ≠ JA" : "EN = JA");
};

const update = (id) => {
  const row = state.rows.get(id);
  if (!row) return;
  const segment = state.segments.get(id);
  for (const code of state.article.targets) if (segment.targets[code]) fill(cellOf(id, code), segment, code);
  const head = row.querySelector(".source .head");
  const old = head.querySelector(".agree");
  if (old) old.remove();
  const now = agreement(segment);
  if (now) head.querySelector(".key").after(now);
  progress();
};

const activate = (id, code) => {
  const before = state.active && state.active.id;
  const changed = before !== id || (code && state.active.language !== code);
  if (!changed) return;
  state.active = { id, language: code || (before === id ? state.active.language : state.article.targets[0]) };
  if (before === id) return;
  if (before !== null && state.rows.has(before)) {
    state.rows.get(before).classList.remove("active");
    update(before);
  }
  state.rows.get(id).classList.add("active");
  update(id);
};

const bar = () =>
  h(
    "div",
    { class: "bar" },
    h("h2", { class: "title", lang: "id" }, visible(state.article.title || state.article.name)),
    h("button", { type: "button", class: "chip project", title: t("move_help"), onclick: showMove, data: { action: "move" } },
      state.article.project ? visible(state.article.project) : t("no_project")),
    h("div", { class: "progress" }, h("progress", { "aria-label": t("progress"), max: "1", value: "0" }), h("span", { class: "count" })),
    h("div", { class: "job", role: "status" }),
    h("label", { class: "filter" }, t("show"), filterSelect()),
    button("next_issue", () => next((target) => wanting(target).length > 0), { data: { action: "next-issue" } }),
    button("preview", showPreview, { data: { action: "preview" } }),
    button("translate_again", translateAgain, { data: { action: "translate-again" } }),
    button("approve_all", approveAll, { class: "primary", data: { action: "approve-all" } }),
    button("keys", showKeys, { icon: "?", "aria-label": t("keys"), data: { action: "keys" } })
  );

const filterSelect = () => {
  const select = h(
    "select",
    { name: "filter", onchange: () => ((state.filter = select.value), applyFilter()) },
    Object.keys(filters).map((name) => h("option", { value: name, selected: name === state.filter }, t("filter_" + name)))
  );
  return select;
};

const applyFilter = () => {
  for (const [id, row] of state.rows) row.hidden = !filters[state.filter](state.segments.get(id));
  root.querySelectorAll(".row.clutter, .row.fixed").forEach((row) => (row.hidden = state.filter !== "all"));
  root.querySelectorAll(".nothing").forEach((node) => node.remove());
  if (!shown().length) root.querySelector(".rows").append(h("p", { class: "nothing empty" }, t("nothing_here")));
};

const progress = () => {
  const all = state.order.flatMap((id) => targets(state.segments.get(id)));
  const approved = all.filter((target) => target.state === "approved").length;
  const issues = all.reduce((sum, target) => sum + wanting(target).length, 0);
  const bar = root.querySelector("progress");
  bar.max = all.length || 1;
  bar.value = approved;
  root.querySelector(".count").textContent = t("progress_count", { approved, total: all.length, issues });
  showJob();
};

const showJob = () => {
  const place = root.querySelector(".job");
  const job = state.job;
  place.replaceChildren();
  if (!job) return;
  place.dataset.state = job.state;
  if (job.active)
    place.append(t("job_" + job.state, { done: job.done, total: job.total }), " ",
      button("stop", async () => ((state.job = (await call("cancel_job", { job: job.id })).job), showJob()), { data: { action: "stop" } }));
  else if (job.state === "failed") place.append(h("span", { class: "error" }, job.message), " ", button("retry", translateAgain, { data: { action: "retry" } }));
};

const translateAgain = async () => {
  const answer = await call("translate_again", { article: state.article.id });
  if (answer.error) return say(answer.error, "error");
  watchJob(answer.job);
};

const watchJob = (job) => {
  state.job = job;
  showJob();
  schedule(WORKING);
};

const approveAll = async () => {
  await Promise.all(state.order.flatMap((id) => state.article.targets.map((code) => flush(id, code))));
  const answer = await call("approve_all", { article: state.article.id });
  if (answer.error) return say(answer.error, "error");
  say(t("approved_all", { count: answer.count }));
  refresh();
};

// The row from the server, but with the texts that are open here as they were when they were opened: their version
// tells the server what this editor saw. The old mark makes the row come again with the next look.
const withHeld = (row) => {
  const old = state.segments.get(row.id);
  const held = state.article.targets.filter((code) => drafts.has(keyOf(row.id, code)) || cellOf(row.id, code).querySelector(".editor"));
  if (!held.length) return row;
  const targets = { ...row.targets, ...Object.fromEntries(held.map((code) => [code, old.targets[code]])) };
  return { ...row, targets, mark: old.mark };
};

// Only rows that changed on the server are drawn again, and no text that someone is typing in.
const refresh = async () => {
  if (!state.article) return;
  const marks = {};
  for (const id of state.order) marks[id] = state.segments.get(id).mark;
  const answer = await call("refresh", { article: state.article.id, marks });
  if (answer.error || answer.article.id !== state.article.id) return;
  const finished = state.job && state.job.active && answer.job && !answer.job.active;
  state.job = answer.job;
  const added = answer.rows.some((row) => !state.rows.has(row.id));
  if (added) return open(state.article.id);
  for (const row of answer.rows) {
    adopt(withHeld(row));
    update(row.id);
  }
  showJob();
  if (finished) findFixes();
};

const empty = () => root.replaceChildren(live, h("p", { class: "empty nothing" }, t("no_article")));

const shownValue = () => {
  const id = (props.value && props.value.article) || remembered();
  if (id) open(id);
  else empty();
};

document.addEventListener("keydown", onKey);
new MutationObserver(() => (state.article ? draw() : empty())).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
watch("value", shownValue);
shownValue();
