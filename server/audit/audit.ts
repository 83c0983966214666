import { pino } from "pino";
import * as z from "zod";
import type { Person } from "../auth/person.ts";
import { ConfigError } from "../config.ts";
import { type Logger, reasonOf } from "../log.ts";

/** Whose request it was; `address` is the client's as far as trusted proxies tell it. */
export type AuditSource = { requestId: string; address: string };

const text = z.string().max(512);

/**
 * One line of the audit log, docs/operators/audit.md explains each field. Nothing that a person typed but names, nothing of a body,
 * no token: what is not listed here cannot be written.
 */
export const auditLineSchema = z.strictObject({
  event: z.enum([
    "sign-in",
    "sign-out",
    "session-end",
    "write",
    "read",
    "console-open",
    "console-close",
    "watch-open",
    "watch-close",
  ]),
  /** `done`, or the code of the problem. */
  outcome: text,
  person: text.nullable(),
  issuer: text.nullable(),
  /** Tells two sessions of one person apart; not the cookie's value, and no way back to it. */
  session: text.nullable(),
  requestId: text.nullable(),
  address: text.nullable(),
  /** How somebody signed in, or what was done to the object. */
  verb: text.nullable(),
  tenant: text.nullable(),
  kind: text.nullable(),
  name: text.nullable(),
  console: z.enum(["vnc", "serial"]).nullable(),
  takeOver: z.boolean().nullable(),
  /** Whose console was taken over, or is watched. */
  holder: text.nullable(),
  /** Close code of the console, and who ended it. */
  closeCode: z.number().int().nullable(),
  closedBy: text.nullable(),
  durationMs: z.number().int().min(0).nullable(),
});

export type AuditLine = z.infer<typeof auditLineSchema>;
type Given = Pick<AuditLine, "event" | "outcome"> & Partial<AuditLine>;

export type Audit = {
  record: (person: Person | null, line: Given) => void;
  /** Opens the file anew, after it was moved away. */
  reopen: () => void;
  dispose: () => void;
};

type AuditOptions = {
  log: Logger;
  /** Lines also, or only, go to this file; throws a ConfigError when it cannot be opened. */
  file: string | null;
  /** Whether they go where the log goes. */
  toLog: boolean;
};

const nothing: Omit<AuditLine, "event" | "outcome"> = {
  person: null,
  issuer: null,
  session: null,
  requestId: null,
  address: null,
  verb: null,
  tenant: null,
  kind: null,
  name: null,
  console: null,
  takeOver: null,
  holder: null,
  closeCode: null,
  closedBy: null,
  durationMs: null,
};

const openFile = (dest: string) => {
  try {
    // Written at once: a line that waits in memory is lost with the process, and people do little enough.
    return pino.destination({ dest, append: true, sync: true, mode: 0o600 });
  } catch (error) {
    throw new ConfigError([{ variable: "PORTHOLE_AUDIT_FILE", problem: `cannot be opened (${reasonOf(error)})` }]);
  }
};

/** Its lines come whatever the log's level is. A file that cannot be written any more is said once in the log; work goes on. */
export const createAudit = ({ log, file, toLog }: AuditOptions): Audit => {
  const destination = file === null ? null : openFile(file);
  let isBroken = false;
  destination?.on("error", (error: unknown) => {
    if (!isBroken) log.error({ reason: reasonOf(error) }, "the audit file cannot be written");
    isBroken = true;
  });
  destination?.on("write", () => {
    isBroken = false;
  });
  const base = { audit: 1 };
  const sinks = [
    ...(toLog ? [log.child(base, { level: "info" })] : []),
    ...(destination ? [pino({ base, level: "info", timestamp: pino.stdTimeFunctions.isoTime }, destination)] : []),
  ];
  return {
    record: (person, given) => {
      const who = person && {
        person: person.identity.name,
        issuer: person.identity.issuer,
        session: person.sessionId.slice(0, 12),
      };
      const line: AuditLine = { ...nothing, ...who, ...given };
      for (const sink of sinks) sink.info(line, "audit");
    },
    reopen: () => destination?.reopen(),
    dispose: () => destination?.end(),
  };
};
