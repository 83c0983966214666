import { useMemo } from "react";
import { type Pasted, type PasteOptions, readPasted } from "#lib/create/paste/read.ts";

/** One of several machines of a text, by its place; its name says whether the place is still its own. */
export type ChosenMachine = { place: number; name: string };

/** What a text is read as. A choice holds while the text is mended, until another machine stands in its place. */
export const useReading = (text: string, options: PasteOptions, chosen: ChosenMachine | null): Pasted | null =>
  useMemo(() => {
    if (text.trim() === "") return null;
    const read = readPasted(text, options, chosen?.place ?? null);
    return !chosen || isThere(read, chosen) ? read : readPasted(text, options);
  }, [text, options, chosen]);

/** Whether it is among those that can be chosen. */
export const isThere = ({ machines }: Pasted, { place, name }: ChosenMachine): boolean =>
  machines[place]?.name === name;
