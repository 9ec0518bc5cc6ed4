// The style sheet of <cost-chart>, made once and shared by all charts of a page.

let sheet = null;

export function styles() {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }

  return sheet;
}

const css = `
:host { position: relative; display: flex; flex-direction: column; font-size: 12px; color: var(--text); }
[hidden] { display: none !important; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 4px; min-height: 24px; max-height: 72px; overflow: hidden; margin-left: -6px; }
.legend button { display: inline-flex; align-items: center; gap: 6px; max-width: 220px; padding: 2px 6px; border: 0; border-radius: 4px; background: none; color: var(--text-2); font: inherit; cursor: pointer; }
.legend button:hover { background: var(--surface-2); }
.legend button[aria-pressed=false] { color: var(--text-3); text-decoration: line-through; }
.legend button[aria-pressed=false] i { opacity: 0.3; }
.legend bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
i { flex: none; width: 8px; height: 8px; border-radius: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.plot { position: relative; flex: 1; min-height: 0; cursor: crosshair; touch-action: pan-y; border-radius: 4px; }
.canvas, .next { position: absolute; inset: 0; pointer-events: none; }
.next { visibility: hidden; }
.before { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; overflow: visible; }
.before polyline { fill: none; stroke: var(--text-2); stroke-width: 1.25; stroke-dasharray: 4 3; opacity: 0.8; }
.legend .compared { display: inline-flex; align-items: center; gap: 6px; padding: 2px 6px; color: var(--text-3); }
.legend .compared i { width: 14px; height: 0; border-top: 1.5px dashed var(--text-2); border-radius: 0; background: none; }
.legend > span { align-self: center; padding: 0 6px; color: var(--text-2); }
.legend > i { align-self: center; width: 14px; height: 10px; border-radius: 0; }
.marks, .rules { position: absolute; inset: 0; pointer-events: none; }
.mark { position: absolute; display: flex; align-items: center; gap: 2px; width: 18px; height: 18px; padding: 3px; margin-left: -9px; border: 0; background: none; color: var(--mark-colour); font: inherit; pointer-events: auto; cursor: pointer; }
.mark::before { content: ""; position: absolute; left: 9px; top: 14px; height: calc(var(--length) - 14px); border-left: 1px dashed var(--mark-colour); opacity: 0.55; pointer-events: none; }
.mark i { width: 9px; height: 9px; margin-left: 1.5px; border-radius: 1px; background: var(--mark-colour); outline: 2px solid var(--surface); }
.mark b { position: absolute; left: 17px; padding: 0 3px; border-radius: 3px; background: var(--surface); color: var(--text-2); font-size: 10px; font-weight: 600; line-height: 13px; }
.deploy { --mark-colour: var(--text-2); }
.event { --mark-colour: var(--text-3); }
.incident { --mark-colour: var(--bad); }
.mark.deploy i { transform: rotate(45deg) scale(0.86); }
.mark.event i { border-radius: 50%; }
.mark.incident i { clip-path: polygon(50% 0, 100% 100%, 0 100%); outline: 0; width: 11px; margin-left: 0.5px; }
.rule { position: absolute; border-left: 1px dashed var(--text-2); }
.rule span { position: absolute; left: 3px; padding: 0 3px; background: var(--surface); border-radius: 3px; color: var(--text-2); font-size: 11px; line-height: 14px; white-space: nowrap; }
.rule span.left { left: auto; right: 3px; }
.rule.row { border-left: 0; border-top: 1px dashed var(--text-2); }
.rule.row span { left: auto; right: 3px; top: -16px; }
.cross { position: absolute; width: 1px; background: var(--text-3); pointer-events: none; }
.band { position: absolute; background: var(--accent); opacity: 0.16; border-inline: 1px solid var(--accent); pointer-events: none; }
.axis { position: relative; height: 20px; color: var(--text-3); font-size: 11px; overflow: hidden; }
.axis span { z-index: 1; position: absolute; padding: 0 3px; background: var(--surface); top: 2px; transform: translateX(-50%); white-space: nowrap; }
.tip { position: absolute; top: 34px; z-index: 10; max-width: min(340px, 70%); padding: 8px 10px; background: var(--surface); border: 1px solid var(--line-strong); border-radius: 6px; box-shadow: 0 6px 20px rgb(0 0 0 / 14%); pointer-events: none; font-variant-numeric: tabular-nums; }
.tip b { display: block; margin-bottom: 4px; font-weight: 600; }
.tip div { display: grid; grid-template-columns: 8px minmax(0, 1fr) auto; align-items: center; gap: 6px; line-height: 1.6; color: var(--text-2); border-radius: 3px; }
.tip div.on { color: var(--text); background: var(--accent-soft); box-shadow: 0 0 0 2px var(--accent-soft); }
.tip .total { color: var(--text); font-weight: 600; }
.tip bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tip span { padding-left: 12px; color: var(--text); }
.tip small { display: block; margin-top: 4px; color: var(--text-3); font-size: 11px; }
.tip em { color: var(--text-3); font-style: normal; }
.tip p { display: grid; grid-template-columns: 54px minmax(0, 1fr); gap: 0 8px; margin: 4px 0 0; line-height: 1.5; }
.tip p em { color: var(--mark-colour); font-weight: 600; }
.tip p span { grid-column: 2; padding: 0; color: var(--text-3); font-size: 11px; }
.tip p a { color: var(--accent); overflow-wrap: anywhere; }
.tip p bdi { white-space: normal; overflow-wrap: anywhere; }
.tip.pinned { pointer-events: auto; }
.band.cell { background: none; opacity: 1; border: 1.5px solid var(--text); }
@media print { .legend button[aria-pressed=false], .tip, .cross, .band { display: none; } }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
