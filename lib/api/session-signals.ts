/** What the parts of a page, and the pages of one browser, tell each other about the session: the bare fact, nothing of it. */
const endedEvent = "porthole:session-ended";
const renewedEvent = "porthole:session-renewed";
const channelName = "porthole-session";

const listen = (name: string, listener: () => void): (() => void) => {
  addEventListener(name, listener);
  return () => removeEventListener(name, listener);
};

/** The server no longer knows this page's session. */
export const tellSessionEnded = (): void => void globalThis.dispatchEvent?.(new Event(endedEvent));
export const onSessionEnded = (listener: () => void) => listen(endedEvent, listener);

/** The same person is signed in again: what stopped may go on. */
export const tellSessionRenewed = (): void => void globalThis.dispatchEvent?.(new Event(renewedEvent));
export const onSessionRenewed = (listener: () => void) => listen(renewedEvent, listener);

/** Somebody signed in, in another window of this browser. */
export const tellSignedIn = (): void => {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(null);
  channel.close();
};
export const onSignedIn = (listener: () => void): (() => void) => {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener("message", listener);
  return () => channel.close();
};
