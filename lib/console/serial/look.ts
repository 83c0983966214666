export const fontSizes = [12, 14, 16, 18, 22] as const;
export const looks = ["dark", "light", "contrast"] as const;

export type FontSize = (typeof fontSizes)[number];
export type LookTheme = (typeof looks)[number];

/** How a person likes serial lines to look, whichever machine's. */
export type SerialLook = {
  fontSize: FontSize;
  theme: LookTheme;
  /** Drawn by the graphics card. */
  webgl: boolean;
  /** Output is read aloud as it comes. */
  screenReader: boolean;
};

/** Who asks the system for more contrast gets it. */
export const firstLook = (wantsContrast: boolean): SerialLook => ({
  fontSize: 14,
  theme: wantsContrast ? "contrast" : "dark",
  webgl: false,
  screenReader: false,
});

/** What was kept, as far as it can be understood. */
export const readLook = (kept: string | null, first: SerialLook): SerialLook => {
  let value: unknown;
  try {
    value = JSON.parse(kept ?? "null");
  } catch {
    return first;
  }
  if (typeof value !== "object" || value === null) return first;
  const { fontSize, theme, webgl, screenReader }: { [key in keyof SerialLook]?: unknown } = value;
  return {
    fontSize: fontSizes.find((each) => each === fontSize) ?? first.fontSize,
    theme: looks.find((each) => each === theme) ?? first.theme,
    webgl: typeof webgl === "boolean" ? webgl : first.webgl,
    screenReader: typeof screenReader === "boolean" ? screenReader : first.screenReader,
  };
};
