// What only the browser can do for the flame graph: the tooltip, and scrolling to a frame.

const attached = new WeakSet();

// Keys that the graph answers to: the page must not scroll for them.
const keys = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", " "]);

/** Listens to the graph, once; then brings the frame of that id into view and shows what it says, where one is named. */
export function attach(flame, id) {
  if (!flame) {
    return;
  }

  if (!attached.has(flame)) {
    attached.add(flame);
    flame.addEventListener("pointermove", event => show(flame, event.target.closest(".frame"), event.clientX));
    flame.addEventListener("pointerleave", () => hide(flame));
    flame.addEventListener("blur", () => hide(flame));
    flame.addEventListener("scroll", () => hide(flame), { passive: true });
    flame.addEventListener("keydown", event => keys.has(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && event.preventDefault());
  }

  const frame = id && document.getElementById(id);
  if (frame) {
    const top = frame.offsetTop;
    if (top < flame.scrollTop || top + frame.offsetHeight > flame.scrollTop + flame.clientHeight) {
      flame.scrollTop = top - flame.clientHeight / 2;
    }

    if (document.activeElement === flame && flame.matches(":focus-visible")) {
      show(flame, frame, null);
    } else {
      hide(flame);
    }
  }
}

// Names come from outside: they are set as text and never parsed.
function show(flame, frame, x) {
  const tip = flame.querySelector("[data-tip]");
  if (!frame || !tip) {
    hide(flame);
    return;
  }

  if (tip.dataset.of !== frame.id || tip.hidden) {
    const [head, ...rest] = frame.getAttribute("aria-label").split(" · ");
    tip.replaceChildren(Object.assign(document.createElement("b"), { textContent: head }), ...rest.map(text => Object.assign(document.createElement("span"), { textContent: text })));
    tip.dataset.of = frame.id;
    tip.hidden = false;
  }

  // Beside the pointer, else at the frame's left edge; below the frame, else above it.
  const [area, box] = [flame.getBoundingClientRect(), frame.getBoundingClientRect()];
  const left = x === null ? Math.max(box.left, area.left) : x + 12;
  const isBelow = box.bottom + tip.offsetHeight + 10 < innerHeight;
  tip.style.left = `${Math.max(4, Math.min(left, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${isBelow ? box.bottom + 6 : Math.max(4, box.top - tip.offsetHeight - 6)}px`;
}

function hide(flame) {
  const tip = flame.querySelector("[data-tip]");
  if (tip) {
    tip.hidden = true;
  }
}
