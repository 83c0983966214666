import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Era, eras } from "../../resources/dialect/eras.fixture.ts";
import { upstream } from "../../upstream.fixture.ts";
import { planOf } from "../plan.ts";
import { readPasted } from "./read.ts";
import { optionsOf, saidIn, saidOf, samples } from "./reading.fixture.ts";

/** What the model customer publishes, where it lies beside upstream's files. */
const file = join(upstream, "../docs/vendor-manifests.md");
const hasFile = upstream !== "" && existsSync(file);

describe.each(eras)("pasted into a form of the dialect %s", (era) => {
  const options = optionsOf(era);
  it.each(samples)("%s opens, and says its changes", (_, text, said, more) =>
    expect(saidOf(readPasted(text, options), options).sort()).toEqual(saidIn(era, said, more)),
  );
});

type Row = readonly [said: string[], more?: Partial<Record<Era, string[]>>];
const old = (...said: string[]): Partial<Record<Era, string[]>> => ({ "0.34": said, "0.38": said, current: said });
const strategy = (line: number): Partial<Record<Era, string[]>> => ({ current: [`${line}.runningAsStrategy`] });
const raw = ["2.rawMachine", "2.rawPrivate", "10.rawSize"];

/** By the order of the file. */
const published: readonly Row[] = [
  [["5.disksKept"]],
  [["4.ports"]],
  [[]],
  [[]],
  [["9.portsWhole", "14.diskAbsent", "16.empty", "22.empty"], { ...strategy(10), documented: ["14.disksAsNames"] }],
  [[]],
  [[], old("7.sourceRefused", "8.sourceRefused")],
  [[], old("4.sourceRefused")],
  [["2.sourceEmpty"]],
  [["6.sourceEmpty"]],
  [["5.namespace"]],
  [["5.disksKept"]],
  [[]],
  [[]],
  [[]],
  [["14.disksAsObjects", "14.diskAbsent", "16.empty", "22.empty"], strategy(10)],
  [[]],
  [[]],
  [["2.sourceEmpty"]],
  [[]],
  [["6.sourceEmpty"]],
  [[]],
  [["22.sourceEmpty", "44.disksAsObjects"], strategy(40)],
  [[...raw, "21.leftOut", "24.rawImage"], strategy(6)],
  [[...raw, "17.leftOut", "24.leftOut", "27.rawClaim", "27.diskAbsent", "30.rawClaim", "30.diskAbsent"], strategy(6)],
  [[...raw, "2.disksKept", "15.gpuNearest", "23.leftOut"], strategy(6)],
  [["3!indentation", "14.disksAsObjects", "14.diskAbsent"], strategy(10)],
  [["3!indentation"]],
];

describe.skipIf(!hasFile)("every manifest that the model customer publishes", () => {
  const texts = () =>
    [...readFileSync(file, "utf8").matchAll(/^```(?:yaml)?\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text);

  it("is known here", () => expect(texts()).toHaveLength(published.length));

  it.each(eras)("opens on a cluster of the dialect %s with exactly its changes", (era) => {
    const options = optionsOf(era);
    for (const [index, text] of texts().entries()) {
      const [said = [], more] = published[index] ?? [];
      expect(saidOf(readPasted(text, options), options).sort(), text).toEqual(saidIn(era, said, more));
    }
  });

  it.each(eras)("is read again from the plan it made, without a change, in %s", (era) => {
    const options = optionsOf(era);
    for (const text of texts()) {
      const first = readPasted(text, options);
      const read = first.ok || first.mended === null ? first : readPasted(first.mended, options);
      if (!read.ok || read.kind !== "machine") continue;
      const { disks, vm } = planOf(read.input, options.tenant, options.catalogue);
      const again = readPasted([...disks, vm].map((one) => JSON.stringify(one)).join("\n---\n"), options);
      expect(again).toMatchObject({ ok: true, input: { ...read.input, disks: read.input.disks.map(withoutPart) } });
    }
  });
});

const withoutPart = (disk: object) =>
  Object.fromEntries(Object.entries(disk).filter(([key]) => key !== "part" && key !== "name"));
