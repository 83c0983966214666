import type { GuestFamily, LayoutId } from "#lib/console/keyboards/keyboard-layout.ts";
import { isLayoutId } from "#lib/console/keyboards/layouts.ts";
import { type TypingSpeed, typingPauses } from "#lib/console/typist.ts";

/** How one types into a machine. Never what. */
export type TypingChoice = { layout: LayoutId; family: GuestFamily; speed: TypingSpeed };

const key = "porthole-typing";
const mostMachines = 200;
const scopeNow = (): string => document.documentElement.dataset.scope ?? "";

const isChoice = (value: unknown): value is TypingChoice =>
  typeof value === "object" &&
  value !== null &&
  "layout" in value &&
  isLayoutId(value.layout) &&
  "family" in value &&
  (value.family === "linux" || value.family === "windows") &&
  "speed" in value &&
  typeof value.speed === "string" &&
  Object.hasOwn(typingPauses, value.speed);

/** The newest last; nothing of what somebody else chose in this browser. */
const readAll = (): [machine: string, choice: TypingChoice][] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null || !("scope" in kept) || kept.scope !== scopeNow()) return [];
    const machines = "machines" in kept && Array.isArray(kept.machines) ? kept.machines : [];
    return machines.filter(
      (each): each is [string, TypingChoice] =>
        Array.isArray(each) && each.length === 2 && typeof each[0] === "string" && isChoice(each[1]),
    );
  } catch {
    return [];
  }
};

/** As this machine was typed into before; golden images start with the American layout. */
export const readTypingChoice = (machine: string, family: GuestFamily): TypingChoice =>
  readAll().find(([name]) => name === machine)?.[1] ?? { layout: "en-US", family, speed: "normal" };

export const keepTypingChoice = (machine: string, choice: TypingChoice): void => {
  const others = readAll().filter(([name]) => name !== machine);
  try {
    const machines = [...others, [machine, choice]].slice(-mostMachines);
    localStorage.setItem(key, JSON.stringify({ scope: scopeNow(), machines }));
  } catch {
    // A browser that keeps nothing: it lasts as long as the page.
  }
};
