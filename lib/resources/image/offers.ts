import { plain, wordsOf } from "../../palette/rank.ts";

/** The parts of the catalogue page. */
export const offerKinds = ["images", "sizes", "profiles", "storage"] as const;
export type OfferKind = (typeof offerKinds)[number];

/** What of the catalogue a person looks at; lives in the page's address. */
export type OffersQuery = { text: string; kind: OfferKind };

export const plainOffersQuery: OffersQuery = { text: "", kind: "images" };

/** Reads `?show=sizes&q=databases`; what it does not know is left out. */
export const readOffersQuery = (get: (name: string) => string | null | undefined): OffersQuery => ({
  text: (get("q") ?? "").slice(0, 200),
  kind: offerKinds.find((kind) => kind === get("show")) ?? plainOffersQuery.kind,
});

/** The opposite of `readOffersQuery`: `""` for the page as it opens. */
export const writeOffersQuery = ({ text, kind }: OffersQuery): string => {
  const parameters = new URLSearchParams();
  if (kind !== plainOffersQuery.kind) parameters.set("show", kind);
  if (text.trim()) parameters.set("q", text.trim());
  const written = parameters.toString();
  return written && `?${written}`;
};

/** Those of which everything people read, taken together, holds every word; all of them where there is no word. */
export const offersFor = <T>(all: readonly T[], text: string, readOf: (one: T) => readonly string[]): readonly T[] => {
  const words = wordsOf(text);
  if (words.length === 0) return all;
  return all.filter((one) => {
    const read = plain(readOf(one).join(" "));
    return words.every((word) => read.includes(word));
  });
};
