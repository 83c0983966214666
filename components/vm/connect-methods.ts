import type { ConsoleKind } from "#lib/api/requests.ts";
import { releaseOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

export type ConnectId = "ssh" | "rdp" | "virtctl" | "forward" | "serial" | "vnc";

/** Keys of messages `vm.connect.note`. */
export type ConnectNote =
  | "ssh"
  | "sshPrivate"
  | "sshClosed"
  | "rdp"
  | "rdpPrivate"
  | "rdpClosed"
  | "virtctl"
  | "virtctlRdp"
  | "forward"
  | "serial"
  | "vnc"
  | "userUnknown"
  | "mayNotForward"
  | "mayNotConsole";

export type ConnectMethod = {
  id: ConnectId;
  command: string;
  notes: ConnectNote[];
  /** The same without a tool of one's own, here in the browser. */
  here: ConsoleKind | null;
};

export type ConnectFacts = Pick<VmView, "name" | "addresses" | "exposure" | "loginUser" | "os">;
export type ConnectAccess = Pick<VmAccess, "portForward" | "serial" | "vnc">;

/** Where nobody can log in over SSH: no shell at all, or another way. */
const withoutSsh = ["talos", "windows"];

const isAddress = (text: string | null): text is string => text !== null && /^[0-9a-fA-F.:]{3,45}$/.test(text);
const isUser = (text: string | null): text is string => text !== null && /^[a-zA-Z_][\w.-]{0,31}$/.test(text);

/** Commands that reach this machine, the most fitting first. Whatever is no plain address or user never gets into one. */
export const connectMethods = (vm: ConnectFacts, tenant: string, access: ConnectAccess): ConnectMethod[] => {
  const release = releaseOfVm(vm.name);
  const inTenant = `--namespace ${tenant}`;
  const user = isUser(vm.loginUser) ? vm.loginUser : "USER";
  const userNotes: ConnectNote[] = isUser(vm.loginUser) ? [] : ["userUnknown"];
  const forwardNotes: ConnectNote[] = access.portForward ? [] : ["mayNotForward"];
  const consoleNotes = (kind: ConsoleKind): ConnectNote[] => (access[kind] ? [] : ["mayNotConsole"]);
  const methods: ConnectMethod[] = [];
  const add = (id: ConnectId, command: string, ...notes: ConnectNote[]) =>
    methods.push({ id, command, notes, here: id === "serial" || id === "vnc" ? id : null });

  if (vm.os.family === "windows") {
    const way = reach(vm, 3389);
    const notes = { public: "rdp", private: "rdpPrivate", closed: "rdpClosed" } as const;
    if (way) add("rdp", `mstsc /v:${way.address.includes(":") ? `[${way.address}]` : way.address}`, notes[way.kind]);
    add("virtctl", `virtctl port-forward vmi/${release} 13389:3389 ${inTenant}`, "virtctlRdp", ...forwardNotes);
  }
  if (!withoutSsh.includes(vm.os.family)) {
    const way = reach(vm, 22);
    const notes = { public: "ssh", private: "sshPrivate", closed: "sshClosed" } as const;
    if (way) add("ssh", `ssh ${user}@${way.address}`, notes[way.kind], ...userNotes);
    add("virtctl", `virtctl ssh ${user}@vmi/${release} ${inTenant}`, "virtctl", ...userNotes, ...forwardNotes);
  }
  add("forward", `virtctl port-forward vmi/${release} 8080:80 ${inTenant}`, "forward", ...forwardNotes);
  add("serial", `virtctl console ${release} ${inTenant}`, "serial", ...consoleNotes("serial"));
  add("vnc", `virtctl vnc ${release} ${inTenant}`, "vnc", ...consoleNotes("vnc"));
  return methods;
};

type Way = { kind: "public" | "private" | "closed"; address: string };

/** The address a TCP port answers at: the public one when it lets the port in, else the private one. */
const reach = ({ addresses, exposure }: ConnectFacts, port: number): Way | null => {
  const open = exposure.kind === "whole" || (exposure.kind === "ports" && exposure.ports.includes(port));
  if (open && isAddress(addresses.public)) return { kind: "public", address: addresses.public };
  if (!isAddress(addresses.private)) return null;
  return { kind: isAddress(addresses.public) ? "closed" : "private", address: addresses.private };
};
