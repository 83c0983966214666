import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";

/** A time span in words: `0.8 s`, `23 s`, `2 min 5 s`, `3 h 20 min`, `12 d 4 h`. */
export const useDuration = (): ((ms: number) => string) => {
  const t = useTranslations("boot");
  const { number } = useAmounts();
  return (ms) => {
    const seconds = ms / 1000;
    if (seconds < 9.95) return t("seconds", { n: number(seconds, 1) });
    const whole = Math.round(seconds);
    if (whole < 60) return t("seconds", { n: number(whole) });
    const minutes = Math.round(whole / 60);
    if (minutes >= 24 * 60) {
      const hours = Math.round(minutes / 60);
      return t("days", { days: number(Math.floor(hours / 24)), hours: number(hours % 24) });
    }
    if (whole >= 3600) return t("hours", { hours: number(Math.floor(minutes / 60)), minutes: number(minutes % 60) });
    return t("minutes", { minutes: number(Math.floor(whole / 60)), seconds: number(whole % 60) });
  };
};
