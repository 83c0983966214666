import { Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { type BootSnapshot, BootWatch } from "#lib/console/boot/boot-watch.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import type { Tool } from "../tool.tsx";
import { bootStore } from "./boot-store.ts";
import { TimelinePanel } from "./timeline-panel.tsx";

type BootOf = {
  tenant: string;
  name: string;
  row: VmRow | null;
  kind: ConsoleKind;
  /** Somebody came here to watch it start. */
  watching: boolean;
};

const nothing: BootSnapshot = { boot: null, earlier: [] };

/** The boot of a machine beside its console: what to feed it with, its button and its panel. */
export const useBoot = ({
  tenant,
  name,
  row,
  kind,
  watching,
}: BootOf): {
  hear: (bytes: Uint8Array) => void;
  ask: () => void;
  refuse: () => void;
  tool: Tool;
  panel: ReactNode;
} => {
  const t = useTranslations("boot");
  const [isOpen, setOpen] = useState(watching);
  const [watch] = useState(() => {
    const made = new BootWatch({ machine: `${tenant}/${name}`, store: bootStore, nowMs: Date.now });
    if (watching) made.ask();
    return made;
  });
  const { boot, earlier } = useSyncExternalStore(watch.subscribe, watch.getSnapshot, () => nothing);
  useEffect(() => {
    if (row) watch.see(row);
  }, [watch, row]);

  return {
    hear: watch.hear,
    ask: () => {
      watch.ask();
      setOpen(true);
    },
    refuse: () => watch.refuse(),
    tool: {
      id: "boot",
      label: t("open"),
      Icon: Timer,
      pressed: isOpen,
      onSelect: () => setOpen(!isOpen),
    },
    panel: isOpen && <TimelinePanel {...{ boot, earlier, row, kind }} onClose={() => setOpen(false)} />,
  };
};
