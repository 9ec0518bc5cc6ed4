// What ApexCharts is told: it draws areas, bars, lines, the grid and the y axis. All else is ours and switched off here.

import { axisText } from "./chart-scale.js";

/** The options of ApexCharts for the shown series; `colour` gives the colour that a token has in the theme of the moment. */
export function shapes({ kind, unit, buckets, isStepped }, series, scale, height, colour) {
  const isStacked = kind !== "lines";
  return {
    chart: {
      type: { bars: "bar", lines: "line", area: "area" }[kind],
      stacked: isStacked,
      height,
      width: "100%",
      background: "transparent",
      fontFamily: "inherit",
      foreColor: colour("text-3"),
      animations: { enabled: false },
      toolbar: { show: false },
      zoom: { enabled: false },
      selection: { enabled: false },
      redrawOnParentResize: false,
      redrawOnWindowResize: false,
      parentHeightOffset: 0,
    },
    series: series.map(s => ({ name: s.name, data: s.values.map(v => isStacked ? v ?? 0 : v) })),
    colors: series.map(s => colour(s.hue)),
    fill: { type: "solid", opacity: isStacked ? 0.92 : 1 },
    // A line of the surface's colour between stacked values would cover the thin ones.
    stroke: kind === "bars" ? { width: 0 } : { width: isStacked ? 0.75 : 1.75, curve: isStepped ? "stepline" : "straight" },
    plotOptions: { bar: { columnWidth: buckets.length > 40 ? "92%" : "78%", borderRadius: 0 } },
    markers: { size: !isStacked && buckets.length === 1 ? 3 : 0, strokeWidth: 0 },
    dataLabels: { enabled: false },
    legend: { show: false },
    tooltip: { enabled: false },
    states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
    // The negative padding takes back the room that is kept for labels which are not shown.
    grid: { borderColor: colour("line"), strokeDashArray: 0, xaxis: { lines: { show: false } }, padding: { left: 4, right: 4, top: -18, bottom: kind === "bars" ? -8 : -22 } },
    xaxis: {
      type: "category",
      categories: buckets.map((_, i) => i),
      labels: { show: false },
      axisBorder: { show: true, color: colour("line-strong") },
      axisTicks: { show: false },
      tooltip: { enabled: false },
      crosshairs: { show: false },
    },
    yaxis: { min: 0, max: scale.max, tickAmount: scale.ticks, labels: { formatter: v => axisText(v, unit, scale.step), style: { fontSize: "11px" }, maxWidth: 80 } },
  };
}
