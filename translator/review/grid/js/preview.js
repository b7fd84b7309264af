// The article as it will be published, in one column for each language.

const TAGS = { title: "h2", heading: "h3", "list-item": "li", quote: "blockquote", caption: "figcaption" };

const blockText = (block, code) =>
  (block.dateline ? block.datelines[code] || block.dateline : "") +
  block.segments.map((segment) => state.segments.get(segment.id).targets[code].text).join(code === "ja" ? "" : " ");

const previewOf = (code) =>
  h(
    "article",
    { lang: code, class: "published", data: { language: code } },
    state.blocks
      .filter((block) => !block.dropped && block.segments.length)
      .map((block) => h(TAGS[block.kind] || "p", {}, visible(blockText(block, code))))
  );

const showPreview = () => {
  const open = element.querySelector(".preview");
  if (open) return open.remove();
  const view = h("div", { class: "preview", role: "dialog", "aria-label": t("preview") },
    h("header", {}, h("b", {}, t("preview")), button("close", () => view.remove(), { class: "quiet", data: { action: "close" } })),
    h("div", { class: "columns" }, state.article.targets.map(previewOf))
  );
  root.querySelector(".bar").after(view);
};
