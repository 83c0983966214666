/** One file per area and language in `messages/`. A page sends the browser only the areas its client components speak. */
export const areas = [
  "ui",
  "shell",
  "problems",
  "states",
  "actions",
  "sign-in",
  "vms",
  "list",
  "vm",
  "conditions",
  "create",
  "installers",
  "run",
  "keys",
  "access",
  "console",
  "watching",
  "serial",
  "typing",
  "screen",
  "overview",
  "activity",
  "tools",
  "fleet",
  "images",
  "boot",
  "consoles",
  "edit",
  "eject",
  "first-boot",
  "exposure",
  "manifest",
  "disks",
  "price",
  "practice",
  "editor",
  "like",
] as const;

export type Area = (typeof areas)[number];

/** Spoken only by parts that come later: too many words for a page, so neither the server reads them nor `<Messages>` gives them. */
export const lateAreas = ["cloud-config", "cloud-init", "advice", "paste"] as const;

export type LateArea = (typeof lateAreas)[number];
