import { useEffect } from "react";
import type { VmState } from "#lib/resources/vm/view.ts";

/** A favicon has no style sheet of ours; each is at least 3:1 on a light and on a dark tab. */
const colours: Record<VmState, string> = {
  running: "#1a8a4c",
  starting: "#2f7fd1",
  stopping: "#2f7fd1",
  migrating: "#2f7fd1",
  provisioning: "#2f7fd1",
  paused: "#77838c",
  stopped: "#77838c",
  attention: "#d0453a",
  unknown: "#b7791f",
};

/** Full, half or empty, as everywhere: never colour alone. */
const dot = (state: VmState): string => {
  const colour = colours[state];
  if (state === "running") return `<circle cx="18" cy="18" r="5.5" fill="${colour}"/>`;
  if (state === "attention") return `<path d="M18 11.5 24.5 18 18 24.5 11.5 18z" fill="${colour}"/>`;
  const ring = `<circle cx="18" cy="18" r="4.4" fill="#fff" stroke="${colour}" stroke-width="2.2"/>`;
  const isMoving = state !== "stopped" && state !== "paused" && state !== "unknown";
  return isMoving ? `${ring}<path d="M18 13.6a4.4 4.4 0 0 1 0 8.8z" fill="${colour}"/>` : ring;
};

const icon = (state: VmState): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="none" stroke="#00848f" stroke-width="2.2" stroke-linecap="round"><circle cx="11" cy="11" r="9"/><path d="M3.2 11.6c2-1.8 3.8-1.8 5.6 0s3.8 1.8 5.6 0 2.8-1.6 4.2-1.2"/></g>${dot(state)}</svg>`,
  )}`;

/** The window's title, and its icon with the machine's state. */
export const useWindowFace = (title: string, state: VmState | null): void => {
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (!state) return;
    const link = document.createElement("link");
    link.rel = "icon";
    link.type = "image/svg+xml";
    link.href = icon(state);
    // Browsers take the last that fits.
    document.head.append(link);
    return () => link.remove();
  }, [state]);
};
