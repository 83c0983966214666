import type { SpecKey, SpecNode } from "../spec/node.ts";
import { alternatives, keysAt, nodesAt } from "../spec/nodes-at.ts";
import type { Path } from "./outline.ts";
import { keyPathAt, type Place, placeAt } from "./place.ts";

/** Kinds of value that can be told to somebody. */
export type Taken = Exclude<SpecNode["is"], "any" | "oneOf">;

/** A word that may stand where somebody writes. */
export type Proposal = {
  label: string;
  /** What is written instead of what is typed. */
  insert: string;
  at: "key" | "value";
  /** Kinds of value that it takes; of a value, none. */
  takes: readonly Taken[];
  /** Message id in the area cloud-config; "" where there is none. */
  words: string;
};

export type Proposals = { from: number; options: readonly Proposal[] };

/** First lines that are worth choosing from. */
const firstLines = ["#cloud-config", "#!/bin/bash", "#include"];

/** What may stand where somebody writes, by what cloud-init knows; null where nothing is known. */
export const proposalsAt = (text: string, at: number): Proposals | null => {
  if (!text.slice(0, at).includes("\n")) return firstLinesAt(text, at);
  const place = placeAt(text, at);
  if (!place) return null;
  const nodes = current(nodesAt(place.path));
  const colonFollows = /^[\w.+-]*["']?\s*:/.test(text.slice(at));
  const options = place.at === "value" ? valuesOf(nodes) : beginnings(nodes, place, colonFollows);
  return options.length > 0 ? { from: place.from, options } : null;
};

const firstLinesAt = (text: string, at: number): Proposals | null => {
  const typed = text.slice(0, at);
  if (!firstLines.some((line) => line.startsWith(typed))) return null;
  const insert = (line: string) => (text.slice(at).startsWith("\n") ? line : `${line}\n`);
  return { from: 0, options: firstLines.map((line) => ({ ...plain, label: line, insert: insert(line) })) };
};

const plain = { at: "value", takes: [], words: "" } as const;

/** What begins a line: keys of a map, words of a list, or a dash where a list is still to begin. */
const beginnings = (nodes: readonly SpecNode[], place: Place, colonFollows: boolean): Proposal[] => {
  const keys = keysOf(nodes, place, colonFollows);
  const values = valuesOf(nodes);
  const entries = nodes.flatMap((node) => (node.is === "list" ? current(alternatives(node.of)) : []));
  const inEntry = { ...place, column: place.column + 2, beside: [] };
  const begun = [...keysOf(entries, inEntry, colonFollows), ...valuesOf(entries)];
  return [...keys, ...values, ...begun.map((one) => ({ ...one, label: `- ${one.label}`, insert: `- ${one.insert}` }))];
};

const keysOf = (nodes: readonly SpecNode[], { column, beside }: Place, colonFollows: boolean): Proposal[] => {
  const known = new Map<string, SpecKey>();
  for (const node of nodes)
    if (node.is === "map")
      for (const [name, key] of Object.entries(node.keys))
        if (!key.deprecated && !known.has(name) && !beside.includes(name)) known.set(name, key);
  return [...known].map(([name, key]) => {
    const below = current(alternatives(key.node));
    return {
      label: name,
      insert: colonFollows ? name : `${name}:${opening(below, column)}`,
      at: "key",
      takes: kindsOf(below),
      words: key.words,
    };
  });
};

/** What follows a key: a line for the list or the map that it takes, else the place for its value. */
const opening = (nodes: readonly SpecNode[], column: number): string => {
  const margin = `\n${" ".repeat(column + 2)}`;
  const list = nodes.find((node) => node.is === "list");
  const isPlain = nodes.some(({ is }) => is !== "list" && is !== "map" && is !== "null");
  if (list && (!isPlain || alternatives(list.of).some(({ is }) => is === "map"))) return `${margin}- `;
  return !isPlain && nodes.some(({ is }) => is === "map") ? margin : " ";
};

const valuesOf = (nodes: readonly SpecNode[]): Proposal[] => {
  const values = nodes.flatMap((node) => {
    if (node.is === "boolean") return node.only === undefined ? ["true", "false"] : [String(node.only)];
    return node.is === "text" && node.enum ? node.enum.map(asText) : [];
  });
  return [...new Set(values)].map((value) => ({ ...plain, label: value, insert: value }));
};

/** A text that YAML would take for something else stands in quotes. */
const asText = (value: string): string =>
  /^(?:|~|null|y|n|yes|no|on|off|true|false|[-+.\d].*)$/i.test(value) || /[:#'"[\]{},&*!|>%@`]|^\s|\s$/.test(value)
    ? JSON.stringify(value)
    : value;

const current = (nodes: readonly SpecNode[]): SpecNode[] => nodes.filter(({ deprecated }) => !deprecated);
const kindsOf = (nodes: readonly SpecNode[]): Taken[] => [
  ...new Set(nodes.flatMap(({ is }) => (is === "any" || is === "oneOf" ? [] : [is]))),
];

/** What is known of the key that a place of the text belongs to. */
export type KeyHelp = {
  path: Path;
  /** Message id in the area cloud-config. */
  words: string;
  takes: readonly Taken[];
  /** Values it can have, where they are counted. */
  choices: readonly string[];
  deprecated: SpecKey["deprecated"] | null;
};

export const keyHelpAt = (text: string, at: number): KeyHelp | null => {
  const path = keyPathAt(text, at);
  const keys = path ? keysAt(path) : [];
  const first = keys[0];
  if (!path || !first) return null;
  const nodes = current(keys.flatMap(({ node }) => alternatives(node)));
  const inList = nodes.flatMap((node) => (node.is === "list" ? alternatives(node.of) : []));
  return {
    path,
    words: first.words,
    takes: kindsOf(nodes),
    choices: valuesOf([...nodes, ...inList].filter(({ is }) => is === "text")).map(({ label }) => label),
    deprecated: keys.every(({ deprecated }) => deprecated) ? (first.deprecated ?? null) : null,
  };
};
