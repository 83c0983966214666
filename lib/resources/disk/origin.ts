import * as z from "zod";

/** What a disk was filled from when it was made; the platform never fills it again. */
export type DiskOrigin =
  | { kind: "image"; name: string }
  /** Without its query, where pre-signed addresses carry their secret, and without whom it is asked for as. */
  | { kind: "url"; url: string }
  | { kind: "registry"; url: string }
  | { kind: "clone"; disk: string }
  | { kind: "upload" }
  | { kind: "empty" }
  /** Several at once, which the chart refuses, or one that nobody here knows. */
  | { kind: "unknown" };

const named = z.object({ name: z.string().min(1) });
const addressed = z.object({ url: z.string().min(1) });

/** Longer is no address that anybody reads. */
const longest = 500;

const shownUrl = (url: string): string =>
  (url.split(/[?#]/, 1)[0] ?? "").replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, "$1").slice(0, longest);

const readers: Readonly<Record<string, (value: unknown) => DiskOrigin | null>> = {
  image: (value) => {
    const { data } = named.safeParse(value);
    return data ? { kind: "image", name: data.name } : null;
  },
  http: (value) => {
    const { data } = addressed.safeParse(value);
    return data ? { kind: "url", url: shownUrl(data.url) } : null;
  },
  registry: (value) => {
    const { data } = addressed.safeParse(value);
    return data ? { kind: "registry", url: shownUrl(data.url) } : null;
  },
  disk: (value) => {
    const { data } = named.safeParse(value);
    return data ? { kind: "clone", disk: data.name } : null;
  },
  upload: () => ({ kind: "upload" }),
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** `spec.source` of a VMDisk as stored: at most one key says where the content came from, none is a blank disk. */
export const originOf = (source: unknown): DiskOrigin => {
  const given = isObject(source) ? Object.entries(source).filter(([, value]) => isObject(value)) : [];
  const [only, ...more] = given;
  if (!only) return { kind: "empty" };
  const [key, value] = only;
  const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
  return (more.length === 0 && read?.(value)) || { kind: "unknown" };
};
