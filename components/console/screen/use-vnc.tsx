import { Camera, Eye, Maximize2, Minimize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MenuEntry } from "#components/ui/menu-items.tsx";
import { saveFile } from "#components/ui/save-file.ts";
import { type KeyCombination, screenKeys } from "#lib/console/keys.ts";
import { createVncHandle, type VncHandle } from "../consoles.ts";
import type { ConsoleOf, CurrentConsole } from "../current-console.ts";
import type { Tool } from "../tool.tsx";
import { useHandle } from "../use-handle.ts";

/** The screen of a machine: its connection, its keys and its tools. */
export const useVnc = ({ tenant, name, machine, active }: ConsoleOf): CurrentConsole & { handle: VncHandle } => {
  const t = useTranslations("console");
  const [handle] = useState(() => createVncHandle({ tenant, name, machine, label: t("regions.screen", { name }) }));
  const { state, facts } = useHandle(handle, { machine, active });
  const [fit, setFit] = useState(true);
  const [viewOnly, setViewOnly] = useState(false);
  const away = state.phase === "connected" ? null : t("state.ended");

  const press = (combination: KeyCombination): MenuEntry => ({
    id: combination.id,
    label: combination.label,
    disabledReason: away ?? (viewOnly ? t("keyboard.looking") : null),
    onSelect: () => {
      handle.viewer?.press(combination);
      handle.viewer?.focus();
    },
  });
  const isTerminal = ({ id }: KeyCombination): boolean => id.startsWith("ctrl-alt-f");
  const keys: MenuEntry[] = [
    { id: "combinations", heading: t("tools.combinations") },
    ...screenKeys.filter((each) => !isTerminal(each)).map(press),
    { id: "terminals", heading: t("tools.terminals") },
    ...screenKeys.filter(isTerminal).map(press),
  ];

  const tools: Tool[] = [
    {
      id: "fit",
      label: fit ? t("tools.actual") : t("tools.fit"),
      Icon: fit ? Maximize2 : Minimize2,
      onSelect: () => {
        handle.viewer?.setFit(!fit);
        setFit(!fit);
      },
    },
    {
      id: "view-only",
      label: t("tools.viewOnly"),
      Icon: Eye,
      pressed: viewOnly,
      onSelect: () => {
        handle.viewer?.setViewOnly(!viewOnly);
        setViewOnly(!viewOnly);
      },
    },
    {
      id: "picture",
      label: t("tools.picture"),
      Icon: Camera,
      disabledReason: away,
      onSelect: async () => {
        const picture = await handle.viewer?.picture();
        if (picture) saveFile(picture, `${t("tools.pictureFile", { name })}.png`);
      },
    },
  ];

  const size = facts.size && t(fit ? "status.fitted" : "status.size", facts.size);
  return { handle, state, keys, tools, size, viewOnly, overlay: null, dialogs: null };
};
