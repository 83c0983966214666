import { firstLook, type SerialLook } from "#lib/console/serial/look.ts";
import type { PasteEnd, PasteProgress } from "#lib/console/serial/paced-paste.ts";
import type { SafePaste } from "#lib/console/serial/paste.ts";
import type { SilenceLevel } from "#lib/console/serial/silence.ts";
import type { Finding } from "./find-text.ts";

/** What a serial viewer says of itself. */
export type SerialFacts = {
  silence: SilenceLevel;
  columns: number;
  rows: number;
  found: Finding | null;
  /** A paste is on its way. */
  pasting: PasteProgress | null;
  /** `full`: it holds what it can, and goes no further. */
  recording: "off" | "on" | "full";
  look: SerialLook;
};

export const firstSerialFacts: SerialFacts = {
  silence: "none",
  columns: 80,
  rows: 24,
  found: null,
  pasting: null,
  recording: "off",
  look: firstLook(false),
};

/** For others than the terminal: both are given bytes as they pass, in order. */
export type SerialTaps = {
  /** What the guest said. */
  onOutput?: (bytes: Uint8Array) => void;
  /** What a person typed into this console, sent to its guest already. */
  onInput?: (bytes: Uint8Array<ArrayBuffer>) => void;
};

export type SerialWishes = {
  /** Read aloud where more is said than can be. */
  tooMuchOutput: string;
  /** Somebody pasted; nothing is sent until `paste` is called with it. */
  onPaste: (paste: SafePaste) => void;
  onPasteEnd: (end: PasteEnd) => void;
  /** Somebody clicked on an address in the guest's text. */
  onLink: (address: URL) => void;
  /** Somebody pressed the keys that seek. */
  onSearch: () => void;
};

export type SerialHooks = SerialTaps &
  SerialWishes & {
    label: string;
    wayOut: string;
    onFacts: (facts: SerialFacts) => void;
    /** The guest sends more than can be shown. */
    onFail: () => void;
  };
