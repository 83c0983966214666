import { Camera, Eye, Maximize2, Minimize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { saveFile } from "#components/ui/save-file.ts";
import type { GuestFamily } from "#lib/console/keyboards/keyboard-layout.ts";
import { createVncHandle, type VncHandle } from "../consoles.ts";
import type { ConsoleOf, CurrentConsole } from "../current-console.ts";
import type { Tool } from "../tool.tsx";
import { useKeyMenu } from "../typing/use-key-menu.tsx";
import { useTyping } from "../typing/use-typing.tsx";
import { useHandle } from "../use-handle.ts";

type ScreenOf = ConsoleOf & { guest: GuestFamily };

/** The screen of a machine: its connection, its keys and its tools. */
export const useVnc = ({ tenant, name, machine, guest, active }: ScreenOf): CurrentConsole & { handle: VncHandle } => {
  const t = useTranslations("console");
  const [handle] = useState(() => createVncHandle({ tenant, name, machine, label: t("regions.screen", { name }) }));
  const { state, facts } = useHandle(handle, { machine, active });
  const [fit, setFit] = useState(true);
  const [viewOnly, setViewOnly] = useState(false);
  const away = state.phase === "connected" ? null : t("state.ended");

  const typing = useTyping({ tenant, name, guest, active, handle, state, viewOnly });

  const menu = useKeyMenu(handle, away ?? (viewOnly ? t("keyboard.looking") : null));

  const tools: Tool[] = [
    typing.tool,
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
  return { handle, state, keys: menu.keys, tools, size, viewOnly, overlay: typing.panel, dialogs: menu.dialog };
};
