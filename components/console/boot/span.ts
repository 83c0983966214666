/** A time span by its two largest units: what comes below them is noise. */
export type Span =
  | { unit: "seconds"; n: number; digits: 0 | 1 }
  | { unit: "minutes"; minutes: number; seconds: number }
  | { unit: "hours"; hours: number; minutes: number }
  | { unit: "days"; days: number; hours: number };

export const spanOf = (ms: number): Span => {
  const seconds = ms / 1000;
  if (seconds < 9.95) return { unit: "seconds", n: seconds, digits: 1 };
  const whole = Math.round(seconds);
  if (whole < 60) return { unit: "seconds", n: whole, digits: 0 };
  if (whole < 3_600) return { unit: "minutes", minutes: Math.floor(whole / 60), seconds: whole % 60 };
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return { unit: "hours", hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  const hours = Math.round(minutes / 60);
  return { unit: "days", days: Math.floor(hours / 24), hours: hours % 24 };
};
