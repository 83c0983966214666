/** Pages a person may be led back to after signing in: the tenant's pages, a console window, the start page, the end of a small window. */
const allowed =
  /^\/(?:|sign-in\/done|(?:tenant-[a-z0-9-]+|screen|fleet)(?:\/[A-Za-z0-9._-]+)*)(?:\?[A-Za-z0-9._~&=%+,:-]*)?$/;

/**
 * The path to go back to, or `/`. An allow-list by form: whatever a browser could read as another host, another scheme, a control
 * character or a way up is not among the characters, except inside the query, where it stays data.
 */
export const safeReturnTo = (value: unknown): string => {
  if (typeof value !== "string" || value.length > 1024 || !allowed.test(value)) return "/";
  const path = value.split("?")[0] ?? "/";
  return path.split("/").some((part) => part === "." || part === "..") ? "/" : value;
};
