// The article goes to another project, or to none.

const showMove = async () => {
  const standing = element.querySelector(".move");
  if (standing) return standing.remove();
  const answer = await call("projects", {});
  if (answer.error) return say(answer.error, "error");
  const input = h("input", { name: "project", value: state.article.project, list: "desk-projects", maxlength: "80", autocomplete: "off" });
  const move = async (event) => {
    event.preventDefault();
    const done = await call("move_article", { article: state.article.id, project: input.value });
    if (done.error) return say(done.error, "error");
    say(t("moved", { count: done.count }));
    await open(state.article.id);
  };
  const box = h("form", { class: "move", "aria-label": t("move"), onsubmit: move },
    h("label", {}, t("project"), input),
    h("datalist", { id: "desk-projects" }, answer.projects.map((name) => h("option", { value: name }))),
    h("button", { type: "submit", class: "do", data: { action: "save-move" } }, t("move")),
    button("close", () => box.remove(), { class: "quiet", data: { action: "close" } }),
    h("p", {}, t("move_help"))
  );
  root.querySelector(".bar").after(box);
  input.select();
};
