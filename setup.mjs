// Everything that must work before anything is installed: built-in modules only, Node 20 syntax.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(fileURLToPath(import.meta.url));

/** Ends the process with one plain sentence: what is missing, then what to do. */
export const stop = (what, todo) => {
  process.stderr.write(`\nporthole: ${what}\n${todo ? `  ${todo}\n` : ""}`);
  process.exit(2);
};

export const say = (line) => process.stderr.write(`porthole: ${line}\n`);

export const requireNode = () => {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20)
    stop(
      `this is Node ${process.versions.node}; Node 20 or newer is needed.`,
      "Install a current Node (https://nodejs.org) and run the command again.",
    );
};

const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });

/** Runs `npm ci` when the lock file is not the one that was last installed. Returns whether it installed. */
export const install = () => {
  const stamp = join(root, "node_modules", ".porthole-lock");
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return false;
  say("installing packages (npm ci)…");
  const npm = run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    shell: process.platform === "win32",
  });
  if (npm.error) stop("npm was not found on the PATH.", "It comes with Node: install Node again with npm.");
  if (npm.status !== 0) {
    stop(
      "npm could not install the packages (see above).",
      "If it names a network error, the npm registry cannot be reached from here: check the network or `npm config get registry`.",
    );
  }
  writeFileSync(stamp, lock);
  return true;
};

const newEnough = (version) => {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 19);
};

/** The Node that runs the project: the one npm brought, else this one when it is new enough. */
export const projectNode = () => {
  const brought = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(brought)) return brought;
  if (newEnough(process.versions.node)) return process.execPath;
  return stop(
    `this is Node ${process.versions.node}, and npm brings a newer one only on Linux.`,
    "Install Node 22.19 or newer and run the command again.",
  );
};

/** Environment in which `node` and every local command are the project's own. */
export const projectEnv = (extra = {}) => ({
  ...process.env,
  PATH: [join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
  NEXT_TELEMETRY_DISABLED: "1",
  ...extra,
});

const sources = [
  "app",
  "components",
  "lib",
  "public",
  "server/runtime.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package.json",
  "package-lock.json",
  "build.mjs",
  "join-first-files.mjs",
];

const filesBelow = (path) => {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
};

const sourcesHash = () => {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesBelow(join(root, source)))) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
};

/** Builds the pages when their sources changed since the last build. Returns whether it built. */
export const build = () => {
  const stamp = join(root, ".next", "porthole-sources");
  const now = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === now) return false;
  say("building the pages…");
  const built = run(projectNode(), ["build.mjs"], { env: projectEnv({ NODE_ENV: "production" }) });
  if (built.status !== 0) stop("the build failed (see above).");
  writeFileSync(stamp, now);
  return true;
};

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });

const anyFreePort = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen({ port: 0, host: "127.0.0.1" }, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** What this process has given out: nobody may listen there yet, and the system may name it again. */
const givenPorts = new Set();

export const freePort = async () => {
  const port = await anyFreePort();
  if (givenPorts.has(port)) return freePort();
  givenPorts.add(port);
  return port;
};

/** PORT when it is set (busy: says so and ends), else 3000, else any free one. */
export const choosePort = async () => {
  const wanted = process.env.PORT;
  if (wanted) {
    if (!/^\d+$/.test(wanted) || Number(wanted) < 1 || Number(wanted) > 65535)
      stop(`PORT=${wanted} is not a port.`, "Give a number from 1 to 65535.");
    if (!(await isFree(Number(wanted))))
      stop(
        `port ${wanted} (from PORT) is in use.`,
        "End what listens there, or leave PORT out: a free port is then taken.",
      );
    return Number(wanted);
  }
  if (await isFree(3000)) return 3000;
  const port = await freePort();
  say(`port 3000 is in use, taking ${port} (PORT chooses another).`);
  return port;
};

const answers = (browser) => spawnSync(browser, ["--version"], { timeout: 20_000 }).status === 0;

/** Where a command is that may be run; undefined where there is none. */
export const onPath = (name) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const systemBrowser = () => {
  const named = process.env.PORTHOLE_CHROMIUM;
  if (named) return answers(named) ? named : stop(`PORTHOLE_CHROMIUM=${named} does not answer --version.`);
  return ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .map(onPath)
    .find((path) => path && answers(path));
};

const isDebianRoot = () => process.getuid?.() === 0 && existsSync("/etc/debian_version") && onPath("apt-get");

const debianInstall = (name) => {
  const quiet = {
    // Installed to be started by tests on ports of their own, never as this machine's service.
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  };
  run("apt-get", ["update", "-qq"], quiet);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], quiet);
};

/** A browser for the end-to-end tests: the system's, Debian's (installed where we may), else Playwright's own (null: it finds that itself). */
export const browser = () => {
  const found = systemBrowser();
  if (found) return found;
  if (isDebianRoot()) {
    say("installing Debian's chromium…");
    debianInstall("chromium");
    const installed = systemBrowser();
    if (installed) return installed;
  }
  say("installing Playwright's chromium…");
  const own = run("npx", ["playwright", "install", "--with-deps", "chromium"], { env: projectEnv() });
  if (own.status !== 0) {
    stop(
      "no browser for the end-to-end tests: no chromium on the PATH, and Playwright's own could not be installed.",
      "Install Chromium or Chrome and run again, or name one with PORTHOLE_CHROMIUM.",
    );
  }
  return null;
};

const isUsableStore = (name) => {
  const path = onPath(name);
  return path && spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;
};

/** A Redis or Valkey server on this machine for the tests of several replicas; null where there is none. */
export const storeServer = () => ["valkey-server", "redis-server"].find(isUsableStore) ?? null;

/** Finds one or installs Debian's where we may. Returns null with the reason said: the tests that need one are skipped. */
export const installStoreServer = () => {
  const found = storeServer();
  if (found) return found;
  if (isDebianRoot()) {
    say("installing Debian's redis-server…");
    debianInstall("redis-server");
    const installed = storeServer();
    if (installed) return installed;
  }
  say(
    "no redis-server or valkey-server on the PATH: tests of several replicas are skipped. Install one and run again.",
  );
  return null;
};

/** For the bench, which measures beside it; nobody else needs it. */
export const installWebsockify = () => {
  if (onPath("websockify") || !isDebianRoot()) return;
  say("installing Debian's websockify…");
  debianInstall("websockify");
};

/** Starts a child whose standard input is a pipe, by which it knows when this process is gone. */
export const start = (args, env, stdout = "inherit", stderr = "inherit") =>
  spawn(projectNode(), args, { cwd: root, env: projectEnv(env), stdio: ["pipe", stdout, stderr] });

/** Waits for a child to end, after SIGTERM and, when it does not listen, SIGKILL. */
export const end = (child, graceMs = 10_000) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const last = setTimeout(() => child.kill("SIGKILL"), graceMs);
    child.once("exit", () => {
      clearTimeout(last);
      resolve();
    });
    child.kill("SIGTERM");
  });
