import type { Glance } from "#lib/api/problem.ts";
import type { FleetHead } from "#lib/resources/fleet/fleet.ts";
import type { VmListView } from "#lib/resources/vm/view.ts";

/** Rows that ride in a fleet page's HTML: what a large screen shows and a little to scroll. */
const mostRows = 40;
/** So many tenants are opened at once. */
const atOnce = 4;

/**
 * The first machines of the first tenants, in the order given, as far as a page waits for them: enough for a screen, so that most tenants
 * are not asked. What cannot be read has no rows; behind one that takes longer nothing is shown, which would move when it comes.
 */
export const readFleetHead = async (
  tenants: readonly string[],
  glance: (tenant: string) => Promise<Glance<VmListView>>,
): Promise<FleetHead> => {
  const head: { tenant: string; list: VmListView }[] = [];
  let left = mostRows;
  for (let at = 0; at < tenants.length && left > 0; at += atOnce) {
    const batch = tenants.slice(at, at + atOnce);
    const read = await Promise.all(batch.map(async (tenant) => ({ tenant, seen: await glance(tenant) })));
    for (const { tenant, seen } of read) {
      if (seen.state === "pending") return head;
      if (seen.state === "failed" || left <= 0) continue;
      const list = { ...seen.data, rows: seen.data.rows.slice(0, left) };
      head.push({ tenant, list });
      left -= list.rows.length;
    }
  }
  return head;
};
