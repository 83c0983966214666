import type { TenantMachine } from "./machine.ts";

const ubuntu = "ubuntu-2404";
const windowsIso = "https://images.demo.invalid/windows-server.iso";

/** What many machines are made of, in turn: mostly running, of all sizes and systems. Named anew for each. */
export const manyMachines: TenantMachine[] = [
  { ...of("web", "u1.medium", "ubuntu", ubuntu, 20), ports: [80, 443] },
  of("api", "u1.large", "ubuntu", ubuntu, 20),
  of("worker", "s1.medium", "debian", "debian-12", 10),
  { ...of("batch", "s1.small", "debian", "debian-13", 10), strategy: "Halted" },
  of("db", "m1.large", "rhel.9", "rocky-9", 100),
  of("cache", "m1.large", "ubuntu", "ubuntu-2204", 20),
  { ...of("gateway", "s1.small", "opensuse.leap", "opensuse-156", 10), ports: [] },
  of("queue", "u1.medium", "ubuntu", ubuntu, 40),
  of("search", "u1.xlarge", "rhel.9", "almalinux-9", 200),
  of("build", "s1.xlarge", "ubuntu", ubuntu, 80),
  { ...of("mail", "u1.medium", "debian", "debian-12", 40), ports: [25, 587, 993] },
  of("proxy", "s1.small", "debian", "debian-12", 10),
  of("logs", "u1.large", "rhel.9", "rocky-9", 400),
  { ...of("desktop", "u1.large", "windows.2k22", undefined, 80), ports: [3389] },
  of("metrics", "u1.large", "ubuntu", ubuntu, 120),
  of("etcd", "s1.medium", "linux", "talos-112", 10),
  { ...of("demo", "s1.small", "ubuntu", ubuntu, 10), strategy: "Halted" },
  of("erp", "m1.xlarge", "oraclelinux", "oracle-9", 250),
  of("shop", "u1.large", "ubuntu", ubuntu, 30),
  of("render", "s1.2xlarge", "ubuntu", "ubuntu-2204", 60),
  { ...of("vpn", "s1.small", "debian", "debian-12", 10), ports: [] },
  of("wiki", "s1.medium", "centos.stream9", "centos-stream-9", 20),
  { ...of("model", "u1.xlarge", "ubuntu", ubuntu, 60), sentinel: "unschedulable" },
  { ...of("archive", "u1.medium", "debian", "debian-11", 500), strategy: "Halted" },
  of("panel", "u1.medium", "rhel.9", "cloudlinux-9", 20),
];

function of(name: string, type: string, profile: string, image: string | undefined, gib: number): TenantMachine {
  return { name, type, profile, disks: [{ gib, ...(image ? { image } : { url: windowsIso }) }], ageDays: 1 };
}
