import type { MachineFact } from "#lib/console/machine-fact.ts";
import { ConsoleHandle } from "./console-handle.ts";
import { noFacts, type VncFacts, VncViewer } from "./screen/vnc-viewer.ts";
import { firstSerialFacts, type SerialFacts, type SerialTaps, type SerialWishes } from "./serial/serial-facts.ts";
import { SerialViewer } from "./serial/serial-viewer.ts";
import { lineSource } from "./watching/line-source.ts";
import { screenSource } from "./watching/screen-source.ts";

export type VncHandle = ConsoleHandle<VncViewer, VncFacts>;
export type SerialHandle = ConsoleHandle<SerialViewer, SerialFacts>;

/** `label` and `wayOut`: what a screen reader says of the place where one types. */
type Of = { tenant: string; name: string; machine: MachineFact; label: string; wayOut: string; viewOnly: boolean };

export const createVncHandle = ({ label, wayOut, ...of }: Of): VncHandle =>
  new ConsoleHandle<VncViewer, VncFacts>({
    ...of,
    kind: "vnc",
    facts: noFacts,
    load: (element, hooks) => VncViewer.load(element, { label, wayOut, ...hooks }),
    source: (_viewer, element, socket) => screenSource(element, socket),
  });

export const createSerialHandle = ({ label, wayOut, ...of }: Of, hooks: SerialWishes & SerialTaps): SerialHandle =>
  new ConsoleHandle<SerialViewer, SerialFacts>({
    ...of,
    kind: "serial",
    facts: firstSerialFacts,
    load: (element, { onFacts, onFail }) => SerialViewer.load(element, { label, wayOut, onFacts, onFail, ...hooks }),
    source: (viewer) => lineSource(viewer.drawn),
  });
