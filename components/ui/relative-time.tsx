"use client";
import { useLocale, useTranslations } from "next-intl";
import { formatTime } from "#lib/i18n/formats.ts";
import { useHydrated } from "./use-hydrated.ts";
import { useTick } from "./use-tick.ts";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
/** As exact as the tick: less ago is "now". */
const tickSeconds = 10;

/** How long something took or is ago, in one unit: `14 d`, `2 min`. */
export const useAge = () => {
  const t = useTranslations("ui.age");
  return (seconds: number): string => {
    if (seconds < minute) return t("seconds", { n: Math.max(0, Math.floor(seconds)) });
    if (seconds < hour) return t("minutes", { n: Math.floor(seconds / minute) });
    if (seconds < 2 * day) return t("hours", { n: Math.floor(seconds / hour) });
    return t("days", { n: Math.floor(seconds / day) });
  };
};

/** Says "now" of what has just been; `null` when it is longer ago. */
export const useNowWord = () => {
  const t = useTranslations("ui.age");
  return (seconds: number): string | null => (seconds < tickSeconds ? t("now") : null);
};

/** Exact local time; UTC, and saying so, until the browser's zone is known. `clock` leaves out the day. */
export const useExactTime = (part: "full" | "clock" = "full") => {
  const locale = useLocale();
  const hydrated = useHydrated();
  return (iso: string): string =>
    hydrated ? formatTime(locale, iso, undefined, part) : `${formatTime(locale, iso, "UTC", part)} UTC`;
};

type RelativeTimeProps = {
  iso: string;
  /** It stands as a duration in a sentence: `for 3 s`, never `for now`. */
  lasting?: boolean;
  className?: string;
};

/** An age that keeps itself true; the exact time is its title and what screen readers get. */
export const RelativeTime = ({ iso, lasting = false, className }: RelativeTimeProps) => {
  const now = useTick();
  const age = useAge();
  const nowWord = useNowWord();
  const seconds = (now - Date.parse(iso)) / 1000;
  const exact = useExactTime()(iso);
  return (
    <time dateTime={iso} title={exact} className={className}>
      <span aria-hidden="true">{(lasting ? null : nowWord(seconds)) ?? age(seconds)}</span>
      <span className="sr-only">{exact}</span>
    </time>
  );
};
