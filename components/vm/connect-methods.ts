import { releaseOfVm } from "#lib/resources/names.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

export type ConnectId = "ssh" | "rdp" | "virtctl" | "serial" | "vnc";

/** Keys of messages `vm.connect`. */
export type ConnectNote =
  | "sshNote"
  | "sshPrivateNote"
  | "sshClosedNote"
  | "rdpNote"
  | "rdpClosedNote"
  | "virtctlNote"
  | "virtctlRdpNote"
  | "serialNote"
  | "vncNote"
  | "userUnknown";

export type ConnectMethod = { id: ConnectId; command: string; notes: ConnectNote[] };

export type ConnectFacts = Pick<VmView, "name" | "addresses" | "exposure" | "loginUser" | "os">;

/** Where nobody can log in over SSH: no shell at all, or another way. */
const withoutSsh = ["talos", "windows"];

const isAddress = (text: string | null): text is string => text !== null && /^[0-9a-fA-F.:]{3,45}$/.test(text);
const isUser = (text: string | null): text is string => text !== null && /^[a-zA-Z_][\w.-]{0,31}$/.test(text);

/** Commands that reach this machine, the most fitting first. Whatever is no plain address or user never gets into one. */
export const connectMethods = (vm: ConnectFacts, tenant: string): ConnectMethod[] => {
  const release = releaseOfVm(vm.name);
  const inTenant = `--namespace ${tenant}`;
  const isWindows = vm.os.family === "windows";
  const user = isUser(vm.loginUser) ? vm.loginUser : "USER";
  const userNotes: ConnectNote[] = isUser(vm.loginUser) ? [] : ["userUnknown"];
  const methods: ConnectMethod[] = [];

  if (isWindows) {
    const way = reach(vm, 3389);
    if (way)
      methods.push({
        id: "rdp",
        command: `mstsc /v:${way.address.includes(":") ? `[${way.address}]` : way.address}`,
        notes: [way.kind === "public" ? "rdpNote" : "rdpClosedNote"],
      });
    methods.push({
      id: "virtctl",
      command: `virtctl port-forward vmi/${release} 13389:3389 ${inTenant}`,
      notes: ["virtctlRdpNote"],
    });
  }
  if (!withoutSsh.includes(vm.os.family)) {
    const way = reach(vm, 22);
    const notes = { public: "sshNote", private: "sshPrivateNote", closed: "sshClosedNote" } as const;
    if (way) methods.push({ id: "ssh", command: `ssh ${user}@${way.address}`, notes: [notes[way.kind], ...userNotes] });
    methods.push({
      id: "virtctl",
      command: `virtctl ssh ${user}@vmi/${release} ${inTenant}`,
      notes: ["virtctlNote", ...userNotes],
    });
  }
  methods.push({ id: "serial", command: `virtctl console ${release} ${inTenant}`, notes: ["serialNote"] });
  methods.push({ id: "vnc", command: `virtctl vnc ${release} ${inTenant}`, notes: ["vncNote"] });
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
