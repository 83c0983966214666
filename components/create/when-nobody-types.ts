const isTyping = (): boolean =>
  document.querySelector("dialog[open], :popover-open") !== null ||
  document.activeElement?.matches("input, textarea, select, [contenteditable=true]") === true;

/** Goes on at once, or as soon as nobody types on this page any more; returns how to call it off. */
export const whenNobodyTypes = (goOn: () => void): (() => void) => {
  const calledOff = new AbortController();
  const tryIt = () => {
    if (isTyping()) return;
    calledOff.abort();
    goOn();
  };
  // Where the focus goes is known only after it has left.
  const handleLeave = () => requestAnimationFrame(() => !calledOff.signal.aborted && tryIt());
  document.addEventListener("focusout", handleLeave, { signal: calledOff.signal });
  tryIt();
  return () => calledOff.abort();
};
