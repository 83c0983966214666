const longest = 60;

/** A person's name as others may be shown it: on one line, without control, direction and invisible characters, of bounded length. */
export const shownName = (name: string): string => {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, "").trim();
  const characters = [...plain];
  return characters.length > longest ? `${characters.slice(0, longest).join("")}…` : plain || "?";
};
