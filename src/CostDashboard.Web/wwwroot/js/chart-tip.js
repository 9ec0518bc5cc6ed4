// The lines of the tooltip: the total, and every series that has something at that moment, the top of the stack on top.

/** Elements for the tooltip of a bucket; `row` is the series that the pointer or the keys are on, null for none. */
export function tipLines({ kind, totals, comparison }, shown, at, row, hidesSome) {
  // What is nothing at this moment would only push the rest away, unless the keys stand on it.
  const lines = shown.flatMap((series, i) => series.values[at] || i === row ? [line(series.hue, series.name, series.texts[at], i === row)] : []);
  if (kind !== "lines") {
    lines.reverse();
  }

  if (totals === null) {
    return lines;
  }

  const total = line(null, hidesSome ? "Total, hidden ones too" : "Total", totals[at], false);
  total.className = "total";
  return [total, ...(comparison ? [line(null, comparison.name, comparison.texts[at], false)] : []), ...lines];
}

// Names come from outside: they are set as text and never parsed.
function line(hue, name, text, isOn) {
  const row = document.createElement("div");
  const dot = document.createElement("i");
  const label = document.createElement("bdi");
  const value = document.createElement("span");
  if (hue) {
    dot.style.background = `var(--${hue})`;
  }

  label.textContent = name;
  value.textContent = text;
  row.classList.toggle("on", isOn);
  row.append(dot, label, value);
  return row;
}
