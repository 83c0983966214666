import type { ProblemCode } from "#lib/api/problem.ts";
import { releaseOfVm } from "#lib/resources/names.ts";
import type { ActionReason, PowerActionId } from "#lib/resources/vm/actions.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { reasonOf } from "../log.ts";

type Call = { of: "virtualmachines" | "virtualmachineinstances"; subresource: string; body: object };

const machine = (subresource: string, body = {}): Call => ({ of: "virtualmachines", subresource, body });
const instance = (subresource: string): Call => ({ of: "virtualmachineinstances", subresource, body: {} });

const calls: Readonly<Record<PowerActionId, Call>> = {
  start: machine("start"),
  stop: machine("stop"),
  restart: machine("restart"),
  "force-stop": machine("stop", { gracePeriod: 0 }),
  migrate: machine("migrate"),
  pause: instance("pause"),
  unpause: instance("unpause"),
  "soft-reboot": instance("softreboot"),
  reset: instance("reset"),
};

export const aboutPower = (action: PowerActionId): string => `${calls[action].of}/${calls[action].subresource} update`;

/** KubeVirt's words for what it refuses (platform-api.md 4.1, 4.2), and the rule of ours that is the same. */
const refusals: readonly (readonly [RegExp, ActionReason])[] = [
  [/VM is already running/, "already-running"],
  [/Once does not support manual (?:re)?start requests/, "once-runs-once"],
  [/does not support (?:manual start requests|starting VM from failed state)/, "starts-by-itself"],
  [/only supports manual stop requests with a shorter graceperiod/, "still-stopping"],
  [/stop\/start already underway/, "still-stopping"],
  [/Halted does not support manual restart requests/, "not-running"],
  [/VMI is already paused/, "already-paused"],
  [/VMI is not paused/, "not-paused"],
  [/VMI is paused/, "is-paused"],
  [/VMI? is not (?:running|started)/, "not-running"],
  [/in-flight migration/, "already-migrating"],
  [/Cannot migrate VMI/, "not-migratable"],
  [/neither have the agent connected nor the ACPI feature/, "deaf-guest"],
  [/until (?:snapshot|restore) "[^"]*" completes/, "held-by-snapshot"],
  [/Pausing VMIs with a non-GuestAgentPing LivenessProbe/, "watched-by-probe"],
  [/VM recovery required/, "needs-recovery"],
];

/** The rule by which KubeVirt refused something, in its own words; null for what is no refusal of a rule. */
export const refusalOf = (said: string): ActionReason | null =>
  refusals.find(([pattern]) => pattern.test(said))?.[1] ?? null;

/** Upstream's status says little here: a refused move is a 500, a refused pause a 403. */
const codes: Partial<Record<ActionReason, ProblemCode>> = {
  "not-migratable": "unsupported",
  "watched-by-probe": "unsupported",
  "deaf-guest": "unsupported",
};

const translated = (error: unknown, action: PowerActionId): unknown => {
  if (!(error instanceof ProblemError)) return error;
  const said = reasonOf(error);
  // A platform that is older than the subresource answers as for any path that it does not have.
  if (error.problem.code === "not-found" && said.includes("404: Page Not Found"))
    return new ProblemError("unsupported", { about: aboutPower(action), cause: error });
  const refusal = refusalOf(said);
  if (refusal === null) return error;
  const { code, about, detail, retryAfterSeconds } = error.problem;
  return new ProblemError(codes[refusal] ?? code, {
    refusal,
    cause: error,
    ...(about !== undefined && { about }),
    ...(detail !== undefined && refusal !== "not-migratable" && { detail }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
};

/** Asks KubeVirt itself, in the person's name; what it refuses is a ProblemError that says by which rule. */
export const createPowerCall =
  (kube: Pick<Kube, "write">) =>
  async (person: Person, { tenant, name }: { tenant: string; name: string }, action: PowerActionId): Promise<void> => {
    const { of, subresource, body } = calls[action];
    const base = ["apis", "subresources.kubevirt.io", "v1", "namespaces", tenant] as const;
    try {
      await kube.write(person, "PUT", [...base, of, releaseOfVm(name), subresource], body, { accept: "*/*" });
    } catch (error) {
      throw translated(error, action);
    }
  };
