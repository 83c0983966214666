import type { ChildProcess } from "node:child_process";

export const root: string;
export const freePort: () => Promise<number>;
export const projectNode: () => string;
export const projectEnv: (extra?: Record<string, string>) => NodeJS.ProcessEnv;
export const start: (
  args: string[],
  env?: Record<string, string>,
  stdout?: "inherit" | "pipe" | number,
  stderr?: "inherit" | number,
) => ChildProcess;
export const end: (child: ChildProcess, graceMs?: number) => Promise<void>;
export const browser: () => string | null;
export const build: () => boolean;
export const install: () => boolean;
export const onPath: (name: string) => string | undefined;
export const storeServer: () => string | null;
export const installWebsockify: () => void;
export const installStoreServer: () => string | null;
