/** Somebody who watches a console; `support`: on behalf of the provider. */
export type Watcher = { id: string; name: string; support: boolean };

/** What our server says to a page on a console's socket or a watcher's, beside what the guest says: text among binary messages. */
export type Notice =
  /** To the page of a console: these watch it now. */
  | { type: "watchers"; watchers: Watcher[] }
  /** To a watcher: whose console it is. */
  | { type: "holder"; name: string; since: string }
  /** To the page that shows: somebody missed something, show everything anew. */
  | { type: "again" };

export const noticeText = (notice: Notice): string => JSON.stringify(notice);

/** Our own server's words; null for what a later version may say. */
export const readNotice = (text: string): Notice | null => {
  try {
    const notice: { type?: unknown } = JSON.parse(text);
    // Same origin, same server: what has one of our types has its shape.
    return notice.type === "watchers" || notice.type === "holder" || notice.type === "again"
      ? (notice as Notice)
      : null;
  } catch {
    return null;
  }
};
