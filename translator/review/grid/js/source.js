// The source text, and where its fixed spans stand in the targets.

const label = (span, code) =>
  `${span.source} → ${code === "source" ? `${span.en} · ${span.ja}` : span[code]} (${t("kind_" + span.kind)})`;

const marked = (text, places, code) => {
  const parts = [];
  let position = 0;
  for (const { start, end, span } of places) {
    if (start < position) continue;
    parts.push(visible(text.slice(position, start)));
    parts.push(h("mark", { class: "span", data: { kind: span.kind }, title: label(span, code) }, visible(text.slice(start, end))));
    position = end;
  }
  parts.push(visible(text.slice(position)));
  return parts;
};

// Python counts code points, JavaScript halves of some of them.
const unitsBefore = (text) => {
  const units = [0];
  for (const point of text) units.push(units[units.length - 1] + point.length);
  return units;
};

const sourceText = (segment) => {
  const units = unitsBefore(segment.source);
  const places = segment.spans.map((span) => ({
    start: units[span.start],
    end: units[span.end],
    span: { ...span, source: segment.source.slice(units[span.start], units[span.end]) },
  }));
  return marked(segment.source, places, "source");
};

const targetText = (segment, code, text) => {
  const units = unitsBefore(segment.source);
  const places = [];
  for (const span of [...segment.spans].sort((a, b) => b[code].length - a[code].length)) {
    if (!span[code]) continue;
    let start = text.indexOf(span[code]);
    while (start >= 0 && places.some((p) => start < p.end && p.start < start + span[code].length))
      start = text.indexOf(span[code], start + 1);
    if (start < 0) continue;
    const source = segment.source.slice(units[span.start], units[span.end]);
    places.push({ start, end: start + span[code].length, span: { ...span, source } });
  }
  return marked(text, places.sort((a, b) => a.start - b.start), code);
};
