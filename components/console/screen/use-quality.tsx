import { Gauge } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { type ScreenQuality, screenQualityNames } from "#lib/console/screen-choices.ts";
import type { VncHandle } from "../consoles.ts";
import type { Tool } from "../tool.tsx";
import { useKept } from "../use-kept.ts";

/** How much of the line the picture may take. */
export const useQuality = (handle: VncHandle): Tool => {
  const t = useTranslations("screen.quality");
  const [quality, setQuality] = useKept<ScreenQuality>("porthole-screen-quality", screenQualityNames, "balanced");
  const { viewer } = handle;
  useEffect(() => viewer?.setQuality(quality), [viewer, quality]);
  return {
    id: "quality",
    label: t("label"),
    Icon: Gauge,
    aside: true,
    items: screenQualityNames.map((each) => ({
      id: each,
      label: t(each),
      detail: t(`${each}Detail`),
      checked: each === quality,
      onSelect: () => setQuality(each),
    })),
  };
};
