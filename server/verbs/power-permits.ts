import type { ProblemCode } from "#lib/api/problem.ts";
import type { PowerAction } from "#lib/api/requests.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import { type ActionFacts, type ActionReason, permitFor, rightFor } from "#lib/resources/vm/actions.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import { type AccessReader, lacksRight } from "../kube/access.ts";
import { refusalAgeMs } from "./held-right.ts";
import { aboutPower } from "./power-calls.ts";

const codeOfReason: Record<ActionReason, ProblemCode> = {
  "role-may-not-power": "forbidden",
  "role-may-not-restart": "forbidden",
  "role-may-not-console": "forbidden",
  "role-may-not-create": "forbidden",
  "role-may-not-delete": "forbidden",
  "only-admins-power": "forbidden",
  "only-operators-grant": "forbidden",
  "nobody-restarts": "unsupported",
  "nobody-forces": "unsupported",
  contradictory: "contradictory",
  deleting: "deleting",
  "already-running": "conflict",
  "already-starting": "conflict",
  "starts-by-itself": "conflict",
  "already-stopped": "conflict",
  "between-attempts": "not-running",
  "still-stopping": "busy",
  "not-running": "not-running",
  "once-runs-once": "unsupported",
  "already-paused": "conflict",
  "is-paused": "conflict",
  "not-paused": "conflict",
  "already-migrating": "busy",
  "not-migratable": "unsupported",
  "deaf-guest": "unsupported",
  "held-by-snapshot": "busy",
  "watched-by-probe": "unsupported",
  "needs-recovery": "conflict",
  "created-outside": "unsupported",
};

type Asked = { tenant: string; name: string; action: PowerAction };

/** What this person may do with the machine; throws the reason why this action is not among it. */
export const createPowerPermits =
  (access: AccessReader) =>
  async (person: Person, { tenant, name, action }: Asked, facts: ActionFacts): Promise<VmAccess> => {
    let rights = accessTo(await access(person, tenant), name);
    let permit = permitFor(action, facts, rights);
    if (!permit.allowed && codeOfReason[permit.reason] === "forbidden") {
      // Nobody is refused for what was true a minute ago.
      rights = accessTo(await access(person, tenant, { maxAgeMs: refusalAgeMs }), name);
      permit = permitFor(action, facts, rights);
    }
    if (permit.allowed) return rights;
    const { reason } = permit;
    const code = codeOfReason[reason];
    throw code === "forbidden"
      ? lacksRight(rightFor[action], tenant)
      : new ProblemError(code, { about: aboutPower(action), refusal: reason });
  };
