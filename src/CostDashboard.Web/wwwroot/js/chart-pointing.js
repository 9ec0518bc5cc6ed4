// What a person points at on a chart, with the pointer or the keys: the point, the brushed period, the marks; and what opens then.

import { markLines } from "./chart-marks.js";
import { follow, hit, moved } from "./chart-moves.js";
import { fillTip, placeTip } from "./chart-tip.js";

const brushThreshold = 6;

export class ChartPointing {
  #chart;
  #left;            // called when nothing is pointed at any more
  #at = null;       // bucket under the pointer or the keys
  #row = null;      // series under the pointer or the keys; null is all of them
  #anchor = null;   // bucket where a brush began
  #pressed = null;  // where the button went down, in pixels
  #marks = null;    // group of marks whose tooltip is pinned

  constructor(chart, left, signal) {
    [this.#chart, this.#left] = [chart, left];
    this.#listen(signal);
  }

  get isBusy() { return this.#at !== null || this.#marks !== null; }

  reset() {
    this.#pressed = null;
    this.#leave();
  }

  /** What marks do when the pointer comes to them and leaves them, and on a click. */
  show(group) { this.#showMarks(group, false); }

  hide() {
    if (this.#marks === null) {
      this.#leave();
    }
  }

  pin(group) { this.#showMarks(group, true); }

  #listen(signal) {
    const on = (type, handler) => this.#chart.inner(".plot").addEventListener(type, handler, { signal });
    on("pointermove", event => this.#point(event));
    on("pointerleave", () => this.#marks === null && this.#leave());
    on("pointerdown", event => this.#press(event));
    on("pointerup", event => this.#release(event));
    on("keydown", event => this.#key(event));
    on("blur", () => this.#leave());
    document.addEventListener("pointerdown", event => event.composedPath().includes(this.#chart) || this.#leave(), { signal });
  }

  #position(event) {
    const box = this.#chart.inner(".plot").getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #point(event) {
    if (!this.#chart.area || this.#marks !== null || event.target.closest?.(".mark")) {
      return;
    }

    const { x, y } = this.#position(event);
    this.#at = this.#chart.bucketAt(x);
    this.#row = this.#seriesAt(y);
    this.#show(this.#pressed !== null && Math.abs(x - this.#pressed) > brushThreshold);
  }

  #press(event) {
    if (event.target.closest?.(".mark")) {
      return;
    }

    this.#marks = null;
    if (event.button === 0 && this.#chart.area) {
      this.#point(event);
      this.#pressed = this.#position(event).x;
      this.#anchor = this.#chart.bucketAt(this.#pressed);
      this.#chart.inner(".plot").setPointerCapture(event.pointerId);
    }
  }

  #release(event) {
    if (this.#pressed === null) {
      return;
    }

    const isBrush = Math.abs(this.#position(event).x - this.#pressed) > brushThreshold;
    const anchor = this.#anchor;
    this.#pressed = null;
    this.#anchor = null;
    this.#open(isBrush ? anchor : this.#at, this.#at, isBrush ? null : this.#row, event);
  }

  #seriesAt(y) {
    const share = 1 - (y - this.#chart.area.top) / this.#chart.area.height;
    const series = this.#chart.shown;
    if (this.#chart.isDensity) {
      return Math.max(0, Math.min(series.length - 1, Math.floor(share * series.length)));
    }

    return hit(this.#chart.options.kind, series.map(s => s.values[this.#at]), share * this.#chart.scale.max, this.#chart.scale.max * 0.06);
  }

  #key(event) {
    const last = this.#chart.options.buckets.length - 1;
    const isGoing = event.key.toLowerCase() === "m" && this.#chart.groups.length > 0;
    if (event.key === "Enter" && this.#at !== null) {
      this.#open(this.#anchor ?? this.#at, this.#at, this.#row, event);
    } else if (event.key === "Escape" && (this.#at ?? this.#marks) !== null) {
      this.#leave();
    } else if (isGoing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const places = this.#chart.groups.map(g => this.#chart.bucketAt(g.x));
      this.#at = (event.shiftKey ? places.findLast(p => p < (this.#at ?? last + 1)) : places.find(p => p > (this.#at ?? -1))) ?? places.at(event.shiftKey ? -1 : 0);
      this.#anchor = null;
    } else {
      const next = moved(event.key, { at: this.#at, row: this.#row }, last, this.#chart.shown.length, this.#chart.isDensity);
      if (next === null) {
        return;
      }

      this.#anchor = event.shiftKey && next.at !== this.#at ? this.#anchor ?? this.#at : null;
      [this.#at, this.#row] = [next.at, next.row];
    }

    event.preventDefault();
    event.stopPropagation();
    if (this.#at !== null && this.#chart.area) {
      this.#marks = null;
      this.#show(this.#anchor !== null);
      this.#chart.inner(".said").textContent = this.#chart.inner(".tip").innerText.replaceAll("\n", ", ");
    }
  }

  #open(a, b, row, event) {
    const { link, linkOfAll, periodLink, buckets, fromKey, toKey } = this.#chart.options;
    const [first, last] = [Math.min(a, b), Math.max(a, b)];
    const base = first === last ? link : periodLink ?? link;
    if (base !== null && a !== null && b !== null) {
      const period = `&${fromKey}=${encodeURIComponent(buckets[first].from)}&${toKey}=${encodeURIComponent(buckets[last].to)}`;
      follow(`${base}${period}${(row === null ? null : this.#chart.shown[row].link) ?? linkOfAll}`, event);
    }
  }

  #show(isBrushing) {
    const [cross, band, tip] = [this.#chart.inner(".cross"), this.#chart.inner(".band"), this.#chart.inner(".tip")];
    const begin = isBrushing && this.#anchor !== null ? this.#anchor : this.#at;
    const [first, last] = [Math.min(begin, this.#at), Math.max(begin, this.#at)];
    const isCell = this.#chart.isDensity && this.#row !== null && first === last;
    const half = this.#chart.hasSlots ? this.#chart.area.width / this.#chart.options.buckets.length / 2 : 0;
    const height = isCell ? this.#chart.area.height / this.#chart.options.series.length : this.#chart.area.height;
    const top = isCell ? this.#chart.y(this.#row) - height / 2 : this.#chart.area.top;
    Object.assign(cross.style, { left: `${this.#chart.x(this.#at)}px`, top: `${this.#chart.area.top}px`, height: `${this.#chart.area.height}px` });
    Object.assign(band.style, { left: `${this.#chart.x(first) - half}px`, width: `${this.#chart.x(last) - this.#chart.x(first) + 2 * half}px`, top: `${top}px`, height: `${height}px` });
    band.classList.toggle("cell", isCell);
    cross.hidden = isCell || first !== last;
    band.hidden = !cross.hidden;
    const marks = this.#chart.options.markers.filter(m => Math.round(m.at) >= first && Math.round(m.at) <= last);
    fillTip(tip, this.#chart.options, { shown: this.#chart.shown, first, last, row: this.#row, hidesSome: this.#chart.hidesSome, marks });
    tip.classList.remove("pinned");
    placeTip(tip, this.#chart.x(this.#at), this.#chart.clientWidth);
  }

  /** Tells of a group of marks; pinned, its links can be reached. */
  #showMarks(group, isPinned) {
    if (this.#pressed !== null || (this.#marks !== null && !isPinned)) {
      return;
    }

    this.#leave();
    this.#marks = isPinned ? group : null;
    const tip = this.#chart.inner(".tip");
    tip.replaceChildren(...markLines(group.marks));
    tip.classList.toggle("pinned", isPinned);
    tip.hidden = false;
    placeTip(tip, group.x, this.#chart.clientWidth);
  }

  #leave() {
    if (this.#pressed !== null) {
      return;
    }

    this.#at = this.#row = this.#anchor = this.#marks = null;
    for (const part of [".tip", ".cross", ".band"]) {
      this.#chart.inner(part).hidden = true;
    }

    this.#left();
  }
}
