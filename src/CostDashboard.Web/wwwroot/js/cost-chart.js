// <cost-chart options="{…}">: draws what ChartOptions.cs describes. ApexCharts draws the shapes; the axis of time, the legend, the tooltip,
// the brush and the keys are ours, so that times are those of the organisation's zone, numbers are exact, and all of it works without a mouse.
// It lives in a shadow tree, which enhanced navigation leaves alone: new options come in through the attribute.

import { comparisonLegend, placeComparison } from "./chart-comparison.js";
import { niceScale, top } from "./chart-scale.js";
import { shapes } from "./chart-shapes.js";
import { styles } from "./chart-style.js";
import { tipLines } from "./chart-tip.js";

const brushThreshold = 6;

class CostChart extends HTMLElement {
  static observedAttributes = ["options"];

  #options = null;
  #chart = null;
  #hidden = new Set();
  #at = null;       // bucket under the pointer or the keys
  #row = null;      // series under the pointer or the keys; null is all of them
  #anchor = null;   // bucket where a brush began
  #drawn = 0;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles()];
    root.innerHTML = `<div class="legend" part="legend"></div>
      <div class="plot" tabindex="0" role="application"><div class="canvas" aria-hidden="true"></div><div class="band" hidden></div><div class="cross" hidden></div></div>
      <div class="axis" aria-hidden="true"></div>
      <div class="tip" hidden></div>
      <div class="said" role="status"></div>`;
  }

  connectedCallback() {
    this.resizes = new ResizeObserver(() => this.#drawSoon());
    this.resizes.observe(this);
    this.redraw = () => this.#drawSoon();
    document.addEventListener("themechange", this.redraw);
    this.#listen();
    this.#read();
  }

  disconnectedCallback() {
    this.resizes.disconnect();
    document.removeEventListener("themechange", this.redraw);
    this.listening.abort();
    this.#chart?.destroy();
    this.#chart = null;
  }

  attributeChangedCallback() {
    if (this.isConnected && this.resizes) {
      this.#read();
    }
  }

  #$(selector) { return this.shadowRoot.querySelector(selector); }

  #read() {
    this.#options = JSON.parse(this.getAttribute("options"));
    this.#hidden.clear();
    this.#leave();
    this.#$(".plot").setAttribute("aria-label", `${this.#options.title}. Left and right arrows go through time, up and down through the series${this.#options.link === null ? "" : ", Enter opens the traces behind a point"}.`);
    this.#legend();
    this.#drawSoon();
  }

  get #shown() { return this.#options.series.filter((_, i) => !this.#hidden.has(i)); }

  #drawSoon() {
    cancelAnimationFrame(this.#drawn);
    this.#drawn = requestAnimationFrame(() => this.#draw());
  }

  #colour(name) {
    const probe = this.#$(".said");
    probe.style.color = `var(--${name})`;
    const colour = getComputedStyle(probe).color;
    probe.style.color = "";
    return colour;
  }

  async #draw() {
    const canvas = this.#$(".canvas");
    const { unit } = this.#options;
    const height = this.clientHeight - this.#$(".legend").offsetHeight - 22;
    if (!this.isConnected || this.clientWidth === 0 || height < 60) {
      return;
    }

    const series = this.#shown;
    this.scale = niceScale(top(this.#options, series), unit);
    this.#chart?.destroy();
    this.#chart = new ApexCharts(canvas, shapes(this.#options, series, this.scale, height, name => this.#colour(name)));
    await this.#chart.render();
    this.#place();
  }

  // Where a bucket stands in the plot: bars have a slot each, points stand from edge to edge.
  #x(index) {
    const count = this.#options.buckets.length;
    const share = this.#options.kind === "bars" || count === 1 ? (index + 0.5) / count : index / (count - 1);
    return this.area.left + share * this.area.width;
  }

  #bucketAt(x) {
    const count = this.#options.buckets.length;
    const share = (x - this.area.left) / this.area.width;
    const index = this.#options.kind === "bars" || count === 1 ? Math.floor(share * count) : Math.round(share * (count - 1));
    return Math.max(0, Math.min(count - 1, index));
  }

  #place() {
    const { gridWidth, gridHeight, translateX, translateY } = this.#chart.w.globals;
    this.area = { left: translateX, top: translateY, width: gridWidth, height: gridHeight };
    placeComparison(this.#$(".plot"), this.#options, this.area, index => this.#x(index), this.scale.max);
    const axis = this.#$(".axis");
    axis.replaceChildren();
    axis.style.top = `${Math.min(0, translateY + gridHeight + 3 - this.#$(".plot").offsetHeight)}px`;
    let free = -Infinity;
    for (const tick of this.#options.ticks) {
      const x = this.#x(tick.at);
      if (x - free < 0 || x > this.area.left + this.area.width + 1) {
        continue;
      }

      const label = document.createElement("span");
      label.textContent = tick.label;
      label.style.left = `${x}px`;
      axis.append(label);
      free = x + label.offsetWidth + 10;
    }
  }

  #legend() {
    const legend = this.#$(".legend");
    legend.replaceChildren(...this.#options.series.map((series, i) => {
      const button = document.createElement("button");
      const dot = document.createElement("i");
      const name = document.createElement("bdi");
      dot.style.background = `var(--${series.hue})`;
      name.textContent = series.name;
      button.append(dot, name);
      button.title = series.name;
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        const hides = !this.#hidden.has(i) && this.#shown.length > 1;
        hides ? this.#hidden.add(i) : this.#hidden.delete(i);
        button.setAttribute("aria-pressed", String(!hides));
        this.#drawSoon();
      });
      return button;
    }));
    legend.append(...comparisonLegend(this.#options));
  }

  #listen() {
    this.listening = new AbortController();
    const on = (type, handler) => this.#$(".plot").addEventListener(type, handler, { signal: this.listening.signal });
    on("pointermove", event => this.#point(event));
    on("pointerleave", () => this.#leave());
    on("pointerdown", event => this.#press(event));
    on("pointerup", event => this.#release(event));
    on("keydown", event => this.#key(event));
    on("blur", () => this.#leave());
  }

  #position(event) {
    const box = this.#$(".plot").getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #point(event) {
    if (!this.area) {
      return;
    }

    const { x, y } = this.#position(event);
    this.#at = this.#bucketAt(x);
    this.#row = this.#seriesAt(y);
    this.#show(this.pressed !== undefined && Math.abs(x - this.pressed) > brushThreshold);
  }

  #press(event) {
    if (event.button === 0 && this.area) {
      this.pressed = this.#position(event).x;
      this.#anchor = this.#bucketAt(this.pressed);
      this.#$(".plot").setPointerCapture(event.pointerId);
    }
  }

  #release(event) {
    if (this.pressed === undefined) {
      return;
    }

    const isBrush = Math.abs(this.#position(event).x - this.pressed) > brushThreshold;
    const anchor = this.#anchor;
    this.pressed = undefined;
    this.#anchor = null;
    this.#open(isBrush ? anchor : this.#at, this.#at, isBrush ? null : this.#row, event);
  }

  #seriesAt(y) {
    const value = (1 - (y - this.area.top) / this.area.height) * this.scale.max;
    const series = this.#shown;
    if (this.#options.kind === "lines") {
      const near = series.map((s, i) => [Math.abs((s.values[this.#at] ?? Infinity) - value), i]).sort((a, b) => a[0] - b[0])[0];
      return near && near[0] < this.scale.max * 0.06 ? near[1] : null;
    }

    let sum = 0;
    const hit = series.findIndex(s => value >= sum && value < (sum += s.values[this.#at] ?? 0));
    return hit < 0 ? null : hit;
  }

  #key(event) {
    const last = this.#options.buckets.length - 1;
    const at = this.#at ?? (event.key === "ArrowLeft" ? last + 1 : -1);
    const moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last };
    if (event.key in moves) {
      this.#anchor = event.shiftKey ? this.#anchor ?? this.#at : null;
      this.#at = Math.max(0, Math.min(last, moves[event.key]));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const row = (this.#row ?? -1) + (event.key === "ArrowDown" ? 1 : -1);
      this.#row = row < 0 ? null : Math.min(row, this.#shown.length - 1);
      this.#at ??= last;
    } else if (event.key === "Enter" && this.#at !== null) {
      this.#open(this.#anchor ?? this.#at, this.#at, this.#row, event);
    } else if (event.key === "Escape" && this.#at !== null) {
      this.#leave();
    } else {
      return;
    }

    event.preventDefault();
    event.stopPropagation();
    if (this.#at !== null && this.area) {
      this.#show(this.#anchor !== null);
      this.#$(".said").textContent = this.#$(".tip").innerText.replaceAll("\n", ", ");
    }
  }

  #open(a, b, row, event) {
    const { link, linkOfAll, buckets } = this.#options;
    if (link === null || a === null || b === null) {
      return;
    }

    const from = buckets[Math.min(a, b)].from;
    const to = buckets[Math.max(a, b)].to;
    const url = `${link}&from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}${row === null ? linkOfAll : this.#shown[row].link}`;
    // A link, so that Blazor takes it for enhanced navigation and Ctrl opens a tab.
    const anchor = Object.assign(document.createElement("a"), { href: url, hidden: true });
    document.body.append(anchor);
    anchor.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
    anchor.remove();
  }

  #show(isBrushing) {
    const { buckets } = this.#options;
    const cross = this.#$(".cross");
    const band = this.#$(".band");
    const begin = isBrushing && this.#anchor !== null ? this.#anchor : this.#at;
    const [first, last] = [Math.min(begin, this.#at), Math.max(begin, this.#at)];
    const isBand = isBrushing && first !== last;
    const half = this.#options.kind === "bars" ? this.area.width / buckets.length / 2 : 0;
    Object.assign(cross.style, { left: `${this.#x(this.#at)}px`, top: `${this.area.top}px`, height: `${this.area.height}px` });
    Object.assign(band.style, { left: `${this.#x(first) - half}px`, width: `${this.#x(last) - this.#x(first) + 2 * half}px`, top: `${this.area.top}px`, height: `${this.area.height}px` });
    cross.hidden = isBand;
    band.hidden = !isBand;

    const tip = this.#$(".tip");
    const head = document.createElement("b");
    head.textContent = isBand ? `${buckets[first].label} to ${buckets[last].label}` : buckets[this.#at].label;
    const hint = document.createElement("small");
    hint.textContent = this.#options.link === null ? "" : isBand ? "Release to open the traces of this period" : "Click for the traces, drag for a period";
    tip.replaceChildren(head, ...(isBand ? [] : tipLines(this.#options, this.#shown, this.#at, this.#row, this.#hidden.size > 0)), hint);
    tip.hidden = false;
    const x = this.#x(this.#at);
    const isRight = x > this.clientWidth / 2;
    tip.style.left = isRight ? "" : `${x + 14}px`;
    tip.style.right = isRight ? `${this.clientWidth - x + 14}px` : "";
  }

  #leave() {
    if (this.pressed !== undefined) {
      return;
    }

    this.#at = this.#row = this.#anchor = null;
    for (const part of [".tip", ".cross", ".band"]) {
      this.#$(part).hidden = true;
    }
  }
}

customElements.define("cost-chart", CostChart);
