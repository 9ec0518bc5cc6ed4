// What a chart shows, as a file: the numbers as comma-separated values, the picture as PNG. Both are made here, of what the page holds.

const scale = 2;
const padding = 16;
const line = 16;

/** The table of the chart as RFC 4180; money and counts as bare numbers with all their digits. */
export function csvOf({ axisLabel, buckets, series, totals, comparison, unit }) {
  const number = (text, value) => unit === "usd" || unit === "count"
    ? bare(text) ?? (value === null ? "" : cell(text))
    : value ?? "";
  const head = [axisLabel, "From", "To", ...(totals ? ["Total"] : []), ...(comparison ? [comparison.name] : []), ...series.map(s => s.name)].map(cell);
  const rows = buckets.map((bucket, i) => [
    cell(bucket.label), cell(bucket.from), cell(bucket.to),
    ...(totals ? [number(totals[i])] : []),
    ...(comparison ? [number(comparison.texts[i], comparison.values[i])] : []),
    ...series.map(s => number(s.texts[i], s.values[i])),
  ]);
  return [head, ...rows].map(row => row.join(",") + "\r\n").join("");
}

// "$1,204.50" and "1,204" are numbers with signs for people; what is none ("unpriced", "–") stays a text.
function bare(text) {
  const plain = text.replace("\u2212", "-").replace(/[$,\s]/g, "");
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

// Spreadsheets run what begins like a formula, and names come from outside: such a text gets an apostrophe in front. SpendCsv.cs does the same.
function cell(text) {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The picture as it stands, with title and legend, on the surface of the theme of the moment. */
export async function pngOf({ options, shown, canvas, ticks, rules, groups, area, width, height, colour }) {
  const legend = legendOf(options.kind === "density" ? [] : shown, width, colour);
  const top = padding + line + 6 + legend.height;
  const size = { width: width + 2 * padding, height: top + height + line + padding };
  const drawing = new XMLSerializer().serializeToString(cleaned(canvas.querySelector("svg")));
  const texts = ticks.map(t => text(t.x, height + 14, t.label, colour("text-3"), "middle"));
  const marks = groups.map(g => `<path d="M${g.x} ${area.top}V${area.top + area.height}" stroke="${colour("text-3")}" stroke-dasharray="2 3"/>`
    + text(g.x + 4, area.top + 10, g.marks.length === 1 ? g.marks[0].text : `${g.marks.length} marks`, colour("text-2")));
  const lines = rules.map(({ at, isRow, label }, i) => `<path d="${isRow ? `M${area.left} ${at}h${area.width}` : `M${at} ${area.top}v${area.height}`}" stroke="${colour("text-2")}" stroke-dasharray="4 3"/>`
    + text(isRow ? area.left + 4 : at + 4, isRow ? at - 4 : area.top + 10 + (i % 4) * 13, label, colour("text-2")));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width * scale}" height="${size.height * scale}" viewBox="0 0 ${size.width} ${size.height}" font-family="system-ui, sans-serif" font-size="11">
    <rect width="100%" height="100%" fill="${colour("surface")}"/>
    <text x="${padding}" y="${padding + 11}" font-size="14" font-weight="600" fill="${colour("text")}">${escaped(options.title)}</text>
    <g transform="translate(${padding} ${padding + line + 6})">${legend.svg}</g>
    <g transform="translate(${padding} ${top})">${drawing}${lines.join("")}${marks.join("")}${texts.join("")}</g></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const paper = Object.assign(document.createElement("canvas"), { width: size.width * scale, height: size.height * scale });
  paper.getContext("2d").drawImage(image, 0, 0);
  return await new Promise(resolve => paper.toBlob(resolve, "image/png"));
}

export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const anchor = Object.assign(document.createElement("a"), { href: url, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A title as the name of a file. */
export const fileName = title => title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80) || "chart";

// HTML within the drawing would taint the picture, and there is none in it that is seen.
function cleaned(svg) {
  const copy = svg.cloneNode(true);
  copy.querySelectorAll("foreignObject").forEach(part => part.remove());
  copy.removeAttribute("style");
  return copy;
}

function legendOf(series, width, colour) {
  let [x, y, svg] = [0, 0, ""];
  for (const { name, hue } of series) {
    const label = name.length > 36 ? `${name.slice(0, 35)}…` : name;
    const length = 22 + label.length * 6.4;
    if (x > 0 && x + length > width) {
      [x, y] = [0, y + line];
    }

    svg += `<rect x="${x}" y="${y}" width="8" height="8" rx="2" fill="${colour(hue)}"/>` + text(x + 13, y + 8, label, colour("text-2"));
    x += length;
  }

  return { svg, height: series.length === 0 ? 0 : y + line + 4 };
}

const text = (x, y, content, fill, anchor = "start") => `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}">${escaped(content)}</text>`;

// What XML forbids altogether would make the picture unreadable; the rest is escaped.
const escaped = content => content.replace(/[\u0000-\u001f\ufffe\uffff]/g, " ").toWellFormed()
  .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
