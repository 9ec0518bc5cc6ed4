// Two traces of a list are marked, and compared: by pointer, or with x and c. Without scripts the form sends what is marked.
// The first of the two that was marked is the first of the comparison; a third mark takes the place of the first.

let marked = [];

const boxes = form => [...form.elements].filter(element => element.type === "checkbox");

document.addEventListener("change", event => {
  const form = event.target.form;
  if (event.target.type === "checkbox" && form?.matches("[data-marks]")) {
    mark(form, event.target);
  }
});

document.addEventListener("submit", event => {
  if (event.target.matches("[data-marks]")) {
    event.preventDefault();
    compare(event.target);
  }
});

document.addEventListener("keydown", event => {
  const form = document.querySelector("[data-marks]");
  if (!form || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey
    || event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")) {
    return;
  }

  if (event.key === "x") {
    const box = document.activeElement.closest("tr")?.querySelector("input[type=checkbox]");
    if (box) {
      event.preventDefault();
      box.checked = !box.checked;
      mark(form, box);
    }
  } else if (event.key === "c") {
    event.preventDefault();
    compare(form);
  }
});

function mark(form, box) {
  marked = marked.filter(other => other.isConnected && other.checked && other !== box);
  if (box.checked) {
    marked.push(box);
  }

  for (const other of marked.splice(0, marked.length - 2)) {
    other.checked = false;
  }

  say(form);
}

function say(form) {
  const [first, second] = marked;
  form.querySelector("[role=status]").textContent = second ? "Two traces are marked: c compares them." : first ? "One trace is marked. Mark another one." : "Mark two traces to compare them.";
}

// A browser that goes back shows boxes as they were left, and the script begins anew: what is ticked is what counts.
function compare(form) {
  marked = marked.filter(box => box.isConnected && box.checked);
  const [first, second] = marked.length === 2 ? marked : boxes(form).filter(box => box.checked);
  if (!second) {
    form.querySelector("[role=status]").textContent = first ? "One trace is marked. Mark another one to compare it with." : "Mark two traces first: with their boxes, or with x.";
    return;
  }

  const query = new URLSearchParams({ project: form.elements.project.value, a: first.value, b: second.value, via: form.elements.via.value });
  const link = document.createElement("a");
  link.href = `${form.getAttribute("action")}?${query}`;
  form.append(link);
  link.click();
  link.remove();
}
