import { Scaling } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ScreenSigns } from "#lib/console/rfb/server-messages.ts";
import { type ScreenView, screenViews } from "#lib/console/screen-choices.ts";
import type { VncHandle } from "../consoles.ts";
import type { Tool } from "../tool.tsx";
import { useKept } from "../use-kept.ts";

type SizeOf = { handle: VncHandle; resize: ScreenSigns["resize"]; isConnected: boolean };

/** How the screen stands in its window, and the hand that moves what does not fit. */
export const useSize = ({ handle, resize, isConnected }: SizeOf) => {
  const t = useTranslations("screen.size");
  const [view, setView] = useKept<ScreenView>("porthole-screen-view", screenViews, "fit");
  const [wantsHand, setHand] = useState(false);
  const { viewer } = handle;
  useEffect(() => viewer?.setView(view), [viewer, view]);
  const hand = wantsHand && view === "actual" && isConnected;
  const refusals = { no: t("remoteNo"), refused: t("remoteRefused"), offered: null } as const;
  const tool: Tool = {
    id: "size",
    label: t("label"),
    Icon: Scaling,
    items: [
      ...screenViews.map((each) => ({
        id: each,
        label: t(each),
        detail: t(`${each}Detail`),
        checked: each === view,
        disabledReason: each === "remote" && isConnected ? refusals[resize] : null,
        onSelect: () => setView(each),
      })),
      { id: "hand-line", heading: null },
      {
        id: "hand",
        label: t("hand"),
        detail: t("handDetail"),
        checked: hand,
        disabledReason: view === "actual" ? null : t("handReason"),
        onSelect: () => setHand(!hand),
      },
    ],
  };
  return { tool, view, hand, leaveHand: () => setHand(false) };
};
