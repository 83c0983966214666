import { offersFor } from "../image/offers.ts";
import type { DiskRow } from "./view.ts";

/** Parts of the disk list, each a key of messages `disks.show`. */
export const diskShows = ["all", "attached", "orphans", "trouble"] as const;
export type DiskShow = (typeof diskShows)[number];

/** What of the disks a person looks at; lives in the page's address. */
export type DisksQuery = { text: string; show: DiskShow };

const plainDisksQuery: DisksQuery = { text: "", show: "all" };

/** Reads `?show=orphans&q=web`; what it does not know is left out. */
export const readDisksQuery = (get: (name: string) => string | null | undefined): DisksQuery => ({
  text: (get("q") ?? "").slice(0, 200),
  show: diskShows.find((show) => show === get("show")) ?? plainDisksQuery.show,
});

/** The opposite of `readDisksQuery`: `""` for the page as it opens. */
export const writeDisksQuery = ({ text, show }: DisksQuery): string => {
  const parameters = new URLSearchParams();
  if (show !== plainDisksQuery.show) parameters.set("show", show);
  if (text.trim()) parameters.set("q", text.trim());
  const written = parameters.toString();
  return written && `?${written}`;
};

/** No machine has it, so it costs and serves nobody; one that is going away is no such disk any more. */
export const isOrphan = ({ usedBy, state }: DiskRow): boolean => usedBy.length === 0 && state !== "deleting";

/** Something is wrong with it, or two machines would write to it. */
const needsAttention = ({ state, trouble, usedBy }: DiskRow): boolean =>
  ["failing", "failed", "missing"].includes(state) || trouble !== null || usedBy.length > 1;

const isShown: Record<DiskShow, (disk: DiskRow) => boolean> = {
  all: () => true,
  attached: ({ usedBy }) => usedBy.length > 0,
  orphans: isOrphan,
  trouble: needsAttention,
};

/** Disks of each part among those that hold every word. */
export const disksFor = (
  all: readonly DiskRow[],
  text: string,
  readOf: (disk: DiskRow) => readonly string[],
): Readonly<Record<DiskShow, readonly DiskRow[]>> => {
  const found = offersFor(all, text, readOf);
  const part = (show: DiskShow) => found.filter(isShown[show]);
  return { all: found, attached: part("attached"), orphans: part("orphans"), trouble: part("trouble") };
};

/** What disks take together; null where the size of one is not known. */
export const totalBytesOf = (disks: readonly DiskRow[]): number | null =>
  disks.reduce<number | null>((sum, { realBytes, askedBytes }) => {
    const bytes = realBytes ?? askedBytes;
    return sum === null || bytes === null ? null : sum + bytes;
  }, 0);
