// Completion of a query: what may stand at the caret comes from the server, and a choice is put in its place. The form works without it.
// The pattern is that of an editable combobox with a list (WAI-ARIA): the focus stays in the box, the list is pointed at.

let asked = 0;
let range = null;
let waiting = null;

const isBox = target => target?.matches?.("input[data-completes]");
const listOf = box => document.getElementById(box.getAttribute("aria-controls"));
const chosenIn = list => list.querySelector("[aria-selected=true]");

document.addEventListener("input", event => {
  if (isBox(event.target)) {
    clearTimeout(waiting);
    waiting = setTimeout(() => complete(event.target), 80);
  }
});

document.addEventListener("keydown", event => {
  const box = event.target;
  if (!isBox(box)) {
    return;
  }

  const list = listOf(box);
  const isOpen = !list.hidden;
  if (event.key === "ArrowDown" && !isOpen) {
    event.preventDefault();
    complete(box);
  } else if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    move(box, list, event.key === "ArrowDown" ? 1 : -1);
  } else if (isOpen && event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    take(box, chosenIn(list) ?? list.firstElementChild);
  } else if (isOpen && event.key === "Enter" && chosenIn(list)) {
    event.preventDefault();
    take(box, chosenIn(list));
  } else if (isOpen && event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(box);
  }
}, { capture: true });

document.addEventListener("focusout", event => {
  if (isBox(event.target)) {
    close(event.target);
  }
});

// Pressing the pointer would take the focus from the box, which closes the list before the click.
document.addEventListener("pointerdown", event => {
  const choice = event.target.closest?.("#query-choices > li");
  if (choice) {
    event.preventDefault();
    take(document.querySelector("input[data-completes]"), choice);
  }
});

async function complete(box) {
  const turn = ++asked;
  const at = box.selectionStart;
  let answer;
  try {
    const response = await fetch(`${box.dataset.completes}&text=${encodeURIComponent(box.value)}&at=${at}`, { headers: { accept: "application/json" } });
    answer = response.ok ? await response.json() : null;
  } catch {
    answer = null;
  }

  if (turn !== asked || document.activeElement !== box) {
    return;
  }

  range = answer && [answer.from, answer.to];
  show(box, answer?.choices ?? []);
}

function show(box, choices) {
  const list = listOf(box);
  list.replaceChildren(...choices.map((choice, index) => {
    const item = document.createElement("li");
    item.id = `query-choice-${index}`;
    item.role = "option";
    item.ariaSelected = "false";
    item.dataset.text = choice.text;
    const text = document.createElement("code");
    text.textContent = choice.text;
    const note = document.createElement("span");
    note.textContent = choice.note;
    item.append(text, note);
    return item;
  }));
  list.hidden = choices.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
  box.removeAttribute("aria-activedescendant");
}

function move(box, list, by) {
  const items = [...list.children];
  const at = items.indexOf(chosenIn(list));
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : (at + by + items.length) % items.length];
  items.forEach(item => { item.ariaSelected = String(item === next); });
  next.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", next.id);
}

function take(box, choice) {
  if (!choice || !range) {
    return;
  }

  box.setRangeText(choice.dataset.text, range[0], range[1], "end");
  close(box);
  if (!choice.dataset.text.endsWith(" ")) {
    complete(box);
  }
}

function close(box) {
  asked++;
  clearTimeout(waiting);
  const list = listOf(box);
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}
