/** Keys of messages `paste.change`: what is another thing in the form than in the pasted text. */
export const changeRules = [
  "spaces",
  "apiVersion",
  "namespace",
  "metadata",
  "status",
  "kindDropped",
  "machineLeft",
  "diskOfOther",
  "diskPart",
  "nameMissing",
  "bare",
  "userData",
  "disksAsObjects",
  "disksAsNames",
  "disksKept",
  "diskAbsent",
  "diskTwice",
  "busDropped",
  "unattached",
  "runningAsStrategy",
  "strategyAsRunning",
  "powerTwice",
  "strategyOther",
  "ports",
  "portOther",
  "portsWhole",
  "portsPrivate",
  "icmpDropped",
  "empty",
  "sockets",
  "resourcesBesideType",
  "seed",
  "networksAs",
  "networksDropped",
  "typeNearest",
  "typeKept",
  "profileNearest",
  "profileNone",
  "classNearest",
  "imageNearest",
  "sourceEmpty",
  "fieldUnknown",
  "rawMachine",
  "rawDisk",
  "rawSize",
  "rawClaim",
  "rawImage",
  "rawPrivate",
  "gpuNearest",
  "leftOut",
  "sourceRefused",
  "imageGone",
  "gpuRefused",
] as const;
export type ChangeRule = (typeof changeRules)[number];

/** What the platform would store and ignore, or does not have: the form opens without it, and that is no small matter. */
const refusing: ReadonlySet<ChangeRule> = new Set(["sourceRefused", "imageGone", "gpuRefused"]);

export type PasteChange = {
  /** Of the pasted text, from 1. */
  line: number;
  rule: ChangeRule;
  values: Readonly<Record<string, string>>;
};

export const isRefusal = ({ rule }: PasteChange): boolean => refusing.has(rule);

/** Keys of messages `paste.problem`: why nothing of a text can be taken. */
export const problemRules = [
  "syntax",
  "tooLong",
  "tooMany",
  "tooDeep",
  "nothing",
  "markup",
  "terraform",
  "compose",
  "workload",
  "kind",
  "indentation",
  "severalDisks",
  "value",
  "source",
  "upload",
  "unknownField",
] as const;
export type PasteProblemRule = (typeof problemRules)[number];

export type PasteProblem = { line: number; rule: PasteProblemRule; values: Readonly<Record<string, string>> };

/** How a reader says what it changes: at a path of the document it reads. */
export type Say = (rule: ChangeRule, path: readonly PropertyKey[], values?: Readonly<Record<string, string>>) => void;
