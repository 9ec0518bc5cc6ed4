// <cost-chart options="{…}">: draws what ChartOptions.cs describes. ApexCharts draws the shapes; the axis of time, the legend, the tooltip,
// the marks, the brush and the keys are ours, so that times are those of the organisation's zone, numbers are exact, and all of it works without
// a mouse. It lives in a shadow tree, which enhanced navigation leaves alone: new options come in through the attribute, or through update().

import { comparisonLegend, placeComparison } from "./chart-comparison.js";
import { densityLegend, drawDensity } from "./chart-density.js";
import { csvOf, fileName, pngOf, save } from "./chart-export.js";
import { folded, markButtons, ruleElements } from "./chart-marks.js";
import { ChartPointing } from "./chart-pointing.js";
import { niceScale, top } from "./chart-scale.js";
import { shapes } from "./chart-shapes.js";
import { styles } from "./chart-style.js";

const printWidth = 680;

class CostChart extends HTMLElement {
  static observedAttributes = ["options"];

  options = null;
  area = null;      // where the plot's grid lies, in pixels of the plot
  scale = null;     // of the y axis; null for a density
  groups = [];      // marks, those that would lie on each other as one
  #pending = null;  // newer options that wait until nobody points at the old ones
  #pointing = null;
  #chart = null;
  #hidden = new Set();
  #drawn = 0;
  #drawing = 0;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles()];
    root.innerHTML = `<div class="legend" part="legend"></div>
      <div class="plot" tabindex="0" role="application"><div class="canvas" aria-hidden="true"></div><div class="rules" aria-hidden="true"></div><div class="band" hidden></div><div class="cross" hidden></div><div class="marks"></div></div>
      <div class="axis" aria-hidden="true"></div>
      <div class="tip" hidden></div>
      <div class="said" role="status"></div>`;
  }

  connectedCallback() {
    this.resizes = new ResizeObserver(() => this.#drawSoon());
    this.resizes.observe(this);
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("themechange", () => this.#drawSoon(), { signal });
    window.addEventListener("beforeprint", () => this.#print(true), { signal });
    window.addEventListener("afterprint", () => this.#print(false), { signal });
    this.closest(".chart-frame")?.addEventListener("click", event => this.#save(event), { signal });
    this.#pointing = new ChartPointing(this, () => this.#pending && this.#read(this.#pending), signal);
    this.#read(JSON.parse(this.getAttribute("options")));
  }

  disconnectedCallback() {
    this.resizes.disconnect();
    this.listening.abort();
    this.#chart?.destroy();
    this.#chart = null;
  }

  attributeChangedCallback(_, before, now) {
    if (this.isConnected && this.resizes && before !== now) {
      this.#read(JSON.parse(now));
    }
  }

  /** Shows newer options (an object, or its JSON) of the same question. While the pointer or the keys are on a point, it waits. */
  update(options) {
    const newer = typeof options === "string" ? JSON.parse(options) : options;
    if (this.#pointing?.isBusy) {
      this.#pending = newer;
    } else {
      this.#read(newer);
    }
  }

  inner(selector) { return this.shadowRoot.querySelector(selector); }

  #read(options) {
    if (this.options?.title !== options.title) {
      this.#hidden.clear();
    }

    this.options = options;
    this.#pending = null;
    this.#pointing.reset();
    const opens = options.link === null ? "" : `, Enter opens ${options.pointHint} behind a point`;
    const marked = options.markers.length === 0 ? "" : ", M goes to the next mark";
    this.inner(".plot").setAttribute("aria-label", `${options.title}. Left and right arrows go along, up and down through the series${marked}${opens}.`);
    this.#legend();
    this.#drawSoon();
  }

  get isDensity() { return this.options.kind === "density"; }

  get hasSlots() { return this.isDensity || this.options.kind === "bars" || this.options.buckets.length === 1; }

  get hidesSome() { return this.#hidden.size > 0; }

  get shown() { return this.options.series.filter(s => !this.#hidden.has(s.name)); }

  #drawSoon() {
    cancelAnimationFrame(this.#drawn);
    this.#drawn = requestAnimationFrame(() => this.#draw());
  }

  #colour(name) {
    const probe = this.inner(".said");
    probe.style.color = `var(--${name})`;
    const colour = getComputedStyle(probe).color;
    probe.style.color = "";
    return colour;
  }

  // The new drawing is made out of sight and takes the old one's place when it is done: nothing flickers.
  async #draw() {
    const height = this.clientHeight - this.inner(".legend").offsetHeight - 22;
    if (!this.isConnected || this.clientWidth === 0 || height < 60) {
      return;
    }

    const drawing = ++this.#drawing;
    const canvas = Object.assign(document.createElement("div"), { className: "next" });
    const colour = name => this.#colour(name);
    canvas.setAttribute("aria-hidden", "true");
    this.inner(".plot").prepend(canvas);
    let chart = null;
    let area = null;
    let scale = null;
    if (this.isDensity) {
      area = drawDensity(canvas, this.options, this.clientWidth, height, colour);
    } else {
      scale = niceScale(top(this.options, this.shown), this.options.unit);
      chart = new ApexCharts(canvas, shapes(this.options, this.shown, scale, height, colour));
      await chart.render();
      const { gridWidth, gridHeight, translateX, translateY } = chart.w.globals;
      area = { left: translateX, top: translateY, width: gridWidth, height: gridHeight };
    }

    if (drawing !== this.#drawing || !this.isConnected) {
      chart?.destroy();
      canvas.remove();
      return;
    }

    this.#chart?.destroy();
    this.inner(".canvas")?.remove();
    canvas.className = "canvas";
    [this.#chart, this.area, this.scale, this.plotHeight] = [chart, area, scale, height];
    this.#place();
  }

  // Where a bucket's middle stands: bars and cells have a slot each, points stand from edge to edge.
  x(at) {
    const count = this.options.buckets.length;
    const share = this.hasSlots ? (at + 0.5) / count : at / (count - 1);
    return this.area.left + Math.max(0, Math.min(1, share)) * this.area.width;
  }

  y(row) { return this.area.top + this.area.height * (1 - (row + 0.5) / this.options.series.length); }

  bucketAt(x) {
    const count = this.options.buckets.length;
    const share = (x - this.area.left) / this.area.width;
    const index = this.hasSlots ? Math.floor(share * count) : Math.round(share * (count - 1));
    return Math.max(0, Math.min(count - 1, index));
  }

  #place() {
    const { axisLabel, markers, rules, ticks } = this.options;
    const axis = this.inner(".axis");
    axis.replaceChildren();
    axis.style.top = `${Math.min(0, this.area.top + this.area.height + 3 - this.inner(".plot").offsetHeight)}px`;
    this.ticks = [];
    let free = -Infinity;
    for (const tick of ticks) {
      const x = this.x(tick.at);
      const label = document.createElement("span");
      label.textContent = tick.label;
      label.style.left = `${x}px`;
      axis.append(label);
      const half = label.offsetWidth / 2;
      if (x - half < free || x + half > this.clientWidth + 4) {
        label.remove();
        continue;
      }

      this.ticks.push({ x, label: tick.label });
      free = x + half + 10;
    }

    axis.title = axisLabel;
    if (!this.isDensity) {
      placeComparison(this.inner(".plot"), this.options, this.area, at => this.x(at), this.scale.max);
    }

    this.groups = folded(markers, at => this.x(at));
    this.inner(".marks").replaceChildren(...markButtons(this.groups, this.area, this.#pointing));
    this.inner(".rules").replaceChildren(...ruleElements(rules, this.area, at => this.x(at), at => this.y(at)));
  }

  #legend() {
    if (this.isDensity) {
      this.inner(".legend").replaceChildren(...densityLegend(this.options));
      return;
    }

    this.inner(".legend").replaceChildren(...this.options.series.map(series => {
      const button = Object.assign(document.createElement("button"), { type: "button", title: series.name });
      const dot = document.createElement("i");
      const name = document.createElement("bdi");
      dot.style.background = `var(--${series.hue})`;
      name.textContent = series.name;
      button.append(dot, name);
      button.setAttribute("aria-pressed", String(!this.#hidden.has(series.name)));
      button.addEventListener("click", () => {
        const hides = !this.#hidden.has(series.name) && this.shown.length > 1;
        hides ? this.#hidden.add(series.name) : this.#hidden.delete(series.name);
        button.setAttribute("aria-pressed", String(!hides));
        this.#drawSoon();
      });
      return button;
    }), ...comparisonLegend(this.options));
  }

  // On paper a chart is as wide as paper; the drawing is made before the browser takes its picture of the page.
  #print(isBegin) {
    this.style.width = isBegin ? `${Math.min(this.clientWidth, printWidth)}px` : "";
    this.#draw();
  }

  async #save(event) {
    const kind = event.target.closest?.("[data-chart-saves]")?.dataset.chartSaves;
    const name = fileName(this.options.title);
    if (kind === "csv") {
      save(new Blob([csvOf(this.options)], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
    } else if (kind === "png" && this.area) {
      save(await pngOf({
        options: this.options, shown: this.shown, canvas: this.inner(".canvas"), ticks: this.ticks, groups: this.groups, area: this.area,
        rules: this.options.rules.map(rule => ({ ...rule, at: rule.isRow ? this.y(rule.at) : this.x(rule.at) })),
        width: this.clientWidth, height: this.plotHeight, colour: colour => this.#colour(colour),
      }), `${name}.png`);
    }
  }
}

customElements.define("cost-chart", CostChart);
