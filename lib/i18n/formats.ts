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
