import type { OsFamily } from "./vm/view.ts";

/** What a port is usually for. Names are proper names, the same in every language. */
export type KnownPort = {
  name: string;
  /** `admin`: who gets in rules the machine; `data`: meant for one's own network; `serve`: meant for everybody. */
  use: "admin" | "data" | "serve";
};

const table: Readonly<Record<number, KnownPort>> = {
  21: { name: "FTP", use: "data" },
  22: { name: "SSH", use: "admin" },
  23: { name: "Telnet", use: "admin" },
  25: { name: "SMTP", use: "serve" },
  53: { name: "DNS", use: "serve" },
  80: { name: "HTTP", use: "serve" },
  143: { name: "IMAP", use: "serve" },
  389: { name: "LDAP", use: "data" },
  443: { name: "HTTPS", use: "serve" },
  445: { name: "SMB", use: "data" },
  465: { name: "SMTPS", use: "serve" },
  587: { name: "SMTP", use: "serve" },
  636: { name: "LDAPS", use: "data" },
  993: { name: "IMAPS", use: "serve" },
  1433: { name: "SQL Server", use: "data" },
  1521: { name: "Oracle", use: "data" },
  2049: { name: "NFS", use: "data" },
  2375: { name: "Docker", use: "admin" },
  3306: { name: "MySQL", use: "data" },
  3389: { name: "RDP", use: "admin" },
  5432: { name: "PostgreSQL", use: "data" },
  5900: { name: "VNC", use: "admin" },
  5985: { name: "WinRM", use: "admin" },
  5986: { name: "WinRM", use: "admin" },
  6379: { name: "Redis", use: "data" },
  6443: { name: "Kubernetes", use: "admin" },
  8006: { name: "Proxmox VE", use: "admin" },
  8080: { name: "HTTP", use: "serve" },
  8443: { name: "HTTPS", use: "serve" },
  9200: { name: "Elasticsearch", use: "data" },
  11211: { name: "Memcached", use: "data" },
  27017: { name: "MongoDB", use: "data" },
};

/** By custom only: nothing says what really listens there. */
export const knownPort = (port: number): KnownPort | null => table[port] ?? null;

/** `22 (SSH), 8000`. */
export const portsInWords = (ports: readonly number[]): string =>
  ports.map((port) => (table[port] ? `${port} (${table[port].name})` : String(port))).join(", ");

/** By which port a system is usually administered: where ports are listed for somebody, this one is the first. */
export const adminPortOf = (family: OsFamily): number => (family === "windows" ? 3389 : 22);
