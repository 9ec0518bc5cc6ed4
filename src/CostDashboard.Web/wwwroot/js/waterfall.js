// What only the browser can do for the waterfall: keep what is drawn in sight while it is scrolled, scroll to a row, and hear keys.

// Rows drawn beyond what is in sight; with fewer the next ones are asked for.
const margin = 25;

const isTyping = target => target.closest?.("input, textarea, select, [contenteditable]") !== null;

/** Follows the scrolling of a waterfall and the keys that are pressed beside it. */
export function follow(tree, page, keys) {
  const rows = tree.querySelector("[data-rows]");
  const wanted = new Set(keys);
  let isAsking = false;

  const rowHeight = () => parseFloat(getComputedStyle(tree).getPropertyValue("--row-waterfall"));
  const isWindowed = () => tree.classList.contains("windowed");

  // The rows lie where they belong; where the next ones have not come yet, the last ones stay in sight instead of nothing.
  const place = () => {
    if (!isWindowed()) {
      rows.style.transform = "";
      return;
    }

    const height = rowHeight();
    const first = Number(rows.dataset.first);
    const drawn = rows.childElementCount;
    const least = Math.min(0, tree.clientHeight - drawn * height);
    rows.style.transform = `translateY(${Math.min(0, Math.max(least, first * height - tree.scrollTop))}px)`;

    const top = tree.scrollTop / height;
    const bottom = top + tree.clientHeight / height;
    if ((top < first + margin && first > 0) || (bottom > first + drawn - margin && first + drawn < Number(rows.dataset.total))) {
      ask(Math.round((top + bottom) / 2));
    }
  };

  const ask = async middle => {
    if (isAsking) {
      return;
    }

    isAsking = true;
    try {
      await page.invokeMethodAsync("DrawAround", middle);
    } finally {
      isAsking = false;
    }

    // What was scrolled meanwhile is not heard a second time.
    if (tree.isConnected) {
      place();
    }
  };

  const press = event => {
    if (!tree.isConnected) {
      document.removeEventListener("keydown", press);
      return;
    }

    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !wanted.has(event.key) || tree.contains(event.target) || isTyping(event.target)
      || event.target.closest?.("details.menu") || document.querySelector("dialog[open]")) {
      return;
    }

    event.preventDefault();
    page.invokeMethodAsync("PressAsync", event.key);
  };

  new MutationObserver(place).observe(rows, { childList: true, attributes: true, attributeFilter: ["data-first", "data-total"] });
  tree.addEventListener("scroll", place, { passive: true });
  document.addEventListener("keydown", press);
  new ResizeObserver(place).observe(tree);
  place();

  return {
    /** Brings a row into view, whether it is drawn or not. */
    reveal(index) {
      const height = rowHeight();
      // Where all rows are drawn, linked traces may be open between them, of any height.
      const row = tree.classList.contains("windowed") ? null : tree.querySelector(`.line[aria-rowindex="${index + 1}"]`);
      const top = row ? row.getBoundingClientRect().top - tree.getBoundingClientRect().top + tree.scrollTop : index * height;
      if (top < tree.scrollTop) {
        tree.scrollTop = top;
      } else if (top + height > tree.scrollTop + tree.clientHeight) {
        tree.scrollTop = top + height - tree.clientHeight;
      }

      place();
    },
  };
}
