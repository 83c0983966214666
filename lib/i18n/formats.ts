// Making an Intl formatter costs more than drawing the cell it is for; they hold nothing of anybody's.
const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

const once = <T>(known: Map<string, T>, key: string, make: () => T): T => {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
};

export const formatNumber = (locale: string, value: number, digits = 0): string =>
  // Node and browsers carry different ages of the Swiss thousands mark: one of them, or hydration fails.
  once(numbers, `${locale} ${digits}`, () => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }))
    .format(value)
    .replaceAll("'", "’");

/** `zone` undefined is the browser's own. `clock`: hours to seconds without the day. */
export const formatTime = (locale: string, iso: string, zone?: string, part: "full" | "clock" = "full"): string =>
  once(
    dates,
    `${locale} ${zone} ${part}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        ...(part === "full" && { dateStyle: "medium" }),
        timeStyle: "medium",
        timeZone: zone,
      }),
  ).format(new Date(iso));

/** `31 May 2029`, of a day without a time. */
export const formatDate = (locale: string, day: string): string =>
  once(
    dates,
    `${locale} date`,
    () => new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
  ).format(new Date(day));

/** `Saturday, 21 November 2026`; the year only where it is not `now`'s. */
export const formatDay = (locale: string, iso: string, now: Date, zone?: string): string => {
  const isThisYear = iso.slice(0, 4) === now.toISOString().slice(0, 4);
  return once(
    dates,
    `${locale} ${zone} day ${isThisYear}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        weekday: "long",
        day: "numeric",
        month: "long",
        ...(!isThisYear && { year: "numeric" }),
        timeZone: zone,
      }),
  ).format(new Date(iso));
};

/** `2026-11-21`: for telling days apart. */
export const dayOf = (iso: string, zone?: string): string =>
  once(
    dates,
    `day ${zone}`,
    () => new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }),
  ).format(new Date(iso));
