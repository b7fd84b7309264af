// Saving as typed: one request at a time for each text, the version that the editor saw with it, nothing dropped.

const PAUSE = 150; // ms after the last key
const RETRY = 3000; // ms after a failed save

const drafts = new Map(); // "id:language" → { text, version, sent, timer, sending, failed, conflict }

const keyOf = (id, code) => `${id}:${code}`;
const kept = (id, code) => `desk:${keyOf(id, code)}`;

const typed = (id, code, text) => {
  const key = keyOf(id, code);
  const draft = drafts.get(key) || { version: targetOf(id, code).version, sent: new Set() };
  drafts.set(key, draft);
  draft.text = text;
  keep(id, code, draft);
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => flush(id, code), PAUSE);
  showSaving(id, code, "saving");
};

const flush = async (id, code) => {
  const draft = drafts.get(keyOf(id, code));
  if (!draft || draft.conflict) return;
  clearTimeout(draft.timer);
  if (draft.sending) return draft.sending;
  draft.sending = send(id, code, draft).finally(() => (draft.sending = null));
  return draft.sending;
};

const send = async (id, code, draft) => {
  while (draft.text !== null && !draft.conflict) {
    const text = draft.text;
    draft.sent.add(text);
    const answer = await call("edit", { segment: id, language: code, text, version: draft.version });
    if (answer.conflict && draft.sent.has(answer.conflict.other)) {
      draft.version = answer.conflict.version; // an earlier save of this page arrived, only its answer did not
      continue;
    }
    if (answer.conflict) {
      draft.conflict = { ...answer.conflict, text: draft.text };
      draft.failed = null;
      showSaving(id, code, "conflict");
      showUnsaved();
      showConflict(id, code);
      return;
    }
    if (answer.error) {
      draft.failed = answer.error;
      showSaving(id, code, "failed", answer.error);
      showUnsaved();
      draft.timer = setTimeout(() => flush(id, code), RETRY);
      return;
    }
    draft.version = answer.row.targets[code].version;
    draft.failed = null;
    adopt(answer.row);
    if (draft.text === text) {
      drafts.delete(keyOf(id, code));
      forget(id, code);
      showSaving(id, code, "saved");
      showUnsaved();
      update(id);
      return;
    }
    keep(id, code, draft);
  }
};

// What is not saved yet stays in the browser too, should the tab be closed; with its version, so that what another
// editor wrote since is no surprise, and its source, as another store counts its segments anew.
const keep = (id, code, { text, version }) => {
  try {
    localStorage.setItem(kept(id, code), JSON.stringify({ text, version, source: state.segments.get(id).source }));
  } catch (error) {
    /* storage is off: the text is still in the page */
  }
};

const forget = (id, code) => {
  try {
    localStorage.removeItem(kept(id, code));
  } catch (error) {
    /* storage is off */
  }
};

const recalled = (id, code) => {
  try {
    const found = JSON.parse(localStorage.getItem(kept(id, code)));
    return found && found.source === state.segments.get(id).source ? found : null;
  } catch (error) {
    return null;
  }
};

window.addEventListener("beforeunload", (event) => {
  if (drafts.size) event.preventDefault();
});
