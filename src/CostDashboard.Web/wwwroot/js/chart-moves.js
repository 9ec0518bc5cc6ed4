// Where the pointer and the keys are on a chart, and where a choice leads. No state of their own.

/** Where an arrow leads from a bucket and a series (null for all of them); null for a key that moves nothing. */
export function moved(key, { at, row }, last, rows, isDensity) {
  const from = at ?? (key === "ArrowLeft" ? last + 1 : -1);
  const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[key];
  if (to !== undefined) {
    return { at: Math.max(0, Math.min(last, to)), row };
  }

  if (key !== "ArrowDown" && key !== "ArrowUp") {
    return null;
  }

  // A density's rows go up as its axis does; of other charts the first series is the first that is named.
  const isForward = (key === "ArrowUp") === isDensity;
  const next = (row ?? -1) + (isForward ? 1 : -1);
  return { at: at ?? last, row: next < 0 ? null : Math.min(next, rows - 1) };
}

/** The series at a height: the part of the stack, or the line that is nearest and no farther than `reach`; null for none. */
export function hit(kind, values, value, reach) {
  if (kind === "lines") {
    const near = values.map((v, i) => [Math.abs((v ?? Infinity) - value), i]).sort((a, b) => a[0] - b[0])[0];
    return near && near[0] < reach ? near[1] : null;
  }

  let sum = 0;
  const part = values.findIndex(v => value >= sum && value < (sum += v ?? 0));
  return part < 0 ? null : part;
}

/** Follows an address by a link, so that Blazor takes it for enhanced navigation and Ctrl opens a tab. */
export function follow(url, { ctrlKey, metaKey }) {
  const anchor = Object.assign(document.createElement("a"), { href: url, hidden: true });
  document.body.append(anchor);
  anchor.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }));
  anchor.remove();
}
