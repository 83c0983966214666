import { Camera, Eye, MousePointer2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { saveFile } from "#components/ui/save-file.ts";
import type { GuestFamily } from "#lib/console/keyboards/keyboard-layout.ts";
import { createVncHandle, type VncHandle } from "../consoles.ts";
import type { ConsoleOf, CurrentConsole } from "../current-console.ts";
import { KeyBar, useIsTouch } from "../key-bar.tsx";
import type { Tool } from "../tool.tsx";
import { useKeyMenu } from "../typing/use-key-menu.tsx";
import { useTyping } from "../typing/use-typing.tsx";
import { useHandle } from "../use-handle.ts";
import { useOpenedViewOnly } from "../watching/use-watchers.ts";
import { Hand } from "./hand.tsx";
import { PointerNote } from "./pointer-note.tsx";
import { useQuality } from "./use-quality.tsx";
import { useSize } from "./use-size.tsx";

type ScreenOf = ConsoleOf & { guest: GuestFamily };

/** The screen of a machine: its connection, its keys and its tools. */
export const useVnc = ({
  tenant,
  name,
  machine,
  guest,
  active,
  opensViewOnly = false,
}: ScreenOf): CurrentConsole & { handle: VncHandle } => {
  const t = useTranslations("console");
  const screen = useTranslations("screen");
  const [handle] = useState(() =>
    createVncHandle({
      ...{ tenant, name, machine, viewOnly: opensViewOnly },
      ...{ label: t("regions.screen", { name }), wayOut: t("regions.wayOut") },
    }),
  );
  const { state, facts } = useHandle(handle, { machine, active });
  const openedViewOnly = useOpenedViewOnly(handle);
  const [looksOnly, setLooksOnly] = useState(false);
  const viewOnly = openedViewOnly || looksOnly;
  const [isNoteHidden, setNoteHidden] = useState(false);
  const isConnected = state.phase === "connected";
  const away = isConnected ? null : t("state.ended");
  const size = useSize({ handle, resize: facts.resize, isConnected });
  const quality = useQuality(handle);
  const isTouch = useIsTouch();
  const { viewer } = handle;
  useEffect(() => viewer?.setViewOnly(viewOnly), [viewer, viewOnly]);

  const typing = useTyping({ tenant, name, guest, active, handle, state, viewOnly });

  const menu = useKeyMenu(handle, away ?? (viewOnly ? t("keyboard.looking") : null));

  const isRelative = isConnected && facts.pointer === "relative";
  const align = (): void => {
    handle.viewer?.alignPointer();
    handle.viewer?.focus();
  };
  const tools: Tool[] = [
    typing.tool,
    size.tool,
    quality,
    {
      id: "view-only",
      label: t("tools.viewOnly"),
      Icon: Eye,
      aside: true,
      pressed: viewOnly,
      onSelect: () => {
        if (openedViewOnly) handle.setViewOnly(false);
        setLooksOnly(!viewOnly);
      },
    },
    {
      id: "picture",
      label: t("tools.picture"),
      Icon: Camera,
      aside: true,
      disabledReason: away,
      onSelect: async () => {
        const picture = await handle.viewer?.picture();
        if (picture) saveFile(picture, `${t("tools.pictureFile", { name })}.png`);
      },
    },
    ...(isRelative
      ? [
          {
            id: "align",
            label: screen("pointer.align"),
            Icon: MousePointer2,
            aside: true,
            onSelect: align,
          } satisfies Tool,
        ]
      : []),
  ];

  const words = facts.size && t(size.view === "fit" ? "status.fitted" : "status.size", facts.size);
  const overlay = (
    <>
      {isRelative && !isNoteHidden && !viewOnly && (
        <PointerNote onAlign={align} onDismiss={() => setNoteHidden(true)} />
      )}
      {typing.panel}
      {size.hand && <Hand name={name} onPan={(x, y) => handle.viewer?.pan(x, y)} onLeave={size.leaveHand} />}
    </>
  );
  const below = isTouch && isConnected && !viewOnly && (
    <KeyBar name={name} sendKey={({ keysym, code }, down) => handle.viewer?.sendKey(keysym, code, down)} />
  );
  return { handle, state, keys: menu.keys, tools, size: words, viewOnly, below, overlay, dialogs: menu.dialog };
};
