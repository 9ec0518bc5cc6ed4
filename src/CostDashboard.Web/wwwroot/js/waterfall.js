// What only the browser can do for the waterfall: scroll to a row.

const rowHeight = 28;

/** Brings a row into view, whether it is drawn or not. */
export function reveal(tree, index) {
  const top = index * rowHeight;
  if (top < tree.scrollTop) {
    tree.scrollTop = top;
  } else if (top + rowHeight > tree.scrollTop + tree.clientHeight) {
    tree.scrollTop = top + rowHeight - tree.clientHeight;
  }
}
