// The tail of arriving spans: while the card names an address and the page is looked at, each span that arrives becomes the first line.
// What is under the pointer or the focus does not move: lines wait until it is left. Texts are set as texts, whoever wrote them.

const most = 50;
let events = null;
let waiting = [];

const cardOf = () => document.querySelector("[data-tail]");

function follow() {
  const address = document.visibilityState === "visible" ? cardOf()?.dataset.tail : null;
  if (events?.address === address) {
    return;
  }

  events?.close();
  events = null;
  waiting = [];
  if (address) {
    events = new EventSource(address);
    events.address = address;
    events.onopen = () => say("following");
    events.onerror = () => say("not connected; trying again");
    events.onmessage = event => {
      waiting = [JSON.parse(event.data), ...waiting].slice(0, most);
      show();
    };
  }
}

function say(text) {
  const state = cardOf()?.querySelector("[data-tail-state]");
  if (state) {
    state.textContent = text;
  }
}

function show() {
  const card = cardOf();
  const rows = card?.querySelector("[data-tail-rows]");
  if (!rows || waiting.length === 0) {
    return;
  }

  if (rows.matches(":hover") || rows.contains(document.activeElement)) {
    say(`${waiting.length} more`);
    return;
  }

  const template = card.querySelector("[data-tail-row]").content.querySelector("tr");
  rows.prepend(...waiting.map(span => rowOf(template, span)));
  waiting = [];
  while (rows.children.length > most) {
    rows.lastElementChild.remove();
  }

  card.querySelector("[data-tail-empty]").hidden = true;
  rows.closest(".table-scroll").hidden = false;
  say("following");
}

function rowOf(template, span) {
  const row = template.cloneNode(true);
  for (const place of row.querySelectorAll("[data-of]")) {
    const value = span[place.dataset.of];
    if (place.dataset.of === "isError") {
      place.hidden = !value;
    } else {
      (place.querySelector("bdi") ?? place).textContent = value;
    }
  }

  const link = row.querySelector("a");
  link.href = span.link;
  return row;
}

document.addEventListener("pointerout", event => {
  if (event.target.closest?.("[data-tail-rows]")) {
    setTimeout(show);
  }
});

document.addEventListener("visibilitychange", follow);

// Enhanced navigation changes the page without loading this again.
const whenBlazorIsThere = () => window.Blazor?.addEventListener ? Blazor.addEventListener("enhancedload", follow) : setTimeout(whenBlazorIsThere, 200);
whenBlazorIsThere();
follow();
