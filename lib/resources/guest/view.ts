/** What the guest agent says of the system in a machine. Every word is the guest's own: hostile text. */

export type GuestSystem = {
  name: string;
  kernel: string;
  architecture: string;
  hostname: string;
  timezone: string;
  agentVersion: string;
};

/** `since`: ISO 8601; null where the guest does not say. */
export type GuestUser = { name: string; domain: string; since: string | null };

export type FileSystem = { mountPoint: string; type: string; disk: string; usedBytes: number; totalBytes: number };

/** `no-agent`: the cluster says that none is connected; `off`: nothing runs that could have one. */
export type GuestPart<T> =
  | { state: "ready"; data: T }
  | { state: "forbidden" }
  | { state: "no-agent" }
  | { state: "off" }
  | { state: "failed" };

/** Each part is a right of its own, which no role of Cozystack has. */
export type GuestView = {
  system: GuestPart<GuestSystem>;
  users: GuestPart<GuestUser[]>;
  fileSystems: GuestPart<FileSystem[]>;
};
