import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";

const root = join(import.meta.dirname, "../..");

/** What the page may import, by the first part of its address. */
const folders: Record<string, string> = {
  lib: join(root, "lib"),
  components: join(root, "components"),
  novnc: join(root, "node_modules/@novnc/novnc"),
  xterm: join(root, "node_modules/@xterm"),
};

const addons = ["fit", "search", "serialize", "web-links", "webgl"].map((name) => `addon-${name}`);
const imports = {
  "#lib/": "/lib/",
  "#components/": "/components/",
  "@novnc/novnc": "/novnc/core/rfb.js",
  "@xterm/xterm": "/xterm/xterm/lib/xterm.mjs",
  ...Object.fromEntries(addons.map((name) => [`@xterm/${name}`, `/xterm/${name}/lib/${name}.mjs`])),
};

const page = `<!doctype html><meta charset="utf-8"><title>stand</title>
<script type="importmap">${JSON.stringify({ imports })}</script><link rel="stylesheet" href="/xterm/xterm/css/xterm.css">
<body><script type="module">
import * as screen from "/components/console/screen/screen-drills.fixture.ts";
import * as line from "/components/console/serial/line-drills.fixture.ts";
window.drills = { ...screen, ...line };
</script>`;

const types: Record<string, string> = {
  ts: "text/javascript",
  js: "text/javascript",
  mjs: "text/javascript",
  css: "text/css",
};

const answer = async (path: string): Promise<{ type: string; body: string } | null> => {
  if (path === "/") return { type: "text/html", body: page };
  const [, first = "", ...rest] = normalize(path).split("/");
  const folder = folders[first];
  const type = types[path.split(".").at(-1) ?? ""];
  if (!folder || !type || rest.includes("..")) return null;
  const code = await readFile(join(folder, ...rest), "utf8");
  return { type, body: path.endsWith(".ts") ? stripTypeScriptTypes(code) : code };
};

/** A page with nothing but the viewers, noVNC and xterm.js, as a browser loads them from their sources: for more streams than a platform can send. */
export const startViewerStand = async (): Promise<{ origin: string; end: () => void }> => {
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? "/", "http://stand").pathname)
      .catch(() => null)
      .then((found) => {
        response.writeHead(found ? 200 : 404, { "content-type": found?.type ?? "text/plain" }).end(found?.body);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // listen() on a host and port gives an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, end: () => void server.close() };
};
