import type { MachineFact } from "#lib/console/machine-fact.ts";
import type { SafePaste } from "#lib/console/terminal-input.ts";
import { ConsoleHandle } from "./console-handle.ts";
import { type VncFacts, VncViewer } from "./screen/vnc-viewer.ts";
import { type SerialFacts, SerialViewer } from "./serial/serial-viewer.ts";

export type VncHandle = ConsoleHandle<VncViewer, VncFacts>;
export type SerialHandle = ConsoleHandle<SerialViewer, SerialFacts>;

type Of = { tenant: string; name: string; machine: MachineFact; label: string };

export const createVncHandle = ({ label, ...of }: Of): VncHandle =>
  new ConsoleHandle<VncViewer, VncFacts>({
    ...of,
    kind: "vnc",
    facts: { size: null },
    load: (element, hooks) => VncViewer.load(element, { label, ...hooks }),
  });

export const createSerialHandle = (
  { label, ...of }: Of,
  options: { onPaste: (paste: SafePaste) => void },
): SerialHandle =>
  new ConsoleHandle<SerialViewer, SerialFacts>({
    ...of,
    kind: "serial",
    facts: { silent: false, columns: 80, rows: 24 },
    load: (element, { onFacts }) => SerialViewer.load(element, { label, onFacts, ...options }),
  });
