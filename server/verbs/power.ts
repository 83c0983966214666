import type { PowerAction, PowerAnswer } from "#lib/api/requests.ts";
import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import { powerSpec } from "#lib/resources/dialect/write.ts";
import { isOutside, shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type ActionFacts, subresourceEffect } from "#lib/resources/vm/actions.ts";
import { normalise, type VmInstance } from "#lib/resources/vm/normalise.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { aboutWrite, appPath, parseApplication, specHash } from "../kube/apps.ts";
import { takeLock } from "../store/lock.ts";
import { createPendingRestarts } from "./pending-restarts.ts";
import { aboutPower, createPowerCall } from "./power-calls.ts";
import { createPowerPermits } from "./power-permits.ts";
import { isInCrashLoop } from "./power-status.ts";
import { writableUnder } from "./writable.ts";

export type PowerRequestFor = { tenant: string; name: string; action: PowerAction; source: AuditSource };

/** What a decision rests on; `base` is the fingerprint of the spec it was read from. */
type Decided = { instance: VmInstance; dialect: Dialect; rights: VmAccess; base: string };

/** A replica that was killed in the middle keeps a machine's power for so long. */
const lockMs = 30_000;

/** The cluster judges the state; what we knew of it may be old. */
const nothingKnown = { state: "unknown", status: "", drifted: false } as const;

type SwitchAction = "start" | "stop" | "force-stop";
const isSwitch = (action: PowerAction): action is SwitchAction =>
  action === "start" || action === "stop" || action === "force-stop";

/** Changes whether and how machines run. One call per machine at a time, whoever asks and on whichever replica. */
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

  const call = createPowerCall(kube);
  const permitted = createPowerPermits(access);

  /** The subresource after the spec was written is only for speed: what says "it is so already" is no failure. */
  const hasten = (person: Person, request: PowerRequestFor, action: "start" | "stop") =>
    call(person, request, action).catch((error: unknown) => {
      const { code } = problemOf(error);
      if (["conflict", "not-running", "not-found", "busy", "forbidden"].includes(code)) {
        return log.info({ code, action, requestId: request.source.requestId }, "power left to the platform");
      }
      log.warn({ code, action, requestId: request.source.requestId }, "power left to the platform");
    });

  /** Who forces is not served by the platform's own pace: only what is off already, or being forced off, is no failure. */
  const force = (person: Person, request: PowerRequestFor) =>
    call(person, request, "force-stop").catch((error: unknown) => {
      const { code, refusal } = problemOf(error);
      if (code !== "not-running" && code !== "not-found" && refusal !== "still-stopping") throw error;
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

  /** Nothing runs between two attempts: what ends them is the run strategy. */
  const endsAttempts = async (
    person: Person,
    request: PowerRequestFor,
    { instance, rights }: Decided,
    error: unknown,
  ) =>
    problemOf(error).code === "not-running" &&
    instance.spec.runStrategy === "RerunOnFailure" &&
    rights.readStatus &&
    (await isInCrashLoop(kube, person, request));

  const switchPower = async (
    person: Person,
    request: PowerRequestFor,
    action: SwitchAction,
    decided: Decided,
  ): Promise<PowerAnswer["effect"]> => {
    const { instance, rights } = decided;
    const strategy = instance.spec.runStrategy;
    const [wanted, right] = action === "start" ? (["Always", "start"] as const) : (["Halted", "stop"] as const);
    // Manual and RerunOnFailure are the person's choice: the subresource obeys them and nothing undoes it.
    const keepsStrategy = (strategy === "Manual" || strategy === "RerunOnFailure") && rights[right];
    const mayWrite = rights.update && !instance.contradictory;
    if (!mayWrite || keepsStrategy || strategy === wanted) {
      // The spec asks for it already, and this platform lets nobody hasten it.
      if (!rights[right]) throw new ProblemError("conflict", { about: aboutPower(action) });
      try {
        await call(person, request, action);
      } catch (error) {
        if (!mayWrite || action !== "stop" || !(await endsAttempts(person, request, decided, error))) throw error;
        await writeStrategy(person, request, decided, wanted);
      }
      return mayWrite ? "durable" : subresourceEffect(action, strategy);
    }
    await writeStrategy(person, request, decided, wanted);
    if (action === "force-stop") await force(person, request);
    else if (rights[right]) await hasten(person, request, action);
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

  /** A machine that no VMInstance made has no spec of ours to write: the subresource is all there is. */
  const actOutside = async (person: Person, request: PowerRequestFor): Promise<PowerAnswer> => {
    const { action } = request;
    const facts = {
      ...nothingKnown,
      runStrategy: "",
      deleting: false,
      contradictory: false,
      origin: "outside",
    } as const;
    const rights = await permitted(person, request, facts);
    if (action === "restart") await restart(person, request);
    else {
      if (action === "stop" || action === "force-stop") await restarts.refuse(person, request, rights.readStatus);
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
    const facts: ActionFacts = { ...nothingKnown, runStrategy, deleting, contradictory, origin: "platform" };
    const rights = await permitted(person, request, facts);
    if (!isSwitch(action)) {
      await (action === "restart" ? restart(person, request) : call(person, request, action));
      return { action, effect: "durable" };
    }
    if (action !== "start") await restarts.refuse(person, request, rights.readStatus);
    const base = specHash(parseApplication(stored, "VMInstance").spec);
    try {
      return { action, effect: await switchPower(person, request, action, { instance, dialect, rights, base }) };
    } catch (error) {
      // Somebody changed the machine between this look and the write: decided anew, once.
      if (tries > 1 && wasChanged(error)) return act(person, request, tries - 1);
      throw error;
    }
  };

  return async (person: Person, request: PowerRequestFor): Promise<PowerAnswer> => {
    const key = `power:${request.tenant}/${request.name}`;
    const lock = await takeLock(store, key, { ttlMs: lockMs, waitMs: 0 });
    if (!lock) throw new ProblemError("busy", { about: aboutPower(request.action), retryAfterSeconds: 2 });
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
