import { cpus, totalmem } from "node:os";

export type Row = {
  /** As docs/benchmarks.md numbers them; "–" is told without a goal. */
  id: string;
  measure: string;
  measured: string;
  goal: string;
  isMet: boolean | null;
};

export const runs = 3;

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The value below which so much of them lie. */
export const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

export const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
export const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
export const milliseconds = (ms: number): string => `${Math.round(ms)} ms`;

/** Repeats a measurement, and says where it is: a whole run takes minutes. */
export const repeated = async <T>(what: string, measure: () => Promise<T>, times = runs): Promise<T[]> => {
  const all: T[] = [];
  for (let run = 1; run <= times; run += 1) {
    process.stderr.write(`bench: ${what}, ${run} of ${times}\n`);
    all.push(await measure());
  }
  return all;
};

const verdict = (isMet: boolean | null): string => (isMet === null ? "" : isMet ? "met" : "not met");

export const tableOf = (rows: readonly Row[]): string =>
  [
    "| # | Measure | Measured | Goal | |",
    "|---|---|--:|--:|---|",
    ...rows.map(
      ({ id, measure, measured, goal, isMet }) => `| ${[id, measure, measured, goal, verdict(isMet)].join(" | ")} |`,
    ),
  ].join("\n");

export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, headless Chromium, loopback`;

/** In the order of the goals; what has no number of its own stays behind the row it belongs to. */
export const inOrder = (rows: readonly Row[]): Row[] => {
  let number = 0;
  return rows
    .map((row) => {
      number = row.id.startsWith("G") ? Number(row.id.slice(1)) : number;
      return { row, number };
    })
    .toSorted((a, b) => a.number - b.number)
    .map(({ row }) => row);
};
