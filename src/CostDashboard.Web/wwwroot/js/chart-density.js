// A density: cells that are the darker the more there is in them, as an SVG of our own. The scale of darkness is logarithmic: one call and a
// thousand stand side by side in most distributions.

const svgNamespace = "http://www.w3.org/2000/svg";
const room = { left: 78, right: 10, top: 8, bottom: 6 };
const faintest = 0.14;

/** Draws into `canvas` and says where the grid lies. */
export function drawDensity(canvas, { buckets, series, rowTicks }, width, height, colour) {
  const area = { left: room.left, top: room.top, width: width - room.left - room.right, height: height - room.top - room.bottom };
  const svg = element("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  const most = mostIn(series);
  const cell = { width: area.width / buckets.length, height: area.height / series.length };
  const below = row => area.top + area.height - row * cell.height;
  svg.append(element("rect", { x: area.left, y: area.top, width: area.width, height: area.height, fill: "none", stroke: colour("line") }));
  series.forEach((row, y) => row.values.forEach((count, x) => {
    if (count) {
      svg.append(element("rect", {
        x: area.left + x * cell.width, y: below(y + 1), width: cell.width + 0.3, height: cell.height + 0.3, fill: colour("hue-1"), "fill-opacity": darkness(count, most).toFixed(3),
      }));
    }
  }));
  for (const { at, label } of rowTicks) {
    const y = below(at + 0.5);
    const text = element("text", { x: area.left - 8, y: y + 3.5, "text-anchor": "end", "font-size": 11, fill: colour("text-3") });
    text.textContent = label;
    svg.append(element("line", { x1: area.left - 4, x2: area.left, y1: y, y2: y, stroke: colour("line-strong") }), text);
  }

  canvas.replaceChildren(svg);
  return area;
}

/** Elements that say what the darkness means. */
export function densityLegend({ series, axisLabel, rowLabel }) {
  const most = mostIn(series);
  const parts = [text(`${rowLabel} by ${axisLabel.toLowerCase()}`), text("1")];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const step = document.createElement("i");
    step.style.background = "var(--hue-1)";
    step.style.opacity = String(faintest + share * (1 - faintest));
    parts.push(step);
  }

  return [...parts, text(most.toLocaleString("en-US"))];
}

const mostIn = series => series.reduce((most, row) => row.values.reduce((m, v) => Math.max(m, v ?? 0), most), 1);

const darkness = (count, most) => faintest + (1 - faintest) * (most === 1 ? 1 : Math.log(count) / Math.log(most));

function element(name, attributes) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }

  return made;
}

function text(content) {
  const span = document.createElement("span");
  span.textContent = content;
  return span;
}
