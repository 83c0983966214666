import { newDisksOf } from "./disks.ts";
import type { CreateInput, NewDisk, SourceHeader } from "./input.ts";

/** Something that a create plan made, and nobody else. */
export type RunObject = {
  kind: "VMInstance" | "VMDisk";
  name: string;
  uid: string;
  /** It is being deleted. */
  leaving: boolean;
};

/** What the cluster knows of a create plan, whoever began it and wherever. */
export type RunView = {
  run: string;
  tenant: string;
  vm: string;
  /** When its first object was made (ISO 8601). */
  madeAt: string;
  /** The machine first, as they are deleted. */
  objects: RunObject[];
  /** Secrets that going on needs again, as they are kept nowhere: cloud-init, and header values by name in the order of the disks. */
  asks: { cloudInit: boolean; headers: string[] };
  /** False where another machine has the name now, or what was planned cannot be read any more. */
  resumable: boolean;
};

export type RunSecrets = { cloudInit: string; headers: string[] };

export type CleanUpRequest = { vm: string; objects: Pick<RunObject, "kind" | "name" | "uid">[] };

/** Keys of messages `run.cleanUp.why`. */
export type KeptReason = "in-use" | "changed" | "busy" | "forbidden" | "failed";
export type CleanUpAnswer = { kept: (Pick<RunObject, "kind" | "name"> & { why: KeptReason })[] };

/** Stands for a header's value where a secret must not be. */
const noValue = "-";

const withHeaders = (input: CreateInput, value: (header: SourceHeader, disk: NewDisk) => string): CreateInput => ({
  ...input,
  disks: input.disks.map((disk) =>
    disk.kind === "new" && disk.source.kind === "url"
      ? {
          ...disk,
          source: {
            ...disk.source,
            headers: disk.source.headers.map((header) => ({ ...header, value: value(header, disk) })),
          },
        }
      : disk,
  ),
});

/** The input as it may stand in the cluster for everybody of the tenant to read. */
export const withoutSecrets = (input: CreateInput): CreateInput => ({
  ...withHeaders(input, () => noValue),
  cloudInit: "",
});

const headersOf = ({ source }: NewDisk): SourceHeader[] => (source.kind === "url" ? source.headers : []);

/** Names of the headers whose values are needed for the new disks that `isMade` (by their place among these) does not say are there. */
export const askedHeaders = (input: CreateInput, isMade: (index: number) => boolean): string[] =>
  newDisksOf(input).flatMap((disk, index) => (isMade(index) ? [] : headersOf(disk).map(({ name }) => name)));

/** `withoutSecrets` undone, with the values that `askedHeaders` asked for. */
export const withSecrets = (
  input: CreateInput,
  { cloudInit, headers }: RunSecrets,
  isMade: (index: number) => boolean,
): CreateInput => {
  const left = [...headers];
  const fresh = newDisksOf(input);
  const filled = withHeaders(input, ({ value }, disk) => (isMade(fresh.indexOf(disk)) ? value : (left.shift() ?? "")));
  return { ...filled, cloudInit };
};
