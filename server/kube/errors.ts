import * as z from "zod";
import type { Denied, FieldProblem, ProblemCode } from "#lib/api/problem.ts";
import { ProblemError } from "../http/problem-error.ts";

/** A failed answer of the API server, whole. */
export type KubeAnswer = {
  status: number;
  retryAfter?: string | undefined;
  body: string;
  about: string;
  /** What was asked for, in case that this is what was refused. */
  denied?: Denied;
};

const statusSchema = z.object({
  kind: z.literal("Status"),
  reason: z.string().default(""),
  message: z.string().default(""),
  details: z
    .object({
      retryAfterSeconds: z.number().int().nonnegative().optional(),
      causes: z
        .array(
          z.object({ reason: z.string().default(""), field: z.string().default(""), message: z.string().default("") }),
        )
        .default([]),
    })
    .default({ causes: [] }),
});
type Status = z.infer<typeof statusSchema>;

/** Empty, text, or JSON that is no Status: platform-api.md 4.2 lists who answers so. */
const statusOf = (body: string): Status | null => {
  try {
    return statusSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
};

/** What a message says, whatever its status: the aggregated server and virt-api answer 500 for most of what is really a refusal. */
const byMessage: readonly (readonly [RegExp, ProblemCode])[] = [
  [/exceeded quota|exceeds the parent tenant's remaining/i, "quota-exceeded"],
  [/object is being deleted|NamespaceTerminating|is being terminated/i, "deleting"],
  [/already exists/i, "conflict"],
  [/the object has been modified/i, "busy"],
  [/stop\/start already underway|rejected our request due to an error in our request/i, "busy"],
  [/in-flight migration|until (?:snapshot|restore) "[^"]*" completes/i, "busy"],
  [/Active VNC connection/, "in-use"],
  [/No graphics devices are present/i, "no-graphics"],
  [/No serial consoles are present/i, "no-serial"],
  [/VMI? is not (?:running|started)|VM is not running|is in failed status/i, "not-running"],
  [/Precondition failed: UID/i, "conflict"],
  [/metadata\.labels: Invalid value/i, "invalid"],
  [/Client\.Timeout exceeded|request did not complete within requested timeout/i, "timeout"],
  [
    /failed calling webhook|error trying to reach service|error dialing backend|service unavailable|:8186/i,
    "unavailable",
  ],
];

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: "bad-request",
  403: "forbidden",
  404: "not-found",
  405: "unsupported",
  406: "unsupported",
  409: "conflict",
  410: "conflict",
  413: "bad-request",
  415: "unsupported",
  422: "invalid",
  429: "too-many-requests",
  500: "internal",
  502: "unavailable",
  503: "unavailable",
  504: "timeout",
};

const codeOf = ({ status, body }: KubeAnswer, parsed: Status | null): ProblemCode => {
  const text = parsed?.message ?? body;
  // Only kube-apiserver's own Status means the token; virt-api's empty 401 is a refusal (platform-api.md 4.2).
  if (status === 401) return parsed?.reason === "Unauthorized" ? "session-ended" : "forbidden";
  // An aggregated server that is still starting does not know who asks (platform-api.md 10.2.3).
  if (status === 403 && /system:anonymous/.test(text)) return "unavailable";
  const said = status === 404 || status === 429 ? undefined : byMessage.find(([pattern]) => pattern.test(text))?.[1];
  return said ?? byStatus[status] ?? (status >= 500 ? "unavailable" : "internal");
};

/** The only upstream words a person may need: which quota, and what a policy or webhook of the operator objects to. */
const detailOf = (code: ProblemCode, message: string): string | undefined => {
  const shown =
    code === "quota-exceeded"
      ? /(?:exceeded quota|requested .* exceeds the parent tenant's remaining).*/s.exec(message)?.[0]
      : (/admission webhook "[^"]{1,200}" denied the request: (.*)/s.exec(message)?.[1] ??
        /ValidatingAdmissionPolicy '[^']{1,200}' .* denied request: (.*)/s.exec(message)?.[1]);
  return shown?.slice(0, 1000);
};

const ruleOf: Readonly<Record<string, string>> = {
  FieldValueRequired: "required",
  FieldValueDuplicate: "duplicate",
  FieldValueNotSupported: "not-supported",
  FieldValueTooLong: "too-long",
  FieldValueForbidden: "forbidden",
};

const fieldsOf = (status: Status | null): FieldProblem[] | undefined => {
  const fields = (status?.details.causes ?? [])
    .filter(({ field }) => field && field !== "<nil>")
    .slice(0, 50)
    .map(({ reason, field }) => ({ path: field.slice(0, 200), rule: ruleOf[reason] ?? "invalid" }));
  return fields.length > 0 ? fields : undefined;
};

const retryAfterOf = ({ retryAfter, status }: KubeAnswer, parsed: Status | null): number | undefined => {
  const said = retryAfter ?? parsed?.details.retryAfterSeconds;
  // The header is a number of seconds or a date (RFC 9110, 10.2.3).
  const untilDate = typeof said === "string" ? Math.max(0, Date.parse(said) - Date.now()) / 1000 : Number.NaN;
  const seconds = Number.isFinite(Number(said)) ? Number(said) : untilDate;
  const atLeast = status === 429 ? 1 : undefined;
  if (!Number.isFinite(seconds) || seconds < 0) return atLeast;
  return Math.min(Math.max(Math.ceil(seconds), atLeast ?? 0), 3600);
};

/** The problem behind a failed answer. Upstream's own text is the cause: for the log, where it carries addresses and paths. */
export const problemOfAnswer = (answer: KubeAnswer): ProblemError => {
  const parsed = statusOf(answer.body);
  const message = parsed?.message ?? answer.body;
  const code = codeOf(answer, parsed);
  return new ProblemError(code, {
    about: answer.about,
    detail: detailOf(code, message),
    fields: code === "invalid" ? fieldsOf(parsed) : undefined,
    ...(code === "forbidden" && answer.denied && { denied: answer.denied }),
    retryAfterSeconds: retryAfterOf(answer, parsed),
    cause: new Error(`upstream ${answer.status}: ${message.slice(0, 2000)}`),
  });
};

/** A connection that failed, was refused, broke in the middle or did not prove itself. */
export const problemOfTransport = (error: unknown, about: string): ProblemError =>
  error instanceof ProblemError ? error : new ProblemError("unavailable", { about, cause: error });
