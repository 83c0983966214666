import type { CatalogueView } from "../../resources/image/view.ts";
import type { CreateInput, NewDisk } from "../input.ts";
import type { PasteChange, PasteProblem } from "./change.ts";
import { classified, foreignProblem, isDiskSnippet } from "./classify.ts";
import { type AddChange, readObjects } from "./documents.ts";
import { withIndentation } from "./indentation.ts";
import { diskOfRaw } from "./raw-disk.ts";
import { machineOfRaw } from "./raw-machine.ts";
import { readDisk } from "./read-disk.ts";
import { readMachine } from "./read-machine.ts";
import { bareText, bareUserData, foreignText, isUserData } from "./recognise.ts";

/** A disk by itself, by the name it is to have. */
export type PastedDisk = { name: string; disk: NewDisk };

export type Pasted =
  | { ok: true; kind: "machine"; input: CreateInput; changes: PasteChange[] }
  | { ok: true; kind: "disk"; made: PastedDisk; changes: PasteChange[] }
  | {
      ok: false;
      problems: PasteProblem[] /** The text with its lost indentation put back, to be tried instead. */;
      mended: string | null;
    };

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
 * Whether the values are sound is for the form's rules to say, as if they had been typed.
 */
export const readPasted = (written: string, options: PasteOptions): Pasted => {
  const { text, hasMended } = bareText(written);
  const changes: PasteChange[] = [];
  const problems: PasteProblem[] = [];
  const add: AddChange = (line, rule, values = {}) => void changes.push({ line, rule, values });
  const failed = (all: PasteProblem[], mended: string | null = null): Pasted => ({ ok: false, problems: all, mended });
  if (hasMended) add(1, "spaces");
  if (isUserData(text)) {
    add(1, "userData");
    return { ok: true, kind: "machine", input: { ...options.over, cloudInit: bareUserData(written) }, changes };
  }
  const foreign = foreignText(text);
  if (foreign) return failed([foreign], foreign.rule === "indentation" ? withIndentation(text) : null);
  const { objects, problems: unread } = readObjects(text);
  if (unread.length > 0) return failed(unread);

  const wanted = classified(objects, add);
  const { catalogue } = options;
  const made = wanted.raw.flatMap((raw) => machineOfRaw(raw, catalogue, add));
  const machines = [...wanted.machines, ...made.filter(({ kind }) => kind === "VMInstance")];
  const disks = [
    ...wanted.disks,
    ...wanted.rawDisks.map((raw) => diskOfRaw(raw, add)),
    ...made.filter(({ kind }) => kind === "VMDisk"),
  ];
  const ofDisk = wanted.snippets.filter(isDiskSnippet);
  const ofMachine = wanted.snippets.filter((snippet) => !isDiskSnippet(snippet));
  const [machine, second] = machines;
  const [other] = wanted.others;
  const [aloneDisk, ...furtherDisks] = [...disks, ...ofDisk];
  if (second) return failed([{ line: second.lineOf(["kind"]), rule: "twoMachines", values: {} }]);
  if (!machine && ofMachine.length === 0 && !aloneDisk)
    return failed([other ? foreignProblem(other) : { line: 1, rule: "nothing", values: {} }]);
  for (const { kind, lineOf } of wanted.others)
    add(lineOf(["kind"]), "kindDropped", { kind: kind.slice(0, 60) || "–" });

  const reading: PasteReading = { ...options, add, problems };
  const sorted = () => changes.toSorted((a, b) => a.line - b.line);
  if (machine || ofMachine.length > 0) {
    const input = readMachine(machine ?? null, ofMachine, disks, reading);
    return problems.length === 0 && input ? { ok: true, kind: "machine", input, changes: sorted() } : failed(problems);
  }
  const [next] = furtherDisks;
  if (!aloneDisk || next) return failed([{ line: next?.lineOf([]) ?? 1, rule: "severalDisks", values: {} }]);
  const disk = readDisk(aloneDisk, reading);
  return problems.length === 0 && disk ? { ok: true, kind: "disk", made: disk, changes: sorted() } : failed(problems);
};
