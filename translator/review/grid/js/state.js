// What the page knows of the article, and how it asks the server.

const LANGUAGES = ["en", "ja"];
const NAMES = { id: "Bahasa Indonesia", en: "English", ja: "日本語" };

const state = {
  article: null, // head
  blocks: [],
  segments: new Map(), // id → segment
  order: [], // ids of kept segments, in reading order
  rows: new Map(), // id → element
  fixes: new Set(), // ids of issues that one click can fix
  job: null,
  filter: "all",
  active: null, // { id, language }
};

const PATIENCE = 15000; // ms until a server that does not answer counts as away; the store waits 10 s for a lock

// Gradio answers nothing where a call fails, and leaves it open for ever where the connection breaks.
const call = async (name, data) => {
  let timer;
  const away = new Promise((give) => (timer = setTimeout(give, navigator.onLine ? PATIENCE : 0)));
  const answer = await Promise.race([server[name](data), away]).catch(() => null);
  clearTimeout(timer);
  return answer || { error: t((await loggedOut()) ? "logged_out" : "offline") };
};

const loggedOut = async () => {
  try {
    return (await fetch("config", { cache: "no-store", signal: AbortSignal.timeout(2000) })).status === 401;
  } catch (error) {
    return false; // nobody is there to ask
  }
};

const targetOf = (id, code) => state.segments.get(id).targets[code];

const openIssues = (target) => target.issues.filter((issue) => !issue.settled);

const wanting = (target) => openIssues(target).filter((issue) => issue.severity !== "info");

const filters = {
  all: () => true,
  issues: (segment) => targets(segment).some((target) => wanting(target).length),
  names: (segment) => targets(segment).some((target) => openIssues(target).some((issue) => issue.name)),
  unapproved: (segment) => targets(segment).some((target) => target.state !== "approved"),
  low: (segment) => targets(segment).some((target) => target.low),
};

const targets = (segment) => state.article.targets.map((code) => segment.targets[code]).filter(Boolean);

const adopt = (segment) => {
  // what can be fixed is told with single rows only; it stays as it was where it is not told
  if (segment.fixes) {
    for (const target of Object.values(segment.targets)) target.issues.forEach((issue) => state.fixes.delete(issue.id));
    segment.fixes.forEach((id) => state.fixes.add(id));
  }
  state.segments.set(segment.id, segment);
};
