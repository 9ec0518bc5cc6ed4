// Marks of what happened (incidents, deploys, other events), and straight lines with a label. Texts come from outside: they are set as text.

const fold = 18;      // marks nearer than so many pixels are one
const mostLines = 8;
const names = { incident: "Incident", deploy: "Deploy", event: "Event" };
const urgency = ["incident", "deploy", "event"];

/** Marks that would lie on each other as one: `[{ x, marks }]` in their order. */
export function folded(markers, xOf) {
  const groups = [];
  for (const mark of [...markers].sort((a, b) => a.at - b.at)) {
    const x = xOf(mark.at);
    const last = groups.at(-1);
    if (last && x - last.x < fold) {
      last.marks.push(mark);
    } else {
      groups.push({ x, marks: [mark] });
    }
  }

  return groups;
}

/** Buttons for the groups; `pointing` hears of the pointer that comes to one and leaves it (`show`, `hide`) and of a click (`pin`). */
export function markButtons(groups, area, pointing) {
  return groups.map(group => {
    const button = document.createElement("button");
    const kind = urgency.find(k => group.marks.some(m => m.kind === k)) ?? "event";
    const count = group.marks.length;
    button.type = "button";
    button.tabIndex = -1;
    button.className = `mark ${kind}`;
    button.style.left = `${group.x}px`;
    button.style.top = `${area.top}px`;
    button.style.setProperty("--length", `${area.height}px`);
    button.setAttribute("aria-label", count === 1 ? textOf(group.marks[0]) : `${count} marks, ${names[kind].toLowerCase()} first`);
    button.append(document.createElement("i"));
    if (count > 1) {
      button.append(Object.assign(document.createElement("b"), { textContent: String(count) }));
    }

    button.addEventListener("pointerenter", () => pointing.show(group));
    button.addEventListener("pointerleave", () => pointing.hide());
    button.addEventListener("click", event => { event.stopPropagation(); pointing.pin(group); });
    return button;
  });
}

/** Lines of a tooltip about marks. */
export function markLines(marks) {
  const lines = marks.slice(0, mostLines).map(mark => {
    const line = document.createElement("p");
    const link = linkOf(mark);
    const kind = Object.assign(document.createElement("em"), { className: mark.kind, textContent: names[mark.kind] });
    const when = Object.assign(document.createElement("span"), { textContent: mark.when });
    const what = Object.assign(document.createElement(link ? "a" : "bdi"), { textContent: mark.text });
    if (link) {
      Object.assign(what, link);
    }

    line.append(kind, what, when);
    return line;
  });
  if (marks.length > mostLines) {
    lines.push(Object.assign(document.createElement("small"), { textContent: `and ${marks.length - mostLines} more, in the table below the chart` }));
  }

  return lines;
}

/** Upright and level lines with their labels; labels that would touch stand on lines of their own. */
export function ruleElements(rules, area, xOf, yOf) {
  let free = -Infinity;
  let line = 0;
  return [...rules].sort((a, b) => a.at - b.at).map(rule => {
    const made = document.createElement("div");
    const label = Object.assign(document.createElement("span"), { textContent: rule.label });
    made.className = rule.isRow ? "rule row" : "rule";
    if (rule.isRow) {
      Object.assign(made.style, { left: `${area.left}px`, width: `${area.width}px`, top: `${yOf(rule.at)}px` });
    } else {
      const x = xOf(rule.at);
      const width = rule.label.length * 6.2 + 10;
      line = x < free ? line + 1 : 0;
      free = x + width;
      Object.assign(made.style, { left: `${x}px`, top: `${area.top}px`, height: `${area.height}px` });
      label.style.top = `${line * 15}px`;
      label.classList.toggle("left", x + width > area.left + area.width);
    }

    made.append(label);
    return made;
  });
}

const textOf = mark => `${names[mark.kind]}: ${mark.text}, ${mark.when}`;

// Ours begin with one slash; others are http(s), open apart and learn nothing of us. The server checks the same.
function linkOf({ safeLink }) {
  if (typeof safeLink !== "string") {
    return null;
  }

  return /^https?:\/\//i.test(safeLink)
    ? { href: safeLink, rel: "noopener noreferrer", target: "_blank" }
    : /^\/(?![\/\\])/.test(safeLink) ? { href: safeLink } : null;
}
