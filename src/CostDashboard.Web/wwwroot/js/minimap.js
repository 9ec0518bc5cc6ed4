// Dragging over the minimap, and over the times above the lanes: what is dragged is seen at once, and said to the page when it ends.

const leastPixels = 4;

/** Lets the pointer choose the part of the trace that is in sight. */
export function drag(map, page) {
  const root = map.closest("[data-timeline]");
  const now = () => ({ from: Number(root.style.getPropertyValue("--zoom-from")), size: Number(root.style.getPropertyValue("--zoom-size")) });
  const show = (from, size) => {
    root.style.setProperty("--zoom-from", from);
    root.style.setProperty("--zoom-size", size);
  };
  const say = async (from, to) => {
    const [begin, size] = await page.invokeMethodAsync("LookAtAsync", from, to);
    show(begin, size);
  };

  map.addEventListener("pointerdown", event => {
    if (event.button !== 0) {
      return;
    }

    const box = map.getBoundingClientRect();
    const share = moment => clamp((moment.clientX - box.left) / box.width);
    const begun = now();
    const handle = event.target.closest(".handle");
    const fixed = handle?.classList.contains("end") ? begun.from : handle ? begun.from + begun.size : share(event);
    follow(map, event, moment => {
      const [from, to] = [Math.min(fixed, share(moment)), Math.max(fixed, share(moment))];
      show(from, to - from);
      return [from, to];
    }, (range, moved, isGivenUp) => {
      if (isGivenUp || (handle && !moved)) {
        show(begun.from, begun.size);
      } else if (moved) {
        say(...range);
      } else {
        // A click without a drag brings that moment into the middle.
        const from = clamp(share(event) - begun.size / 2, 1 - begun.size);
        say(from, from + begun.size);
      }
    });
  });

  map.addEventListener("dblclick", () => say(0, 1));
  map.addEventListener("keydown", event => {
    if (event.target.closest("[role=slider]") && ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].includes(event.key)) {
      event.preventDefault();
    }
  });

  const times = root.querySelector("[data-times]");
  times?.addEventListener("pointerdown", event => {
    if (event.button !== 0) {
      return;
    }

    const box = times.getBoundingClientRect();
    const { from, size } = now();
    const share = moment => clamp((moment.clientX - box.left) / box.width);
    const fixed = share(event);
    follow(times, event, moment => {
      const [first, last] = [Math.min(fixed, share(moment)), Math.max(fixed, share(moment))];
      times.style.setProperty("--drag-from", first);
      times.style.setProperty("--drag-size", last - first);
      return [from + first * size, from + last * size];
    }, (range, moved, isGivenUp) => {
      times.style.removeProperty("--drag-size");
      if (moved && !isGivenUp) {
        say(...range);
      }
    });
  });
  times?.addEventListener("dblclick", () => say(0, 1));
}

const clamp = (share, most = 1) => Math.min(Math.max(share, 0), Math.max(most, 0));

// The pointer stays with the element until it is let go, also outside of it.
function follow(element, begin, move, end) {
  let range = null;
  let moved = false;
  const onMove = event => {
    moved ||= Math.abs(event.clientX - begin.clientX) >= leastPixels;
    if (moved) {
      range = move(event);
    }
  };
  const stop = event => {
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerup", stop);
    element.removeEventListener("pointercancel", stop);
    end(range, moved, event.type === "pointercancel");
  };
  element.setPointerCapture(begin.pointerId);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", stop);
  element.addEventListener("pointercancel", stop);
}
