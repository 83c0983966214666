/** Which place in a list a height on the screen means: the first row whose lower edge is below it, else the last. */
export const placeAt = (y: number, rows: readonly { top: number; bottom: number }[]): number => {
  const found = rows.findIndex(({ bottom }) => y < bottom);
  return found < 0 ? Math.max(0, rows.length - 1) : found;
};
