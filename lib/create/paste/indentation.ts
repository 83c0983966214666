/** Text copied from a rendered page may have lost every space before its lines. */

/** What stands below a key: a block of these keys, any keys, one value, or a list of values or of blocks. */
type Shape = "value" | "any" | { list: Block | null } | Block;
type Block = { [key: string]: Shape };

const named: Block = { name: "value" };
const metadata: Block = { name: "value", namespace: "value" };
const vmInstance: Block = {
  apiVersion: "value",
  kind: "value",
  metadata,
  spec: {
    ...{ external: "value", externalMethod: "value", externalPorts: { list: null }, externalAllowICMP: "value" },
    ...{ running: "value", runStrategy: "value", instanceType: "value", instanceProfile: "value" },
    ...{ disks: { list: { name: "value", bus: "value" } }, gpus: { list: named } },
    ...{ networks: { list: named }, subnets: { list: named } },
    ...{ resources: { cpu: "value", memory: "value", sockets: "value" }, cpuModel: "value" },
    ...{ sshKeys: { list: null }, cloudInit: "value", cloudInitSeed: "value" },
  },
};
const vmDisk: Block = {
  apiVersion: "value",
  kind: "value",
  metadata,
  spec: {
    source: {
      image: named,
      http: { url: "value", checksum: "value", headers: "any" },
      registry: { url: "value" },
      disk: named,
    },
    ...{ optical: "value", storage: "value", storageClass: "value" },
  },
};
const shapes: Readonly<Record<string, Block>> = { VMInstance: vmInstance, VMDisk: vmDisk };

const isSaid = (line: string): boolean => line.trim() !== "" && !line.trimStart().startsWith("#");

/** The line, from 1, below which everything stands at the margin that belongs further in; null where the text is indented. */
export const lostIndentation = (text: string): number | null => {
  const lines = text.split(/\r?\n/);
  const said = lines.flatMap((line, index) => (isSaid(line) ? [{ line, number: index + 1 }] : []));
  if (said.some(({ line }) => /^\s/.test(line))) return null;
  const opens = said.find(
    ({ line }, index) => /^(metadata|spec):\s*$/.test(line) && /^[A-Za-z]\w*:/.test(said[index + 1]?.line ?? ""),
  );
  return opens?.number ?? null;
};

type Items = { of: Block | null; depth: number };
type Open = {
  block: Block | "any";
  used: Set<string>;
  depth: number /** The list it is an entry of. */;
  items: Items | null;
};

/** The text with its indentation put back; null where a line could belong in two places, or in none. */
export const withIndentation = (text: string): string | null => {
  const documents = text.split(/^---.*$/m).filter((part) => part.split(/\r?\n/).some(isSaid));
  const mended = documents.map(mendedDocument);
  return mended.includes(null) || mended.length === 0 ? null : mended.join("---\n");
};

const mendedDocument = (text: string): string | null => {
  const kind = /^kind:\s*["']?(\w+)["']?\s*(?:#.*)?$/m.exec(text)?.[1] ?? "";
  const shape = Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  if (!shape) return null;
  const stack: Open[] = [{ block: shape, used: new Set(), depth: 0, items: null }];
  let items: Items | null = null;
  const out: string[] = [];
  const open = (block: Block | "any", depth: number, list: Items | null = null) =>
    void stack.push({ block, used: new Set(), depth, items: list });
  for (const line of text.split(/\r?\n/)) {
    if (!isSaid(line)) {
      if (line.trim() !== "") out.push(`${"  ".repeat(stack.at(-1)?.depth ?? 0)}${line.trim()}`);
      continue;
    }
    const item = /^-\s+(.*)$/.exec(line);
    if (item) {
      if (!items) return null;
      while ((stack.at(-1)?.depth ?? 0) > items.depth) stack.pop();
      out.push(`${"  ".repeat(items.depth + 1)}- ${item[1]}`);
      const key = /^(\w+):/.exec(item[1] ?? "")?.[1];
      if (key && items.of && Object.hasOwn(items.of, key)) {
        open(items.of, items.depth + 2, items);
        stack.at(-1)?.used.add(key);
      }
      continue;
    }
    const [, key = "", value = ""] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    // What a block of text says looks like keys, and nobody knows where it ends.
    if (key === "" || /^[|>]/.test(value)) return null;
    while (stack.length > 0 && !takes(stack.at(-1), key)) stack.pop();
    const place = stack.at(-1);
    if (!place) return null;
    place.used.add(key);
    out.push(`${"  ".repeat(place.depth)}${line.trim()}`);
    const below: Shape | undefined = place.block === "any" ? "value" : place.block[key];
    items = place.items;
    if (below === "any" || (typeof below === "object" && !("list" in below)))
      open(below === "any" ? "any" : below, place.depth + 1);
    else if (typeof below === "object") items = { of: isList(below) ? below.list : null, depth: place.depth };
  }
  return `${out.join("\n")}\n`;
};

const isList = (shape: object): shape is { list: Block | null } => "list" in shape;

const takes = (place: Open | undefined, key: string): boolean =>
  place !== undefined && !place.used.has(key) && (place.block === "any" || Object.hasOwn(place.block, key));
