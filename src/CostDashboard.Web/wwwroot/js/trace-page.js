/** Writes what is shown into the address, in place: a reload and a shared link show the same, and the way back stays one step. */
export function address(changes) {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) {
      url.searchParams.delete(key);
    } else {
      url.searchParams.set(key, value);
    }
  }

  if (url.href !== location.href) {
    history.replaceState(history.state, "", url);
  }
}
