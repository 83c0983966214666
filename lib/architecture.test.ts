import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// What a linter cannot see, and once more what it can: the import table of ARCHITECTURE.md, read from the import lines themselves.

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const topFolders = ["app", "components", "lib", "server", "public", "e2e", "docs", "deploy"] as const;

type Source = { path: string; text: string; imports: string[] };

const importsOf = (text: string): string[] =>
  [
    ...text.matchAll(
      /(?:^|[\n;])\s*(?:import|export)\s[^"';]*?from\s+"([^"]+)"|(?:^|\n)\s*import\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g,
    ),
  ]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? "")
    .filter(Boolean);

const read = (path: string): Source => {
  const text = readFileSync(join(root, path), "utf8");
  return { path, text, imports: importsOf(text) };
};

const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split("\\").join("/"));

/** What reads files for tests: upstream's, and the messages of every language. */
const forTests = ["lib/upstream.fixture.ts", "lib/i18n/messages.fixture.ts"];
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || forTests.includes(path);
const sources = ["app", "components", "lib", "server", "e2e"].flatMap(below).sort().map(read);

/** The file inside the project that an import means, or the package's name. */
const target = (from: string, specifier: string): string => {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), specifier));
  return specifier;
};

const layerOf = (path: string): string => {
  if (path.startsWith("server/demo/")) return "demo";
  return topFolders.find((folder) => path.startsWith(`${folder}/`)) ?? "package";
};

const mayImport: Record<string, (path: string, to: string) => boolean> = {
  app: (_, to) => ["app", "components", "lib"].includes(layerOf(to)) || to === "server/runtime.ts",
  components: (_, to) => ["components", "lib"].includes(layerOf(to)),
  lib: (_, to) => layerOf(to) === "lib",
  server: (_, to) => ["server", "lib"].includes(layerOf(to)),
  demo: (_, to) => layerOf(to) === "demo",
  e2e: (_, to) => ["e2e", "lib"].includes(layerOf(to)) || to.startsWith("server/demo/seed/"),
};

const forbiddenPackages: Record<string, RegExp> = {
  app: /^(node:|undici$|ws$|fastify|@kubernetes\/)/,
  components: /^(node:|undici$|ws$|fastify|@kubernetes\/|next\/(headers|server)$)/,
  lib: /^(node:|next($|\/|-)|react($|\/|-dom)|undici$|ws$|fastify|@kubernetes\/)/,
  server: /^(next($|\/|-)|react($|\/|-dom))/,
  demo: /^(next($|\/|-)|react($|\/|-dom))/,
  e2e: /^$/,
};

/** Every import of a file that the table forbids. */
const violations = ({ path, imports }: Source): string[] => {
  const layer = layerOf(path);
  return imports
    .map((specifier) => ({ specifier, to: target(path, specifier) }))
    .filter(({ to }) => {
      if (layerOf(to) !== "package") return !mayImport[layer]?.(path, to);
      if (path === "server/main.ts" && to === "next") return false;
      return forbiddenPackages[layer]?.test(to) ?? true;
    })
    .map(({ specifier }) => `${path} → ${specifier}`);
};

describe("the tree", () => {
  it("was looked at: every layer has files", () => {
    const count = (layer: string) => sources.filter(({ path }) => layerOf(path) === layer).length;
    for (const layer of ["app", "components", "lib", "server", "demo", "e2e"]) {
      expect(count(layer), layer).toBeGreaterThan(3);
    }
  });

  it("has only the prescribed top-level folders", () => {
    const found = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
      .map(({ name }) => name)
      .filter((name) => !["test-results", "playwright-report"].includes(name));
    expect(found.filter((name) => !topFolders.some((folder) => folder === name))).toEqual([]);
  });

  it("is at most three folders deep outside app", () => {
    const depth = (path: string) => path.split("/").length - 2;
    expect(sources.filter(({ path }) => !path.startsWith("app/") && depth(path) > 3).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it.each(["components", "lib", "server"])("is drawn in ARCHITECTURE.md with every folder of %s", (layer) => {
    const drawn = readFileSync(join(root, "ARCHITECTURE.md"), "utf8").match(new RegExp(`^${layer}/ .*`, "m"))?.[0];
    const folders = readdirSync(join(root, layer), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !(layer === "server" && entry.name === "demo"))
      .map(({ name }) => `${name}/`);
    expect(folders.filter((name) => !drawn?.split(" ").includes(name))).toEqual([]);
  });

  it("names files for their subject", () => {
    const formNames = /(^|\/)(utils?|helpers?|common|misc|types|constants|index)\.tsx?$/;
    expect(sources.filter(({ path }) => formNames.test(path)).map(({ path }) => path)).toEqual([]);
  });
});

describe("imports", () => {
  it("run down, as ARCHITECTURE.md's table says", () => {
    expect(sources.filter(({ path }) => !isTest(path)).flatMap(violations)).toEqual([]);
  });

  it.each([
    ["app/page.tsx", "#server/kube/client.ts"],
    ["components/vms/list.tsx", "#server/runtime.ts"],
    ["components/ui/button.tsx", "node:fs"],
    ["lib/paths.ts", "react"],
    ["lib/paths.ts", "../server/config.ts"],
    ["server/http/app.ts", "next"],
    ["server/http/app.ts", "#server/demo/main.ts"],
    ["server/demo/main.ts", "../config.ts"],
    ["server/demo/main.ts", "#lib/paths.ts"],
  ])("would be refused from %s to %s", (path, specifier) => {
    expect(violations({ path, text: "", imports: [specifier] })).toHaveLength(1);
  });

  it("name files with their extension", () => {
    const bare = sources.flatMap(({ path, imports }) =>
      imports.filter((to) => /^[.#]/.test(to) && !/\.(tsx?|mjs|json|css|svg)$/.test(to)).map((to) => `${path} → ${to}`),
    );
    expect(bare).toEqual([]);
  });

  it("cross top-level folders by # only", () => {
    const crossing = sources.flatMap(({ path, imports }) =>
      imports
        .filter((to) => to.startsWith(".") && layerOf(target(path, to)) !== "package")
        .filter((to) => target(path, to).split("/")[0] !== path.split("/")[0])
        .map((to) => `${path} → ${to}`),
    );
    expect(crossing).toEqual([]);
  });
});

describe("one place for", () => {
  const outside = (allowed: RegExp, pattern: RegExp) =>
    sources
      .filter(({ path, text }) => !isTest(path) && !allowed.test(path) && pattern.test(text))
      .map(({ path }) => path);

  it("the environment: server/config.ts and the demo's own entry", () => {
    expect(outside(/^(server\/config\.ts|server\/demo\/(main\.ts|contract\/)|e2e\/)/, /process\.env/)).toEqual([]);
  });

  it("addresses: lib/api/paths.ts writes them, server/http and the gateway answer them", () => {
    expect(outside(/^(lib\/api\/paths\.ts|server\/|e2e\/)/, /["'`]\/(api\/v1|auth|ws)\//)).toEqual([]);
  });

  it("query keys: lib/api/queries.ts", () => {
    expect(outside(/^lib\/api\/queries\.ts/, /queryKey:\s*\[/)).toEqual([]);
  });

  it("state shared by the server and pages: nothing but runtime.ts touches globalThis", () => {
    expect(outside(/^(server\/runtime\.ts|e2e\/|components\/)/, /globalThis as/)).toEqual([]);
  });
});
