// What the frame of the pages does beyond links and forms: keys, menus that close, the theme.
// Listeners hang on the document, so that they outlive enhanced navigation, which exchanges what is below.

const goes = { o: "/", s: "/spend", t: "/traces", p: "/prices" };
let waitingForGo = false;

// A box that is ticked takes no text.
const isTyping = target => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }

  if (event.key === "Escape") {
    closeMenus();
    closeSide();
    return;
  }

  if (isTyping(event.target)) {
    return;
  }

  if (waitingForGo) {
    waitingForGo = false;
    const link = document.querySelector(`nav.side a[href="${goes[event.key]}"], nav.side a[href^="${goes[event.key]}?"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }

    return;
  }

  if (event.key === "/") {
    const search = document.getElementById("search");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  } else if (event.key === "?") {
    event.preventDefault();
    document.getElementById("keys")?.showModal();
  } else if (event.key === "g") {
    waitingForGo = true;
    setTimeout(() => { waitingForGo = false; }, 1500);
  } else if (event.key === "f") {
    const find = document.querySelector("[data-find]");
    if (find) {
      event.preventDefault();
      find.focus();
    }
  } else if (event.key === "ArrowDown" || event.key === "j") {
    moveRow(event, 1);
  } else if (event.key === "ArrowUp" || event.key === "k") {
    moveRow(event, -1);
  } else if (event.key === "o") {
    rowOf(document.activeElement)?.querySelector("a[data-row]")?.click();
  }
});

document.addEventListener("click", event => {
  const target = event.target;
  closeMenus(target.closest?.("details.menu"));

  if (target.closest?.("[data-theme-toggle]")) {
    toggleTheme();
  } else if (target.closest?.("[data-copies]")) {
    copy(target.closest("[data-copies]"));
  } else if (target.closest?.("[data-copies-from]")) {
    copyFrom(target.closest("[data-copies-from]"));
  } else if (target.closest?.("[data-prints]")) {
    print();
  } else if (target.closest?.("[data-keys]")) {
    document.getElementById("keys")?.showModal();
  } else if (target.closest?.("[data-opens]")) {
    const button = target.closest("[data-opens]");
    const isOpen = document.getElementById(button.dataset.opens).classList.toggle("open");
    button.setAttribute("aria-expanded", isOpen);
  } else if (!target.closest?.("nav.side")) {
    closeSide();
  }

  openRow(event);
});

// The clipboard is out of reach of a page that came over plain HTTP from another machine: then the text is selected, for Ctrl+C.
async function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  const label = button.dataset.label ??= button.textContent;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    source.select?.();
    button.textContent = "Press Ctrl+C";
  }

  setTimeout(() => { button.textContent = label; }, 2000);
}

// What stands at an address. The clipboard is asked at once and given the text later: some browsers allow it only as an answer to the click.
async function copyFrom(button) {
  const label = button.dataset.label ??= button.textContent;
  const text = async () => {
    const answer = await fetch(button.dataset.copiesFrom);
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }

    return new Blob([await answer.text()], { type: "text/plain" });
  };

  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text() })]);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not copied: download it";
  }

  setTimeout(() => { button.textContent = label; }, 2000);
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) {
      menu.open = false;
    }
  }
}

function closeSide() {
  const side = document.querySelector("nav.side.open");
  if (side) {
    side.classList.remove("open");
    document.querySelector("[data-opens=side]")?.setAttribute("aria-expanded", "false");
  }
}

function toggleTheme() {
  const root = document.documentElement;
  const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  root.dataset.theme = next;
  document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
  document.dispatchEvent(new CustomEvent("themechange"));
}

// A row whose first link is marked opens wherever it is clicked; arrows move from row to row.
function openRow(event) {
  const row = event.target.closest?.("tr");
  if (!row || event.target.closest("a, button, input, label, summary") || String(getSelection())) {
    return;
  }

  const link = row.querySelector("a[data-row]");
  if (link) {
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
  }
}

const rowOf = element => element.closest?.("tr:has(a[data-row])");

function moveRow(event, by) {
  const links = [...document.querySelectorAll("a[data-row]")];
  if (links.length === 0 || event.target.closest("[role=tree], [role=treegrid], cost-chart")) {
    return;
  }

  const at = links.indexOf(rowOf(document.activeElement)?.querySelector("a[data-row]"));
  const next = Math.max(0, Math.min(at + by, links.length - 1));
  event.preventDefault();
  links[next].focus();
}

// One box that checks all of a name in its form; a file that is too large is refused before it is sent.
document.addEventListener("change", event => {
  const { checks: name, mostBytes, tooLarge } = event.target.dataset ?? {};
  if (mostBytes) {
    event.target.setCustomValidity(event.target.files[0]?.size > Number(mostBytes) ? tooLarge : "");
    event.target.reportValidity();
  } else if (name) {
    for (const box of event.target.form.querySelectorAll(`input[type=checkbox][name="${name}"]`)) {
      box.checked = event.target.checked;
    }
  }
});

// What takes a while says so, and is not asked for twice. The button goes along with the form, so it is disabled only afterwards.
document.addEventListener("submit", event => {
  const button = event.submitter;
  if (button?.dataset.busy && !event.defaultPrevented) {
    setTimeout(() => {
      button.textContent = button.dataset.busy;
      button.disabled = true;
    });
  }
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new CustomEvent("themechange")));

// In a tree the arrows move the selection, not the page; the server does the moving.
document.addEventListener("keydown", event => {
  if (event.target.closest?.("[role=treegrid]") && ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", " "].includes(event.key)) {
    event.preventDefault();
  }
}, { capture: true });
