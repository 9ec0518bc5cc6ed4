// The y axis: round steps, and numbers as short as they can be without two being alike.

/** The highest value, or the highest stack of values, that the series have in any bucket. */
export function top({ kind, buckets, comparison }, series) {
  const joined = kind === "lines" ? Math.max : (a, b) => a + b;
  const compared = Math.max(0, ...comparison?.values ?? []);
  return Math.max(compared, buckets.reduce((highest, _, i) => Math.max(highest, series.reduce((sum, s) => joined(sum, s.values[i] ?? 0), 0)), 0));
}

/** The top of an axis that shows a value, and its round steps. */
export function niceScale(highest, unit) {
  if (!(highest > 0)) {
    return { max: 1, step: 1, ticks: 1 };
  }

  const least = unit === "count" ? 1 : 0;
  const raw = highest / 4;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(least, [1, 2, 2.5, 5, 10].find(m => m * magnitude >= raw * 0.999 && (unit !== "count" || Number.isInteger(m * magnitude))) * magnitude || 10 * magnitude);
  const ticks = Math.max(1, Math.ceil(highest / step - 1e-9));
  return { max: step * ticks, step, ticks };
}

/** What stands at a step of the axis. */
export function axisText(value, unit, step) {
  switch (unit) {
    case "usd": return value === 0 ? "$0" : "$" + short(value, step);
    case "nanoseconds": return duration(value, step);
    case "share": return trim((value * 100).toFixed(digits(step * 100))) + " %";
    default: return short(value, step);
  }
}

const digits = step => Math.max(0, Math.min(9, -Math.floor(Math.log10(step) + 1e-9) + (isHalf(step) ? 1 : 0)));

const isHalf = step => Math.abs(step / 10 ** Math.floor(Math.log10(step) + 1e-9) - 2.5) < 1e-6;

const trim = text => text.includes(".") ? text.replace(/\.?0+$/, "") : text;

function short(value, step) {
  for (const [size, name] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]]) {
    if (value >= size && (size > 1e3 || value >= 1e4 || step % 1e3 === 0)) {
      return trim((value / size).toFixed(digits(step / size))) + name;
    }
  }

  return value.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: digits(step) });
}

function duration(value, step) {
  for (const [size, name] of [[3.6e12, "h"], [6e10, "min"], [1e9, "s"], [1e6, "ms"], [1e3, "µs"]]) {
    if (value >= size) {
      return `${trim((value / size).toFixed(Math.min(2, digits(step / size))))} ${name}`;
    }
  }

  return value === 0 ? "0" : `${Math.round(value)} ns`;
}
