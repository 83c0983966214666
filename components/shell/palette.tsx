"use client";
import { LateWords } from "./late-words.tsx";
import { PaletteDeeds } from "./palette-deeds.tsx";
import type { ShellFacts } from "./shell-facts.ts";

type PaletteProps = {
  facts: Pick<ShellFacts, "tenant" | "tenants">;
  open: boolean;
  /** What was typed before its field was there. */
  takeTyped: () => string;
  onClose: () => void;
  onHelp: () => void;
};

const words = ["tools", "actions", "problems", "states", "vm"] as const;

/** Jump anywhere, do something: opened by Ctrl K, with everything it says coming along only then. */
export const Palette = (props: PaletteProps) => (
  <LateWords areas={words}>
    <PaletteDeeds {...props} />
  </LateWords>
);
