import { useState } from "react";
import { readPorts } from "#components/exposure/port-text.ts";
import type { Reach } from "#lib/edit/exposure.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import type { Exposure } from "#lib/resources/vm/view.ts";

const reachOf = ({ settings: { exposure, icmp } }: SettingsView): Reach => ({ exposure, icmp });

/** What somebody fills in, and the settings it was begun on: what others save meanwhile takes nothing of it away. */
export const useReachDraft = (view: SettingsView) => {
  const [draft, setDraft] = useState<{ reach: Reach; on: SettingsView } | null>(null);
  const [portText, setPortText] = useState("");
  const now = reachOf(view);
  const shown = draft?.reach ?? now;
  const change = (part: Partial<Reach>) =>
    setDraft((before) => ({ reach: { ...(before?.reach ?? now), ...part }, on: before?.on ?? view }));

  const listed = shown.exposure.kind === "ports" ? shown.exposure.ports : null;
  const typed = listed && portText.trim() !== "" ? readPorts(portText, listed) : null;
  // What stands in the field is meant, too.
  const ports = listed && typed?.ok ? [...listed, ...typed.ports].sort((a, b) => a - b) : listed;
  return {
    isOpen: draft !== null || portText !== "",
    /** What the machine is set to. */
    now,
    /** What it was set to when this was begun. */
    before: draft ? reachOf(draft.on) : now,
    on: draft?.on ?? view,
    shown,
    /** What would be saved. */
    after: ports ? { ...shown, exposure: { kind: "ports" as const, ports } } : shown,
    /** The field holds what is no port. */
    wrongText: typed !== null && !typed.ok,
    portText,
    expose: (exposure: Exposure) => change({ exposure }),
    allowIcmp: (icmp: boolean) => change({ icmp }),
    type: (text: string) => {
      setPortText(text);
      change({});
    },
    forget: () => {
      setDraft(null);
      setPortText("");
    },
  };
};
