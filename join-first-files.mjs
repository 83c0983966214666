// What the list of machines needs at first, as one file instead of one for each layout around it, and its worker's as one: together
// they compress better, and every file costs a head. Each part keeps its own name, so that another page asks only for what it has not.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The page people land on. */
const page = "[tenant]/vms/page";
/** How Turbopack begins a file: with the script it runs in, by which the file is known; a name does as well. */
const begin = "(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push([";
const itself = '"object"==typeof document?document.currentScript:void 0';
const served = "/_next/";
/** How a page names what a worker loads: its file of modules, the one that starts them, and the runtime, which pages have, too. */
const workerFiles = /("static\/chunks\/turbopack-worker-[\w-]+\.js",\[)"([^"]+)","([^"]+)",(?="[^"]+"\])/g;

const afterItself = (built, part) => {
  const code = readFileSync(join(built, part), "utf8");
  if (!code.startsWith(begin + itself)) throw new Error(`${part} does not begin as Turbopack's files did`);
  return code.slice(begin.length + itself.length);
};
const underItsName = (built, part) => `${begin}${JSON.stringify(part)}${afterItself(built, part)}`;

const writeJoined = (built, codes) => {
  const whole = `${codes.join(";\n")}\n`;
  const name = `static/chunks/${createHash("sha256").update(whole).digest("hex").slice(0, 16)}.js`;
  writeFileSync(join(built, name), whole);
  return name;
};

/** In every page alike: a shared worker is shared by its address. */
const joinWorkers = (built) => {
  const folder = join(built, "static/chunks");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".js"))) {
    const code = readFileSync(join(folder, file), "utf8");
    const joined = code.replace(workerFiles, (_, before, modules, start) => {
      const name = writeJoined(built, [underItsName(built, modules), `${begin}${itself}${afterItself(built, start)}`]);
      return `${before}${JSON.stringify(name)},`;
    });
    if (joined !== code) writeFileSync(join(folder, file), joined);
  }
};

const changed = (value, change) => {
  if (Array.isArray(value)) return change(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one, change)]));
};

const joinPage = (built) => {
  const path = join(built, "server/app", `${page}_client-reference-manifest.js`);
  const text = readFileSync(path, "utf8");
  const start = text.indexOf("{", text.lastIndexOf('"] = '));
  const manifest = JSON.parse(text.slice(start).replace(/;\s*$/, ""));
  const urls = new Set(Object.values(manifest.clientModules).flatMap(({ chunks }) => chunks));
  const parts = [...urls].filter((url) => url.endsWith(".js")).map((url) => url.slice(served.length));
  // The last line says that the whole is there.
  const name = writeJoined(built, [...parts.map((part) => underItsName(built, part)), `${begin}${itself}])`]);

  const isPart = (entry) => typeof entry === "string" && (parts.includes(entry) || urls.has(entry));
  const joined = (list) => {
    const [first] = list.filter(isPart);
    return first
      ? [...new Set(list.map((entry) => (isPart(entry) ? first.replace(/static\/.*/, name) : entry)))]
      : list;
  };
  writeFileSync(path, `${text.slice(0, start)}${JSON.stringify(changed(manifest, joined))};\n`);
};

/** Writes the joined files beside their parts, and their names into what knew the parts. `built`: the folder of the build. */
export const joinFirstFiles = (built) => {
  joinWorkers(built);
  joinPage(built);
};
