import { firstLook, readLook, type SerialLook } from "#lib/console/serial/look.ts";

const key = "porthole-serial";

export const keptLook = (): SerialLook => {
  const first = firstLook(matchMedia("(prefers-contrast: more)").matches);
  try {
    return readLook(localStorage.getItem(key), first);
  } catch {
    // A browser that keeps nothing.
    return first;
  }
};

export const keepLook = (look: SerialLook): void => {
  try {
    localStorage.setItem(key, JSON.stringify(look));
  } catch {
    // As above: then it lasts as long as the page.
  }
};
