import type { LinuxFacts, Machine } from "./machine.ts";
import { osRelease } from "./operating-systems.ts";

/** The few files a guest has: text by path, directories by what lies below. */
export type Files = {
  read: (path: string) => string | undefined;
  write: (path: string, text: string) => void;
  isDirectory: (path: string) => boolean;
  /** Names in a directory, sorted. */
  entries: (path: string) => string[];
};

export const homeOf = (user: string): string => (user === "root" ? "/root" : `/home/${user}`);

/** Absolute and without `.`, `..` and `~`. */
export const resolvePath = (path: string, workingDirectory: string, home: string): string => {
  const absolute = path.startsWith("/") ? path : path.replace(/^~(?=\/|$)/, home);
  const parts: string[] = [];
  for (const part of (absolute.startsWith("/") ? absolute : `${workingDirectory}/${absolute}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
};

const mostFiles = 100;

/** What is written goes to the machine's own disk, where every login finds it. */
export const createFiles = ({ facts, disk }: Machine<LinuxFacts>, user: string): Files => {
  const home = homeOf(user);
  const processor = (index: number) =>
    `processor\t: ${index}\nmodel name\t: AMD EPYC 9454 48-Core Processor\ncpu MHz\t\t: 2749.998\n\n`;
  const shipped: Record<string, string> = {
    "/etc/hostname": `${facts.hostname}\n`,
    "/etc/hosts": `127.0.0.1 localhost\n127.0.1.1 ${facts.hostname}\n`,
    "/etc/os-release": osRelease(facts.system),
    "/etc/issue": `${facts.system.prettyName} \\n \\l\n`,
    "/etc/resolv.conf": "nameserver 10.96.0.10\nsearch cozy.local\noptions edns0 trust-ad\n",
    "/proc/cpuinfo": Array.from({ length: facts.cpus }, (_, index) => processor(index)).join(""),
    "/var/log/cloud-init-output.log": `Cloud-init v. 25.2 finished. Datasource DataSourceNoCloud.\n`,
    "/var/www/html/index.html": `<h1>It works on ${facts.hostname}</h1>\n`,
    [`${home}/notes.txt`]: "Grüße aus der Demo: nothing you type here leaves this machine.\n",
    [`${home}/projects/README.md`]: "# Projects\n",
  };
  const paths = () => [...Object.keys(shipped), ...disk.keys()];
  const below = (path: string) => (path === "/" ? "/" : `${path}/`);
  return {
    read: (path) => disk.get(path) ?? shipped[path],
    write: (path, text) => {
      if (disk.size < mostFiles || disk.has(path)) disk.set(path, text);
    },
    isDirectory: (path) => paths().some((file) => file.startsWith(below(path))),
    entries: (path) => {
      const inside = paths().filter((file) => file.startsWith(below(path)));
      return [...new Set(inside.map((file) => file.slice(below(path).length).split("/")[0] ?? ""))].sort();
    },
  };
};
