// The two things of the waterfall that only the browser can do: scroll to a row, and keep the selected span in the address.

const rowHeight = 28;

/** Brings a row into view, whether it is drawn or not, and writes its span into the address. */
export function reveal(tree, index, span) {
  const top = index * rowHeight;
  if (top < tree.scrollTop) {
    tree.scrollTop = top;
  } else if (top + rowHeight > tree.scrollTop + tree.clientHeight) {
    tree.scrollTop = top + rowHeight - tree.clientHeight;
  }

  const url = new URL(location.href);
  if (url.searchParams.get("span") !== span) {
    url.searchParams.set("span", span);
    history.replaceState(history.state, "", url);
  }
}
