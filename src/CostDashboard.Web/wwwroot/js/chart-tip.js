// The tooltip: the total, and every series that has something at that moment, the top of the stack on top; marks of the same moment below.

import { markLines } from "./chart-marks.js";

/** Fills the tooltip for a bucket, or for the buckets from `first` to `last`; `row` is the series that the pointer or the keys are on. */
export function fillTip(tip, options, { shown, first, last, row, hidesSome, marks }) {
  const { buckets, link, periodHint, pointHint } = options;
  const head = document.createElement("b");
  const hint = document.createElement("small");
  const isPeriod = first !== last;
  head.textContent = isPeriod ? `${buckets[first].label} to ${buckets[last].label}` : buckets[first].label;
  hint.textContent = link === null ? "" : isPeriod ? `Release to open ${periodHint}` : `Click for ${pointHint}, drag for ${periodHint}`;
  tip.replaceChildren(head, ...(isPeriod ? [] : tipLines(options, shown, first, row, hidesSome)), ...markLines(marks), hint);
  tip.hidden = false;
}

/** Beside what it tells of, on the side that has more room. */
export function placeTip(tip, x, width) {
  const isRight = x > width / 2;
  tip.style.left = isRight ? "" : `${x + 14}px`;
  tip.style.right = isRight ? `${width - x + 14}px` : "";
}

function tipLines({ kind, totals, unit, comparison }, shown, at, row, hidesSome) {
  if (kind === "density") {
    return row === null ? [] : [line(null, shown[row].name, shown[row].texts[at], true, unit)];
  }

  // What is nothing at this moment would only push the rest away, unless the keys stand on it.
  const lines = shown.flatMap((series, i) => series.values[at] || i === row ? [line(series.hue, series.name, series.texts[at], i === row, unit)] : []);
  if (kind !== "lines") {
    lines.reverse();
  }

  if (totals === null) {
    return lines;
  }

  const total = line(null, hidesSome ? "Total, hidden ones too" : "Total", totals[at], false, unit);
  total.className = "total";
  return [total, ...(comparison ? [line(null, comparison.name, comparison.texts[at], false, unit)] : []), ...lines];
}

// Names come from outside: they are set as text and never parsed. Of exact money, what is less than a cent of dollars stands back.
function line(hue, name, text, isOn, unit) {
  const row = document.createElement("div");
  const dot = document.createElement("i");
  const label = document.createElement("bdi");
  const value = document.createElement("span");
  const [, whole, rest] = unit === "usd" && /^(.?\$[1-9][\d,]*\.\d\d)(\d+)$/.exec(text) || [null, text, ""];
  if (hue) {
    dot.style.background = `var(--${hue})`;
  }

  label.textContent = name;
  value.append(whole, ...(rest ? [Object.assign(document.createElement("em"), { textContent: rest })] : []));
  row.classList.toggle("on", isOn);
  row.append(dot, label, value);
  return row;
}
