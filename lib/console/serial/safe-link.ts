/**
 * The address behind a text that a guest sent, as a browser would open it; null for everything that is not a page.
 * A guest's text is hostile: `javascript:` and `file:` are refused, and so is a name and password in front of the host, which reads
 * as another host.
 */
export const safeLink = (text: string): URL | null => {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isPage = url.protocol === "http:" || url.protocol === "https:";
  return isPage && url.username === "" && url.password === "" ? url : null;
};
