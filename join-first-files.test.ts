import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { joinFirstFiles } from "./join-first-files.mjs";

const manifest = "server/app/[tenant]/vms/page_client-reference-manifest.js";
const lists = {
  clientModules: {
    shell: { id: 1, chunks: ["/_next/static/chunks/a.js"] },
    list: { id: 2, chunks: ["/_next/static/chunks/a.js", "/_next/static/chunks/b.js"] },
  },
  entryCSSFiles: { layout: [{ path: "static/chunks/c.css" }] },
  entryJSFiles: { page: ["static/chunks/a.js", "static/chunks/b.js"], other: ["static/chunks/z.js"] },
};
const fileOf = (id: number) =>
  `(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["object"==typeof document?document.currentScript:void 0,${id},e=>${id}]);`;

let built: string;
const write = async (path: string, text: string) => {
  await mkdir(dirname(join(built, path)), { recursive: true });
  await writeFile(join(built, path), text);
};
beforeEach(async () => {
  built = await mkdtemp(join(tmpdir(), "porthole-join-"));
  await write(
    manifest,
    `globalThis.M = globalThis.M || {};\nglobalThis.M["/[tenant]/vms/page"] = ${JSON.stringify(lists)};`,
  );
  await write("static/chunks/a.js", fileOf(1));
  await write("static/chunks/b.js", fileOf(2));
});
const madeFiles = async () =>
  (await readdir(join(built, "static/chunks"))).filter((name) => /^[0-9a-f]{16}\.js$/.test(name));
afterEach(() => rm(built, { recursive: true }));

it("makes one file in which each part has its own name, and the file its own", async () => {
  joinFirstFiles(built);
  const [name = ""] = await madeFiles();
  const pushed: unknown[][] = [];
  const script = { src: `/_next/static/chunks/${name}` };
  runInNewContext(await readFile(join(built, "static/chunks", name), "utf8"), {
    document: { currentScript: script },
    TURBOPACK: { push: (entry: unknown[]) => pushed.push([...entry]) },
  });
  expect(pushed.map(([file, id]) => [file, id])).toEqual([
    ["static/chunks/a.js", 1],
    ["static/chunks/b.js", 2],
    [script, undefined],
  ]);

  const told: Record<string, unknown> = {};
  runInNewContext(await readFile(join(built, manifest), "utf8"), told);
  expect(JSON.parse(JSON.stringify(told.M))["/[tenant]/vms/page"]).toEqual({
    clientModules: {
      shell: { id: 1, chunks: [`/_next/static/chunks/${name}`] },
      list: { id: 2, chunks: [`/_next/static/chunks/${name}`] },
    },
    entryCSSFiles: lists.entryCSSFiles,
    entryJSFiles: { page: [`static/chunks/${name}`], other: ["static/chunks/z.js"] },
  });
});

it("makes one file of what a worker loads, and every page names that one", async () => {
  const starts = `{otherChunks:["static/chunks/w.js"],runtimeModuleIds:[9]}`;
  await write("static/chunks/w.js", fileOf(9));
  await write("static/chunks/start.js", fileOf(0).replace("0,e=>0", starts));
  const worker = `e.f("static/chunks/turbopack-worker-x1.js",["static/chunks/w.js","static/chunks/start.js","static/chunks/run.js"])`;
  for (const page of ["a", "b", "other"]) await write(`static/chunks/${page}.js`, `${fileOf(1)}${worker}`);
  joinFirstFiles(built);
  const read = async (name: string) => readFile(join(built, "static/chunks", name), "utf8");
  const named = /turbopack-worker-x1\.js",\["static\/chunks\/([0-9a-f]{16}\.js)","static\/chunks\/run\.js"\]/;
  const names = await Promise.all(["a.js", "b.js", "other.js"].map(async (page) => named.exec(await read(page))?.[1]));
  expect(new Set(names).size).toBe(1);
  const pushed: unknown[][] = [];
  runInNewContext(await read(names[0] ?? ""), { TURBOPACK: { push: (entry: unknown[]) => pushed.push([...entry]) } });
  expect(pushed).toEqual([
    ["static/chunks/w.js", 9, expect.any(Function)],
    [undefined, { otherChunks: ["static/chunks/w.js"], runtimeModuleIds: [9] }],
  ]);
});

it("ends the build when files are not written as they were", async () => {
  await write("static/chunks/b.js", "(self.other||=[]).push([2,e=>2]);");
  expect(() => joinFirstFiles(built)).toThrow("static/chunks/b.js does not begin as Turbopack's files did");
});
