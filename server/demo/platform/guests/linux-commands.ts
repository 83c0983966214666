import { kernelLines } from "./linux-boot.ts";
import { type Files, homeOf, resolvePath } from "./linux-files.ts";
import { noise, resetTerminal } from "./linux-noise.ts";
import type { LinuxFacts, Machine } from "./machine.ts";

/** In characters. A serial line does not know it: its driver says 80 × 24 until `stty` says otherwise. */
export type WindowSize = { columns: number; rows: number };

/** What one login has: whose it is, where it stands, what was typed. */
export type Session = {
  machine: Machine<LinuxFacts>;
  files: Files;
  user: string;
  workingDirectory: string;
  size: WindowSize;
  history: readonly string[];
};

export type Effect = "logout" | "reboot" | "power-off";

/** Text to print (line feeds alone), pieces of a flood, what happens to the session, or a file to edit. */
export type Outcome = string | Iterable<string> | { effect: Effect } | { edit: string };

type Command = { says: string; run: (parameters: string[], session: Session) => Outcome };

const blue = (text: string): string => `\u001b[01;34m${text}\u001b[0m`;
const green = (text: string): string => `\u001b[0;1;32m${text}\u001b[0m`;
const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** As `date` prints it in the C locale, UTC. */
export const dateText = (ms: number): string => {
  const date = new Date(ms);
  const time = date.toISOString().slice(11, 19);
  const day = String(date.getUTCDate()).padStart(2);
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${time} UTC ${date.getUTCFullYear()}`;
};

const table = (rows: string[][]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${rows.map(line).join("\n")}\n`;
};

const seconds = ({ machine }: Session): number =>
  Math.max(1, Math.floor((machine.now() - machine.bootedAtMs()) / 1000));

const uptime = (session: Session): string => {
  const minutes = Math.floor(seconds(session) / 60);
  const [day, hour, minute] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const time = new Date(session.machine.now()).toISOString().slice(11, 19);
  const clock = hour > 0 ? `${hour}:${String(minute).padStart(2, "0")}` : `${minute} min`;
  return ` ${time} up ${day > 0 ? `${day} day${day > 1 ? "s" : ""}, ` : ""}${clock},  1 user,  load average: 0.08, 0.03, 0.01\n`;
};

const addresses = ({ machine: { facts } }: Session): string =>
  [
    "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000",
    "    inet 127.0.0.1/8 scope host lo",
    "2: enp1s0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400 qdisc fq_codel state UP group default qlen 1000",
    `    link/ether ${facts.mac} brd ff:ff:ff:ff:ff:ff`,
    ...(facts.address
      ? [`    inet ${facts.address}/16 metric 100 brd 10.244.255.255 scope global dynamic enp1s0`]
      : []),
    "",
  ].join("\n");

const memory = ({ machine: { facts } }: Session): string => {
  const gi = (mib: number) => (mib >= 1024 ? `${(mib / 1024).toFixed(1)}Gi` : `${mib}Mi`);
  const total = facts.memoryMiB - 96;
  const used = Math.min(412, Math.floor(total * 0.3));
  const cache = Math.floor((total - used) * 0.4);
  const row = (...cells: string[]) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(8) : cell.padStart(12))).join("");
  const head = row("", "total", "used", "free", "shared", "buff/cache", "available");
  const ram = row("Mem:", gi(total), gi(used), gi(total - used - cache), "4.0Mi", gi(cache), gi(total - used));
  return `${head}\n${ram}\n${row("Swap:", "0B", "0B", "0B")}\n`;
};

const disks = ({ machine: { facts } }: Session): string =>
  table([
    ["Filesystem", "Size", "Used", "Avail", "Use%", "Mounted on"],
    [
      "tmpfs",
      `${Math.max(1, Math.floor(facts.memoryMiB / 10))}M`,
      "1.1M",
      `${Math.max(1, Math.floor(facts.memoryMiB / 10) - 1)}M`,
      "1%",
      "/run",
    ],
    [
      "/dev/vda1",
      `${facts.diskGiB}G`,
      "2.4G",
      `${Math.max(0, facts.diskGiB - 3)}G`,
      `${Math.ceil(240 / facts.diskGiB)}%`,
      "/",
    ],
    ["/dev/vda16", "881M", "62M", "758M", "8%", "/boot"],
  ]);

const nginx = (session: Session): string =>
  `${green("●")} nginx.service - A high performance web server and a reverse proxy server
     Loaded: loaded (/usr/lib/systemd/system/nginx.service; ${green("enabled")}; preset: ${green("enabled")})
     Active: ${green("active (running)")} since ${dateText(session.machine.bootedAtMs())}; ${Math.floor(seconds(session) / 60)}min ago
       Docs: man:nginx(8)
   Main PID: 812 (nginx)
      Tasks: ${session.machine.facts.cpus + 1} (limit: 4557)
     Memory: 3.4M
        CPU: 21ms
`;

/** Floods are bounded: this many lines at most. */
const mostLines = 10_000_000;

function* repeat(text: string): Generator<string> {
  const block = `${text}\n`.repeat(64);
  for (let count = 0; count < mostLines; count += 64) yield block;
}

function* numbers(from: number, to: number): Generator<string> {
  for (let number = from; number <= to && number - from < mostLines; number += 1) yield `${number}\n`;
}

const sequence = (parameters: string[]): Outcome => {
  const [first = Number.NaN, last = first] = parameters.map(Number);
  if (!Number.isInteger(first) || !Number.isInteger(last)) return "seq: missing or invalid operand\n";
  return parameters.length > 1 ? numbers(first, last) : numbers(1, first);
};

const list = (parameters: string[], session: Session): string => {
  const target = parameters.find((parameter) => !parameter.startsWith("-")) ?? ".";
  const path = resolvePath(target, session.workingDirectory, homeOf(session.user));
  if (session.files.read(path) !== undefined) return `${target}\n`;
  if (!session.files.isDirectory(path)) return `ls: cannot access '${target}': No such file or directory\n`;
  const names = session.files.entries(path);
  const base = path === "/" ? "" : path;
  return `${names.map((name) => (session.files.isDirectory(`${base}/${name}`) ? blue(name) : name)).join("  ")}\n`;
};

const concatenate = (parameters: string[], session: Session): string =>
  parameters
    .map((name) => {
      const path = resolvePath(name, session.workingDirectory, homeOf(session.user));
      if (session.files.isDirectory(path)) return `cat: ${name}: Is a directory\n`;
      return session.files.read(path) ?? `cat: ${name}: No such file or directory\n`;
    })
    .join("");

const changeDirectory = ([target = "~"]: string[], session: Session): string => {
  const path = resolvePath(target, session.workingDirectory, homeOf(session.user));
  if (!session.files.isDirectory(path)) return `bash: cd: ${target}: No such file or directory\n`;
  session.workingDirectory = path;
  return "";
};

const uname = (parameters: string[], { machine: { facts } }: Session): string => {
  if (parameters.includes("-r")) return `${facts.system.kernel}\n`;
  if (!parameters.includes("-a")) return "Linux\n";
  return `Linux ${facts.hostname} ${facts.system.kernel} #1 SMP PREEMPT_DYNAMIC x86_64 GNU/Linux\n`;
};

const loadKeys = ([name]: string[], { machine: { keyboard } }: Session): string => {
  if (name === undefined) return `${keyboard.keymap()} (there are ${keyboard.names().join(", ")})\n`;
  return keyboard.load(name.toLowerCase()) ? `Loading ${name}\n` : `cannot open file ${name}\n`;
};

const edit = ([name]: string[], session: Session): Outcome =>
  name === undefined
    ? "vi: which file?\n"
    : { edit: resolvePath(name, session.workingDirectory, homeOf(session.user)) };

const mostNoise = 100_000;
const mostCells = 1000;

/** `stty cols 120 rows 40`, `stty size`. */
const terminalSettings = (parameters: string[], session: Session): string => {
  const { size } = session;
  if (parameters[0] === "size") return `${size.rows} ${size.columns}\n`;
  if (parameters.length === 0) return `speed 115200 baud; rows ${size.rows}; columns ${size.columns};\n`;
  const next = { ...size };
  for (let at = 0; at < parameters.length; at += 2) {
    const [word = "", number = Number.NaN] = [parameters[at], Number(parameters[at + 1])];
    const side = word === "rows" ? "rows" : word === "cols" || word === "columns" ? "columns" : null;
    if (side === null || !Number.isInteger(number) || number < 1 || number > mostCells)
      return `stty: invalid argument '${word}'\n`;
    next[side] = number;
  }
  session.size = next;
  return "";
};

/** The commands of the guest's shell. */
export const commands: Record<string, Command> = {
  cat: { says: "show files", run: concatenate },
  cd: { says: "change the directory", run: changeDirectory },
  clear: { says: "clear the screen", run: () => "\u001b[H\u001b[2J" },
  date: { says: "the time", run: (_, { machine }) => `${dateText(machine.now())}\n` },
  df: { says: "file systems", run: (_, session) => disks(session) },
  dmesg: { says: "the kernel's log", run: (_, { machine }) => `${kernelLines(machine.facts).join("\n")}\n` },
  echo: { says: "print text", run: (parameters) => `${parameters.join(" ")}\n` },
  exit: { says: "log out", run: () => ({ effect: "logout" }) },
  free: { says: "memory", run: (_, session) => memory(session) },
  help: {
    says: "this list",
    run: () => table(Object.entries(commands).map(([name, { says }]) => [name, says])),
  },
  history: {
    says: "earlier lines",
    run: (_, { history }) => history.map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`).join(""),
  },
  hostname: { says: "the machine's name", run: (_, { machine }) => `${machine.facts.hostname}\n` },
  ip: { says: "network addresses (ip addr)", run: (_, session) => addresses(session) },
  loadkeys: { says: "the keyboard of the screen (loadkeys de-ch)", run: loadKeys },
  logout: { says: "log out", run: () => ({ effect: "logout" }) },
  ls: { says: "list files", run: list },
  noise: {
    says: "broken terminal output, for tests of terminals (noise 1000; reset)",
    run: ([rounds]) => noise(Math.min(Number(rounds) || 1, mostNoise)),
  },
  nproc: { says: "number of processors", run: (_, { machine }) => `${machine.facts.cpus}\n` },
  poweroff: { says: "switch the machine off", run: () => ({ effect: "power-off" }) },
  pwd: { says: "the directory", run: (_, { workingDirectory }) => `${workingDirectory}\n` },
  reboot: { says: "start the machine again", run: () => ({ effect: "reboot" }) },
  reset: { says: "a terminal as it was in the beginning", run: () => resetTerminal },
  seq: { says: "count, for tests of long output", run: sequence },
  shutdown: { says: "switch the machine off", run: ([first]) => ({ effect: first === "-r" ? "reboot" : "power-off" }) },
  stty: { says: "the terminal's size (stty cols 120 rows 40, stty size)", run: terminalSettings },
  systemctl: {
    says: "services (systemctl status nginx)",
    run: ([verb, unit = ""], session) => {
      if (verb === "reboot") return { effect: "reboot" };
      if (verb === "poweroff") return { effect: "power-off" };
      return unit.startsWith("nginx") ? nginx(session) : `Unit ${unit || verb || ""}.service could not be found.\n`;
    },
  },
  uname: { says: "the kernel", run: uname },
  uptime: { says: "how long the machine runs", run: (_, session) => uptime(session) },
  vi: { says: "edit a file (vi notes.txt)", run: edit },
  whoami: { says: "the user", run: (_, { user }) => `${user}\n` },
  yes: { says: "print until Ctrl-C", run: (parameters) => repeat(parameters.join(" ") || "y") },
};
