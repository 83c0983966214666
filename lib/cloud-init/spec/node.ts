/** What may stand at one place of cloud-config: plain data, made by `build.ts`, read by `check.ts` and `nodes-at.ts`. */

export type SpecDeprecation = {
  /** cloud-init's release that began to warn. */
  since: string;
  /** The key or the value that stands instead. */
  instead?: string;
  /** The kind of value that stands instead, where only the kind is old. */
  as?: SpecNode["is"];
};

type SpecShape =
  | { is: "any" }
  | { is: "null" }
  | { is: "boolean"; only?: boolean }
  | { is: "text"; enum?: readonly string[]; pattern?: string; format?: SpecFormat }
  | { is: "integer" | "number"; least?: number }
  | { is: "list"; of: SpecNode; least?: number; most?: number; unique?: true }
  | SpecMap
  | { is: "oneOf"; of: readonly SpecNode[] };

/** Alternatives of a `oneOf` exclude each other. One that is deprecated is accepted with a warning. */
export type SpecNode = SpecShape & { deprecated?: SpecDeprecation };

export type SpecMap = {
  is: "map";
  keys: Readonly<Record<string, SpecKey>>;
  /** A list among them: at least one of these. */
  required?: readonly (string | readonly string[])[];
  /** Of each of these lists at most one key. */
  apart?: readonly (readonly string[])[];
  /** What stands below a key that is not named; null: there is no other key. */
  others: SpecNode | null;
  /** What such a key looks like. */
  named?: string;
  /** Message id of such a key; "" where it says nothing. */
  othersWords: string;
  least?: number;
  /** Where the words of a structure lie that several keys share. */
  home?: string;
};

export type SpecKey = {
  node: SpecNode;
  /** Message id in the area cloudConfig. */
  words: string;
  deprecated?: SpecDeprecation;
};

export type SpecFormat = "uri" | "hostname" | "date";
