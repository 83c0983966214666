import { createHash } from "node:crypto";
import { projectActivity } from "#lib/resources/activity/project.ts";
import type { ActivityGap, ActivityView } from "#lib/resources/activity/view.ts";
import type { Person } from "./auth/person.ts";
import { ProblemError, problemOf } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import type { TenantList } from "./live/tenant-list.ts";

const known: readonly ActivityGap["code"][] = ["forbidden", "unavailable", "timeout"];
const codeOf = (error: unknown): ActivityGap["code"] => {
  const { code } = problemOf(error);
  return known.find((one) => one === code) ?? "internal";
};

/** Many tabs ask at the same change; the work is done once. What changed since is another question. */
const keptMs = 500;

export type ActivityReader = (person: Person, tenant: string) => Promise<ActivityView>;

/**
 * What happened in a tenant, from what the live list watches anyway: events, conditions, and this person's own create plans. A part that
 * cannot be read is named; only all of them failing is a failure.
 */
export const createActivityReader = ({ live, tasks }: Pick<Services, "live" | "tasks">): ActivityReader => {
  const read = async (list: TenantList, person: Person, tenant: string): Promise<ActivityView> => {
    const gaps: ActivityGap[] = [];
    const lost = (part: ActivityGap["part"]) => (error: unknown) => {
      gaps.push({ part, code: codeOf(error) });
      return null;
    };
    const why = list.problem();
    if (why) lost("machines")(new ProblemError(why.code));
    const [said, own] = await Promise.all([
      list.events.readAll().catch(lost("events")),
      // Shared by replicas; the timeline is worth showing without it.
      tasks.of(person, tenant).catch(() => []),
    ]);
    if (!said && why) throw new ProblemError(why.code, { about: "events list" });
    const { machines, statuses, mayReadStatuses } = list.history();
    if (!mayReadStatuses) gaps.push({ part: "statuses", code: "forbidden" });
    const { entries, isBounded } = projectActivity({
      events: said?.records ?? [],
      machines: why ? [] : machines,
      statuses: why ? new Map() : statuses,
      tasks: own,
      vmsOfDisk: list.vmsOfDisk,
    });
    const content = { entries, gaps, isBounded: isBounded || (said?.isBounded ?? false) };
    const version = createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 16);
    return { ...content, version };
  };
  /** A list is one identity's own, as tasks are: who looks at the same moment gets the same answer. */
  const recent = new WeakMap<TenantList, { at: number; of: string | null; view: Promise<ActivityView> }>();
  return (person, tenant) =>
    live.using(person, tenant, (list) => {
      const known = recent.get(list);
      if (known && known.of === list.activity && Date.now() - known.at < keptMs) return known.view;
      const view = read(list, person, tenant);
      recent.set(list, { at: Date.now(), of: list.activity, view });
      return view;
    });
};
