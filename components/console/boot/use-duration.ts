import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";

/** A time span in words: `0.8 s`, `23 s`, `2 min 5 s`. */
export const useDuration = (): ((ms: number) => string) => {
  const t = useTranslations("boot");
  const { number } = useAmounts();
  return (ms) => {
    const seconds = ms / 1000;
    if (seconds < 9.95) return t("seconds", { n: number(seconds, 1) });
    const whole = Math.round(seconds);
    if (whole < 60) return t("seconds", { n: number(whole) });
    return t("minutes", { minutes: number(Math.floor(whole / 60)), seconds: number(whole % 60) });
  };
};
