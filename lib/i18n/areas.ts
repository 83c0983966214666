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
  "create",
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
] as const;

export type Area = (typeof areas)[number];
