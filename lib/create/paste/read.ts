import type { CatalogueView } from "../../resources/image/view.ts";
import type { CreateInput, NewDisk } from "../input.ts";
import { longestText } from "../yaml-documents.ts";
import type { PasteChange, PasteProblem } from "./change.ts";
import { classified, foreignProblem, isDiskSnippet } from "./classify.ts";
import { type AddChange, readObjects } from "./documents.ts";
import { withIndentation } from "./indentation.ts";
import { readDisk } from "./read-disk.ts";
import { readMachine } from "./read-machine.ts";
import { bareText, bareUserData, foreignText, isUserData } from "./recognise.ts";
import { oneOf, type PastedMachine } from "./several.ts";

/** A disk by itself, by the name it is to have. */
export type PastedDisk = { name: string; disk: NewDisk };

/** `machines`: those to choose from, where the text describes several. */
export type Pasted = { machines: PastedMachine[] } & (
  | { ok: true; kind: "machine"; input: CreateInput; changes: PasteChange[] }
  | { ok: true; kind: "disk"; made: PastedDisk; changes: PasteChange[] }
  | {
      ok: false;
      /** None where nothing is wrong but that nobody has chosen. */
      problems: PasteProblem[];
      /** The text with its lost indentation put back, to be tried instead. */
      mended: string | null;
    }
);

export type PasteOptions = {
  /** What the form holds: the ground that parts of a manifest are laid over. */
  over: CreateInput;
  /** The same of a form for a disk alone. */
  overDisk: PastedDisk;
  catalogue: CatalogueView;
  tenant: string;
};

/** How parts are read: what they change is said, what stops them is a problem. */
export type PasteReading = PasteOptions & { add: AddChange; problems: PasteProblem[] };

/**
 * What somebody brings as text, as the form would hold it on this cluster, with one line for each thing that is another than written.
 * Whether the values are sound is for the form's rules to say, as if they had been typed. `chosen`: which of several machines, by its place.
 */
export const readPasted = (written: string, options: PasteOptions, chosen: number | null = null): Pasted => {
  const changes: PasteChange[] = [];
  const problems: PasteProblem[] = [];
  const add: AddChange = (line, rule, values = {}) => void changes.push({ line, rule, values });
  let machines: PastedMachine[] = [];
  const failed = (all: PasteProblem[], mended: string | null = null): Pasted => {
    return { ok: false, problems: all, mended, machines };
  };
  if (written.length > longestText) return failed([{ line: 1, rule: "tooLong", values: {} }]);
  const { text, hasMended } = bareText(written);
  if (hasMended) add(1, "spaces");
  if (isUserData(text)) {
    add(1, "userData");
    const input = { ...options.over, cloudInit: bareUserData(written) };
    return { ok: true, kind: "machine", input, changes, machines };
  }
  const foreign = foreignText(text);
  if (foreign) return failed([foreign], foreign.rule === "indentation" ? withIndentation(text) : null);
  const { objects, problems: unread } = readObjects(text);
  if (unread.length > 0) return failed(unread);

  const wanted = classified(objects, add);
  const ofDisk = wanted.snippets.filter(isDiskSnippet);
  const ofMachine = wanted.snippets.filter((snippet) => !isDiskSnippet(snippet));
  const found = oneOf(wanted, chosen, options.catalogue, add);
  const { machine, disks } = found;
  machines = found.machines;
  if (machines.length > 0 && !machine) return failed([]);
  const [other] = wanted.others;
  const [aloneDisk, ...furtherDisks] = [...disks, ...ofDisk];
  if (!machine && ofMachine.length === 0 && !aloneDisk)
    return failed([other ? foreignProblem(other) : { line: 1, rule: "nothing", values: {} }]);
  for (const { kind, lineOf } of wanted.others)
    add(lineOf(["kind"]), "kindDropped", { kind: kind.slice(0, 60) || "–" });

  const reading: PasteReading = { ...options, add, problems };
  const sorted = () => changes.toSorted((a, b) => a.line - b.line);
  if (machine || ofMachine.length > 0) {
    for (const { lineOf } of ofDisk) add(lineOf([]), "diskPart");
    const input = readMachine(machine, ofMachine, disks, reading);
    if (problems.length > 0 || !input) return failed(problems);
    return { ok: true, kind: "machine", input, changes: sorted(), machines };
  }
  const [next] = furtherDisks;
  if (!aloneDisk || next) return failed([{ line: next?.lineOf([]) ?? 1, rule: "severalDisks", values: {} }]);
  const made = readDisk(aloneDisk, reading);
  if (problems.length > 0 || !made) return failed(problems);
  return { ok: true, kind: "disk", made, changes: sorted(), machines };
};
