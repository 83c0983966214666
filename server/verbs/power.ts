import type { ProblemCode } from "#lib/api/problem.ts";
import type { PowerAction, PowerAnswer } from "#lib/api/requests.ts";
import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import { powerSpec } from "#lib/resources/dialect/write.ts";
import { isOutside, releaseOfVm, shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import { type ActionFacts, type ActionReason, permitFor, subresourceEffect } from "#lib/resources/vm/actions.ts";
import { normalise, type VmInstance } from "#lib/resources/vm/normalise.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { lacksRight } from "../kube/access.ts";
import { aboutWrite, appPath, parseApplication, specHash } from "../kube/apps.ts";
import { takeLock } from "../store/lock.ts";
import { createPendingRestarts } from "./pending-restarts.ts";
import { writableUnder } from "./writable.ts";

export type PowerRequestFor = { tenant: string; name: string; action: PowerAction; source: AuditSource };

const codeOfReason: Record<ActionReason, ProblemCode> = {
  "role-may-not-power": "forbidden",
  "role-may-not-restart": "forbidden",
  "role-may-not-console": "forbidden",
  "role-may-not-create": "forbidden",
  "role-may-not-delete": "forbidden",
  "only-admins-power": "forbidden",
  "nobody-restarts": "unsupported",
  contradictory: "contradictory",
  deleting: "deleting",
  "already-running": "conflict",
  "already-starting": "conflict",
  "already-stopped": "conflict",
  "still-stopping": "busy",
  "not-running": "not-running",
  "once-runs-once": "unsupported",
  "created-outside": "unsupported",
};

/** What a decision rests on; `base` is the fingerprint of the spec it was read from. */
type Decided = { instance: VmInstance; dialect: Dialect; rights: VmAccess; base: string };

/** Rights that refuse something are at most this old. */
const refusalAgeMs = 5_000;

/** A replica that was killed in the middle keeps a machine's power for so long. */
const lockMs = 30_000;

/** Starts, stops and restarts machines. One call per machine at a time, whoever asks and on whichever replica. */
export const createPower = ({
  kube,
  access,
  live,
  dialect: dialects,
  writer,
  audit,
  store,
  log,
}: Pick<Services, "kube" | "access" | "live" | "dialect" | "writer" | "audit" | "store" | "log">) => {
  const restarts = createPendingRestarts({ kube, live, store });

  const call = (person: Person, { tenant, name }: PowerRequestFor, action: PowerAction) =>
    kube.write(
      person,
      "PUT",
      ["apis", "subresources.kubevirt.io", "v1", "namespaces", tenant, "virtualmachines", releaseOfVm(name), action],
      {},
      { accept: "*/*" },
    );

  /** The subresource after the spec was written is only for speed: what says "it is so already" is no failure. */
  const hasten = (person: Person, request: PowerRequestFor, action: "start" | "stop") =>
    call(person, request, action).catch((error: unknown) => {
      const { code } = problemOf(error);
      if (["conflict", "not-running", "not-found", "busy", "forbidden"].includes(code)) {
        return log.info({ code, action, requestId: request.source.requestId }, "power left to the platform");
      }
      log.warn({ code, action, requestId: request.source.requestId }, "power left to the platform");
    });

  const writeStrategy = (
    person: Person,
    { tenant, name }: PowerRequestFor,
    { dialect, base }: Decided,
    wanted: "Always" | "Halted",
  ) =>
    writer.patch(person, {
      tenant,
      kind: "VMInstance",
      name,
      spec: powerSpec(dialect, wanted),
      base,
      guard: writableUnder(dialect, aboutWrite("VMInstance", "patch")),
    });

  const startOrStop = async (
    person: Person,
    request: PowerRequestFor,
    action: "start" | "stop",
    decided: Decided,
  ): Promise<PowerAnswer["effect"]> => {
    const { instance, rights } = decided;
    const strategy = instance.spec.runStrategy;
    const wanted = action === "start" ? "Always" : "Halted";
    // Manual and RerunOnFailure are the person's choice: the subresource obeys them and nothing undoes it.
    const keepsStrategy = (strategy === "Manual" || strategy === "RerunOnFailure") && rights[action];
    const mayWrite = rights.update && !instance.contradictory;
    if (!mayWrite || keepsStrategy || strategy === wanted) {
      // The spec asks for it already, and this platform lets nobody hasten it.
      if (!rights[action]) throw new ProblemError("conflict", { about: `virtualmachines/${action} update` });
      await call(person, request, action);
      return mayWrite ? "durable" : subresourceEffect(action, strategy);
    }
    await writeStrategy(person, request, decided, wanted);
    if (rights[action]) await hasten(person, request, action);
    return "durable";
  };

  const restart = async (person: Person, request: PowerRequestFor): Promise<void> => {
    await restarts.note(person, request);
    try {
      await call(person, request, "restart");
    } catch (error) {
      // Refused: nothing is pending. What nobody knows the end of may be.
      if (!["timeout", "unavailable"].includes(problemOf(error).code)) await restarts.forget(request);
      throw error;
    }
  };

  /** What this person may do with the machine; throws the reason why this action is not among it. */
  const permitted = async (person: Person, request: PowerRequestFor, facts: ActionFacts): Promise<VmAccess> => {
    const { tenant, name, action } = request;
    let rights = accessTo(await access(person, tenant), name);
    let permit = permitFor(action, facts, rights);
    if (!permit.allowed && codeOfReason[permit.reason] === "forbidden") {
      // Nobody is refused for what was true a minute ago.
      rights = accessTo(await access(person, tenant, { maxAgeMs: refusalAgeMs }), name);
      permit = permitFor(action, facts, rights);
    }
    if (permit.allowed) return rights;
    const code = codeOfReason[permit.reason];
    throw code === "forbidden"
      ? lacksRight(action, tenant)
      : new ProblemError(code, { about: `virtualmachines/${action} update` });
  };

  /** A machine that no VMInstance made has no spec of ours to write: the subresource is all there is. */
  const actOutside = async (person: Person, request: PowerRequestFor): Promise<PowerAnswer> => {
    const { action } = request;
    const facts = {
      state: "unknown",
      runStrategy: "",
      deleting: false,
      contradictory: false,
      origin: "outside",
    } as const;
    const rights = await permitted(person, request, facts);
    if (action === "restart") await restart(person, request);
    else {
      if (action === "stop") await restarts.refuse(person, request, rights.readStatus);
      await call(person, request, action);
    }
    return { action, effect: "durable" };
  };

  const act = async (person: Person, request: PowerRequestFor, tries = 2): Promise<PowerAnswer> => {
    const { tenant, name, action } = request;
    const stored = await kube.get(person, appPath(tenant, "VMInstance", name));
    const object = vmInstanceSchema.safeParse(stored);
    if (!object.success) throw new ProblemError("unsupported", { about: "vminstances get" });
    const dialect = await dialects.read(person);
    const instance = normalise(object.data, dialect);
    // The state we know may be old, so the cluster judges it; rights, deletion and strategy are asked here.
    const { contradictory, metadata, spec } = instance;
    const deleting = metadata.deletionTimestamp !== null;
    const { runStrategy } = spec;
    const facts = { state: "unknown", runStrategy, deleting, contradictory, origin: "platform" } as const;
    const rights = await permitted(person, request, facts);
    if (action === "restart") {
      await restart(person, request);
      return { action, effect: "durable" };
    }
    if (action === "stop") await restarts.refuse(person, request, rights.readStatus);
    const base = specHash(parseApplication(stored, "VMInstance").spec);
    try {
      return { action, effect: await startOrStop(person, request, action, { instance, dialect, rights, base }) };
    } catch (error) {
      // Somebody changed the machine between this look and the write: decided anew, once.
      if (tries > 1 && wasChanged(error)) return act(person, request, tries - 1);
      throw error;
    }
  };

  return async (person: Person, request: PowerRequestFor): Promise<PowerAnswer> => {
    const key = `power:${request.tenant}/${request.name}`;
    const lock = await takeLock(store, key, { ttlMs: lockMs, waitMs: 0 });
    if (!lock)
      throw new ProblemError("busy", { about: `virtualmachines/${request.action} update`, retryAfterSeconds: 2 });
    const isRaw = isOutside(request.name);
    const deed = {
      verb: request.action,
      tenant: request.tenant,
      kind: isRaw ? "VirtualMachine" : "VMInstance",
      name: shownNameOfVm(request.name),
      source: request.source,
    };
    try {
      return await recorded(audit, person, deed, () => (isRaw ? actOutside : act)(person, request));
    } finally {
      await lock.release();
      void live.using(person, request.tenant, (list) => list.poke(request.name)).catch(() => {});
    }
  };
};

export type Power = ReturnType<typeof createPower>;

const wasChanged = (error: unknown): boolean => {
  const { code, about } = problemOf(error);
  return code === "conflict" && about === aboutWrite("VMInstance", "patch");
};
