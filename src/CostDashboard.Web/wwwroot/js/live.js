// Live mode: while the address says live=1 and the page is looked at, it is asked for again every ten seconds, and what has changed is put in
// place. Elements stay the same ones, so nothing flickers and focus, open menus and scrolled tables stay; a card under the pointer or the
// focus waits until it is left, and the page is scrolled by as much as what stands above it has grown, so that nothing moves under a hand.

const everyMs = 10_000;
let timer = 0;
let asking = null;

const isLive = () => new URLSearchParams(location.search).get("live") === "1";

function plan() {
  clearTimeout(timer);
  if (isLive() && document.visibilityState === "visible") {
    timer = setTimeout(refresh, everyMs);
  }
}

async function refresh() {
  const address = location.href;
  asking?.abort();
  asking = new AbortController();
  try {
    // The header asks for the whole page at once: no skeletons that are filled in afterwards.
    const answer = await fetch(address, { headers: { "X-Live": "1" }, signal: asking.signal, redirect: "error" });
    if (answer.ok && location.href === address && isLive()) {
      put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  } catch {
    // Not reached, or signed out: what is shown stays, and it is tried again.
  }

  plan();
}

function put(fresh) {
  const cards = new Map([...fresh.querySelectorAll("main [data-live]")].map(card => [card.dataset.live, card]));
  const shown = [...document.querySelectorAll("main [data-live]")];
  const held = shown.find(isInUse);
  const before = held?.getBoundingClientRect().top;
  for (const card of shown) {
    const next = cards.get(card.dataset.live);
    if (next && card !== held && !isInUse(card) && !next.querySelector(".load-skeleton")) {
      become(card, next);
    }
  }

  if (held) {
    scrollBy(0, held.getBoundingClientRect().top - before);
  }
}

const isInUse = card => card.matches(":hover") || card.contains(document.activeElement) || card.querySelector("details.menu[open]") !== null;

// Makes a node what the other one is, in place. Charts take their new options through the attribute; details stay open.
function become(node, next) {
  if (node.nodeType !== next.nodeType || node.nodeName !== next.nodeName) {
    node.replaceWith(document.importNode(next, true));
    return;
  }

  if (node.nodeType !== Node.ELEMENT_NODE) {
    if (node.nodeValue !== next.nodeValue) {
      node.nodeValue = next.nodeValue;
    }

    return;
  }

  for (const { name } of [...node.attributes]) {
    if (!next.hasAttribute(name) && !(name === "open" && node.localName === "details")) {
      node.removeAttribute(name);
    }
  }

  for (const { name, value } of next.attributes) {
    if (node.getAttribute(name) !== value) {
      node.setAttribute(name, value);
    }
  }

  const [old, wanted] = [[...node.childNodes], [...next.childNodes]];
  wanted.forEach((child, i) => i < old.length ? become(old[i], child) : node.append(document.importNode(child, true)));
  old.slice(wanted.length).forEach(child => child.remove());
}

document.addEventListener("visibilitychange", plan);

// Enhanced navigation changes the address without loading this again.
const whenBlazorIsThere = () => window.Blazor?.addEventListener ? Blazor.addEventListener("enhancedload", plan) : setTimeout(whenBlazorIsThere, 200);
whenBlazorIsThere();
plan();
