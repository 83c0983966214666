import type { ProblemCode } from "#lib/api/problem.ts";
import type { PowerAction, PowerAnswer } from "#lib/api/requests.ts";
import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import { powerSpec } from "#lib/resources/dialect/write.ts";
import { releaseOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type ActionReason, accessTo, permitFor, subresourceEffect } from "#lib/resources/vm/actions.ts";
import { normalise, type VmInstance } from "#lib/resources/vm/normalise.ts";
import { virtualMachineSchema, vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { lacksRight } from "../kube/access.ts";
import { appPath, nullWhenMissing } from "../kube/apps.ts";

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
};

/** Rights that refuse something are at most this old. */
const refusalAgeMs = 5_000;

/** A stop while a restart's start is pending is undone by it (platform-api.md 4.6); after this it is surely through. */
const restartSettlesMs = 60_000;

/** Starts, stops and restarts machines. One call per machine at a time, whoever asks. */
export const createPower = ({
  kube,
  access,
  live,
  dialect: dialects,
  writer,
  audit,
  log,
}: Pick<Services, "kube" | "access" | "live" | "dialect" | "writer" | "audit" | "log">) => {
  const underWay = new Set<string>();
  /** Launcher pods of machines that were just restarted from here. */
  const restarted = new Map<string, { at: number; pods: Set<string> }>();

  const podsOf = (person: Person, tenant: string, name: string): Promise<Set<string>> =>
    live.using(person, tenant, (list) => {
      const pods = list.facts(name)?.pods;
      return new Set(pods && pods !== "unread" ? pods.map(({ metadata }) => metadata.uid) : []);
    });

  const refuseDuringRestart = async (person: Person, { tenant, name }: PowerRequestFor, rights: VmAccess) => {
    const busy = new ProblemError("busy", { about: "virtualmachines restart", retryAfterSeconds: 5 });
    if (rights.readStatus) {
      const path = ["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines", releaseOfVm(name)] as const;
      const vm = virtualMachineSchema.safeParse(await kube.get(person, path).catch(nullWhenMissing));
      if (vm.data && vm.data.status.stateChangeRequests.length > 0) throw busy;
      return;
    }
    const key = `${tenant}/${name}`;
    const last = restarted.get(key);
    if (!last) return;
    const isOver = last.at + restartSettlesMs < Date.now();
    const now = isOver ? new Set<string>() : await podsOf(person, tenant, name);
    const hasNewPod = [...now].some((uid) => !last.pods.has(uid)) && ![...now].some((uid) => last.pods.has(uid));
    if (!isOver && !hasNewPod) throw busy;
    restarted.delete(key);
  };

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
    dialect: Dialect,
    wanted: "Always" | "Halted",
  ) =>
    writer.patch(person, {
      tenant,
      kind: "VMInstance",
      name,
      spec: powerSpec(dialect, wanted),
      guard: (object) => {
        const now = vmInstanceSchema.safeParse(object);
        if (!now.success) throw new ProblemError("unsupported", { about: "vminstances patch" });
        if (normalise(now.data, dialect).contradictory)
          throw new ProblemError("contradictory", { about: "vminstances patch" });
      },
    });

  const startOrStop = async (
    person: Person,
    request: PowerRequestFor,
    action: "start" | "stop",
    { instance, dialect, rights }: { instance: VmInstance; dialect: Dialect; rights: VmAccess },
  ): Promise<PowerAnswer["effect"]> => {
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
    await writeStrategy(person, request, dialect, wanted);
    if (rights[action]) await hasten(person, request, action);
    return "durable";
  };

  const act = async (person: Person, request: PowerRequestFor): Promise<PowerAnswer> => {
    const { tenant, name, action } = request;
    const object = vmInstanceSchema.safeParse(await kube.get(person, appPath(tenant, "VMInstance", name)));
    if (!object.success) throw new ProblemError("unsupported", { about: "vminstances get" });
    const dialect = await dialects.read(person);
    const instance = normalise(object.data, dialect);
    // The state we know may be old, so the cluster judges it; rights, deletion and strategy are asked here.
    const { contradictory, metadata, spec } = instance;
    const deleting = metadata.deletionTimestamp !== null;
    const facts = { state: "unknown", runStrategy: spec.runStrategy, deleting, contradictory } as const;
    let rights = accessTo(await access(person, tenant), name);
    let permit = permitFor(action, facts, rights);
    if (!permit.allowed && codeOfReason[permit.reason] === "forbidden") {
      // Nobody is refused for what was true a minute ago.
      rights = accessTo(await access(person, tenant, { maxAgeMs: refusalAgeMs }), name);
      permit = permitFor(action, facts, rights);
    }
    if (!permit.allowed) {
      const code = codeOfReason[permit.reason];
      throw code === "forbidden"
        ? lacksRight(action, tenant)
        : new ProblemError(code, { about: `virtualmachines/${action} update` });
    }
    if (action === "restart") {
      const pods = await podsOf(person, tenant, name);
      await call(person, request, action);
      restarted.set(`${tenant}/${name}`, { at: Date.now(), pods });
      return { action, effect: "durable" };
    }
    if (action === "stop") await refuseDuringRestart(person, request, rights);
    return { action, effect: await startOrStop(person, request, action, { instance, dialect, rights }) };
  };

  return async (person: Person, request: PowerRequestFor): Promise<PowerAnswer> => {
    const key = `${request.tenant}/${request.name}`;
    if (underWay.has(key))
      throw new ProblemError("busy", { about: `virtualmachines/${request.action} update`, retryAfterSeconds: 2 });
    underWay.add(key);
    const deed = {
      verb: request.action,
      tenant: request.tenant,
      kind: "VMInstance",
      name: request.name,
      source: request.source,
    };
    try {
      return await recorded(audit, person, deed, () => act(person, request));
    } finally {
      underWay.delete(key);
      forgetOld(restarted);
      void live.using(person, request.tenant, (list) => list.poke(request.name)).catch(() => {});
    }
  };
};

export type Power = ReturnType<typeof createPower>;

const forgetOld = (restarted: Map<string, { at: number }>) => {
  for (const [key, { at }] of restarted) if (at + restartSettlesMs < Date.now()) restarted.delete(key);
};
