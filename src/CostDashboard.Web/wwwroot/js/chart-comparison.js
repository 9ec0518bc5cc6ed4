// The total of the period that is compared with: a dashed line over the plot. Hidden series do not change it, as it is a total.

const svg = "http://www.w3.org/2000/svg";

/** Draws or takes away the line in the plot; `x` gives where a bucket stands, `area` and `max` are those of the plot. */
export function placeComparison(plot, { comparison, buckets }, area, x, max) {
  plot.querySelector(".before")?.remove();
  if (!comparison || buckets.length === 0) {
    return;
  }

  const line = document.createElementNS(svg, "svg");
  line.classList.add("before");
  line.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg, "polyline");
  const y = value => area.top + (1 - Math.min(1, value / max)) * area.height;
  const points = comparison.values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  path.setAttribute("points", points.join(" "));
  line.append(path);
  plot.append(line);
}

/** What the dashed line is, for the legend; nothing where there is none. */
export function comparisonLegend({ comparison }) {
  if (!comparison) {
    return [];
  }

  const compared = Object.assign(document.createElement("span"), { className: "compared" });
  compared.append(document.createElement("i"), comparison.name);
  return [compared];
}
