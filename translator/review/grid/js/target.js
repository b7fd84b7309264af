// One target cell: state, text, remarks, tools. The text is plain until it gets the focus.

const cellOf = (id, code) => {
  const row = state.rows.get(id);
  return row && row.querySelector(`.target[data-language="${code}"]`);
};

const targetCell = (segment, code) => {
  const cell = h("div", { class: "target", data: { language: code, segment: segment.id } });
  cell.append(h("div", { class: "head" }), plain(segment, code), h("div", { class: "foot" }));
  fill(cell, segment, code);
  return cell;
};

// The text of a cell: what was typed and is not saved yet, else what the server has.
const textOf = (segment, code) => {
  const draft = drafts.get(keyOf(segment.id, code));
  return draft ? draft.text : segment.targets[code].text;
};

const plain = (segment, code) => {
  const text = textOf(segment, code);
  return h(
    "div",
    {
      class: "text",
      lang: code,
      role: "textbox",
      tabindex: "0",
      "aria-multiline": "true",
      "aria-label": `${NAMES[code]} ${segment.key}`,
      onfocus: () => openEditor(segment.id, code),
      onmousedown: (event) => {
        if (event.button !== 0) return;
        const place = placeAt(event);
        event.preventDefault();
        openEditor(segment.id, code, place);
      },
    },
    text ? targetText(segment, code, text) : h("span", { class: "empty" }, t("no_draft"))
  );
};

// How many characters of the text stand before the place that was clicked; undefined where the browser cannot tell.
const placeAt = (event) => {
  const found = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(event.clientX, event.clientY)
    : document.caretRangeFromPoint && document.caretRangeFromPoint(event.clientX, event.clientY);
  const node = found && (found.offsetNode || found.startContainer);
  if (!node || !event.currentTarget.contains(node)) return undefined;
  const range = document.createRange();
  range.selectNodeContents(event.currentTarget);
  range.setEnd(node, found.offset ?? found.startOffset);
  return range.toString().length;
};

const openEditor = (id, code, place) => {
  const cell = cellOf(id, code);
  const text = cell.querySelector(".text");
  activate(id, code);
  if (!text) return;
  const editor = h("textarea", {
    class: "editor",
    rows: "1",
    spellcheck: "true",
    lang: code,
    "aria-label": `${NAMES[code]} ${state.segments.get(id).key}`,
    oninput: (event) => {
      fit(editor);
      if (!event.isComposing) typed(id, code, editor.value);
    },
    oncompositionend: () => typed(id, code, editor.value),
    onblur: () => closeEditor(id, code),
  });
  editor.value = textOf(state.segments.get(id), code);
  editor.style.height = `${text.offsetHeight}px`;
  text.replaceWith(editor);
  fit(editor);
  editor.focus({ preventScroll: true });
  const caret = place === undefined ? editor.value.length : Math.min(place, editor.value.length);
  editor.setSelectionRange(caret, caret);
};

const fit = (editor) => {
  editor.style.height = "auto";
  editor.style.height = `${editor.scrollHeight + 2}px`;
};

const closeEditor = (id, code) => {
  const cell = cellOf(id, code);
  const editor = cell && cell.querySelector(".editor");
  if (!editor || document.activeElement === editor) return;
  editor.replaceWith(plain(state.segments.get(id), code));
  cell.look = null;
  flush(id, code);
};

// The text of an editor that a click changes: it follows the same way as typing.
const put = (id, code, text) => {
  const editor = cellOf(id, code).querySelector(".editor");
  if (editor) {
    editor.value = text;
    fit(editor);
  }
  typed(id, code, text);
  return flush(id, code).then(() => editor || update(id));
};

// Do something with a text as it stands on the server: what was typed goes first.
const act = async (id, code, name, data) => {
  await flush(id, code);
  if (drafts.has(keyOf(id, code))) return null; // not saved: the cell says why
  const answer = await call(name, { segment: id, language: code, version: targetOf(id, code).version, ...data });
  if (answer.conflict) {
    say(answer.conflict.message, "warning");
    await refresh();
  } else if (answer.error) {
    say(answer.error, "error");
  } else {
    adopt(answer.row);
    const editor = cellOf(id, code).querySelector(".editor");
    if (editor) {
      editor.value = answer.row.targets[code].text;
      fit(editor);
    }
    update(id);
    progress();
    if (answer.job) watchJob(answer.job);
  }
  return answer;
};

const fill = (cell, segment, code) => {
  const target = segment.targets[code];
  cell.dataset.state = target.state;
  cell.dataset.version = target.version;
  cell.querySelector(".head").replaceChildren(...chips(segment, code, target));
  cell.querySelector(".foot").replaceChildren(...foot(segment, code, target));
  const look = JSON.stringify([target.text, segment.spans]);
  const untouched = !cell.querySelector(".editor") && !drafts.has(keyOf(segment.id, code));
  if (untouched && cell.look !== look) cell.querySelector(".text").replaceWith(plain(segment, code));
  if (untouched) cell.look = look;
};

const trouble = (id, code) => {
  const { conflict, failed } = drafts.get(keyOf(id, code)) || {};
  return conflict ? t("saving_conflict") : failed ? t("saving_failed") : null;
};

const chips = (segment, code, target) => [
  h("span", { class: "chip state" }, t("state_" + target.state)),
  target.low && h("span", { class: "chip low", title: t("low_help") }, t("low")),
  target.stale &&
    h("button", { type: "button", class: "chip stale", title: `${t("stale_help")} (Alt+J)`, onclick: translateAgain, data: { action: "from-english" } }, t("stale")),
  target.origin === "memory" && h("span", { class: "chip" }, t("from_memory")),
  h("span", { class: "saving", "aria-live": "polite" }, trouble(segment.id, code)),
  h(
    "button",
    {
      type: "button",
      class: "approve",
      disabled: target.state === "approved" || !target.text,
      "aria-label": `${t("approve")} ${NAMES[code]} ${segment.key}`,
      title: t("approve") + " (Ctrl+Enter)",
      data: { action: "approve" },
      onmousedown: (event) => event.preventDefault(),
      onclick: () => act(segment.id, code, "approve"),
    },
    "✓"
  ),
].filter(Boolean);

const foot = (segment, code, target) => {
  const issues = openIssues(target);
  const list = issues.length ? h("ul", { class: "issues" }, issues.map((issue) => remark(segment, code, issue))) : null;
  const active = state.active && state.active.id === segment.id;
  return [list, active ? tools(segment, code, target) : null].filter(Boolean);
};

// A press on a remark leaves the focus in the text: closing the editor would draw the remarks anew under the pointer.
const stay = { onmousedown: (event) => event.preventDefault() };

const remark = (segment, code, issue) =>
  h(
    "li",
    { class: `issue ${issue.severity}`, data: { issue: issue.id, check: issue.check } },
    h("span", { class: "message" }, t("severity_" + issue.severity) + ": ", visible(issue.message)),
    state.fixes.has(issue.id) &&
      button("fix", () => act(segment.id, code, "fix", { issue: issue.id }), { class: "do", data: { action: "fix" }, ...stay }),
    issue.name && button("settle_name", () => showName(segment.id, code, issue), { class: "do", data: { action: "name" }, ...stay }),
    button("settle_issue", () => act(segment.id, code, "settle", { issue: issue.id, how: "ignored" }), {
      class: "do quiet",
      data: { action: "settle" },
      ...stay,
    })
  );

const tools = (segment, code, target) => {
  const tool = (key, keys, action, extra) =>
    h(
      "button",
      {
        type: "button",
        title: keys ? `${t(key)} (${keys})` : t(key),
        data: { action: key },
        onmousedown: (event) => event.preventDefault(),
        onclick: action,
        ...extra,
      },
      t(key)
    );
  return h(
    "div",
    { class: "tools", role: "toolbar", "aria-label": `${NAMES[code]} ${segment.key}` },
    tool("reject", "Alt+R", () => act(segment.id, code, "reject")),
    tool("undo", "Alt+Z", () => act(segment.id, code, "undo")),
    tool("copy_source", "Alt+C", () => put(segment.id, code, segment.source)),
    tool("memory", "Alt+Shift+M", () => showMatches(segment.id, code)),
    tool("history", "Alt+H", () => showHistory(segment.id, code)),
    target.draft && target.state !== "draft" && tool("use_draft", "", () => put(segment.id, code, target.draft))
  );
};

const showSaving = (id, code, how, why) => {
  const cell = cellOf(id, code);
  if (!cell) return;
  cell.dataset.saving = how;
  const place = cell.querySelector(".saving");
  place.textContent = t("saving_" + how);
  place.title = why || "";
};

const showConflict = (id, code) => {
  const cell = cellOf(id, code);
  const { conflict } = drafts.get(keyOf(id, code));
  const done = () => {
    cell.querySelector(".conflict").remove();
    showSaving(id, code, "saved");
  };
  const mine = () => {
    const draft = drafts.get(keyOf(id, code));
    draft.version = conflict.version;
    draft.conflict = null;
    done();
    flush(id, code);
  };
  const theirs = async () => {
    drafts.delete(keyOf(id, code));
    forget(id, code);
    done();
    const editor = cell.querySelector(".editor");
    if (editor) editor.value = conflict.other;
    await refresh();
  };
  const old = cell.querySelector(".conflict");
  if (old) old.remove();
  cell.querySelector(".foot").before(
    h(
      "div",
      { class: "conflict", role: "alert", data: { conflict: keyOf(id, code) } },
      h("p", {}, t("conflict", { author: conflict.author || t("someone") })),
      h("div", { class: "both" }, h("div", {}, h("b", {}, t("theirs")), h("p", {}, visible(conflict.other))),
        h("div", {}, h("b", {}, t("mine")), h("p", {}, visible(conflict.text)))),
      button("keep_theirs", theirs, { class: "do", data: { action: "theirs" } }),
      button("keep_mine", mine, { class: "do", data: { action: "mine" } })
    )
  );
};
