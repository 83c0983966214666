import { shownName } from "./person-name.ts";

const prefix = "taken-over by ";
/** A close frame holds 123 bytes of reason. */
const mostBytes = 123 - prefix.length;

/** The reason of a close with 4411: who has the console now. */
export const takenOverReason = (name: string): string => {
  const characters = [...shownName(name)];
  while (new TextEncoder().encode(characters.join("")).length > mostBytes) characters.pop();
  return prefix + characters.join("");
};

/** Who took a console over, as the reason of its close says; undefined when it says nothing of it. */
export const takerIn = (reason: string): string | undefined =>
  reason.startsWith(prefix) ? shownName(reason.slice(prefix.length)) : undefined;
