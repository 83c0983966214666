import { vmInstances, vmOf } from "./running/cluster.ts";
import { expect, rowOf, staleBanner, test, watchFor } from "./running/fault-fixtures.ts";
import {
  answersHtml,
  answersStatus,
  answersText,
  type Fault,
  held,
  notYetTrusted,
  resetMidBody,
  slowBody,
  stillDown,
  tooManyRequests,
} from "./running/faults.ts";

const expired = {
  kind: "Status",
  apiVersion: "v1",
  status: "Failure",
  code: 410,
  reason: "Expired",
  message: "too old",
};
const aggregated = /apps\.cozystack\.io/;
const never = /does not answer|interrupted|session has ended|may not|may no longer|No machine yet|could not be read/;

test("F01: the API server goes away: the list stays and says so once, then it is live again", async ({
  tenant,
  wire,
  visit,
}) => {
  await tenant.vm("steady");
  const page = await visit("admin");
  await expect(rowOf(page, "steady")).toContainText("Running");
  await wire.pull();
  await expect(staleBanner(page)).toHaveCount(1);
  await expect(rowOf(page, "steady")).toContainText("Running");
  await expect(page.getByRole("button", { name: "Power of steady" })).toBeEnabled();
  await wire.plug();
  await expect(staleBanner(page)).toHaveCount(0, { timeout: 10_000 });
  await tenant.vm("later");
  await expect(rowOf(page, "later")).toBeVisible();
});

test("F02: watches that end are opened again: nothing flickers and nothing is lost", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  await tenant.vm("constant");
  const page = await visit("admin");
  await expect(rowOf(page, "constant")).toContainText("Running");
  // Of this tenant: the test before left a list that closes in its own time.
  const podReads = (rest: string) => new RegExp(`/${tenant.namespace}/pods\\?${rest}`);
  const podWatches = () => wire.requests(podReads(".*watch=true")).length;
  await expect.poll(podWatches).toBe(1);
  const seen = await watchFor(page, never, "constant");
  const podLists = wire.requests(podReads("(?!.*watch=true)")).length;
  expect(wire.endWatches(/./)).toBeGreaterThan(4);
  await cluster.create(vmInstances(tenant.namespace), vmOf("meanwhile"));
  await expect(rowOf(page, "meanwhile")).toBeVisible();
  await expect.poll(podWatches).toBeGreaterThan(1);
  // Kubernetes' own resources go on from where they were; only the aggregated server tells everything again.
  expect(wire.requests(podReads(".*sendInitialEvents"))).toHaveLength(1);
  expect(wire.requests(podReads("(?!.*watch=true)"))).toHaveLength(podLists);
  expect(await seen()).toEqual([]);
});

test("F03: 410, inside a watch or instead of one, is one reading anew, in place", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  await tenant.vm("patient");
  const page = await visit("admin");
  await expect(rowOf(page, "patient")).toContainText("Running");
  // This tenant's only: lists of the tests before may still be followed.
  const ours = new RegExp(`/${tenant.namespace}/services`);
  const watches = new RegExp(`/${tenant.namespace}/services\\?.*watch=true`);
  const readings = new RegExp(`/${tenant.namespace}/services\\?.*sendInitialEvents`);
  const services = () => wire.requests(readings).length;
  await expect.poll(() => wire.requests(watches).length).toBe(1);
  const seen = await watchFor(page, never, "patient");
  await rowOf(page, "patient").getByRole("link").first().focus();
  const before = services();
  expect(wire.tellWatches(ours, { type: "ERROR", object: expired })).toBe(1);
  await expect.poll(services).toBe(before + 1);
  // What was read anew is whole, and followed: the address comes with a Service that was not there before.
  const published = { external: true, externalMethod: "PortList", externalPorts: [80] };
  await cluster.patch(vmInstances(tenant.namespace, "patient"), { spec: published });
  await expect(rowOf(page, "patient")).toContainText("185.19.28.");
  wire.fault(watches, answersStatus(410, "Expired", "too old resource version"), { times: 1 });
  await expect.poll(() => wire.endWatches(ours)).toBe(1);
  await expect.poll(services).toBe(before + 2);
  await expect(rowOf(page, "patient").getByRole("link").first()).toBeFocused();
  expect(await seen()).toEqual([]);
});

test("F05: 429 waits as long as it was told to, in seconds or until a date", async ({ tenant, wire, visit }) => {
  await tenant.vm("awaited");
  // This tenant's only: lists of the tests before may still be read again.
  const reads = (resource: string) => new RegExp(`/${tenant.namespace}/${resource}\\?.*watch=true`);
  const lists = () => wire.requests(reads("vminstances"));
  const disks = () => wire.requests(reads("vmdisks"));
  wire.fault(reads("vminstances"), tooManyRequests("12"), { times: 1 });
  // A date has whole seconds: this one is four to five away.
  const laterToday: Fault = (exchange) => tooManyRequests(new Date(Date.now() + 5_000).toUTCString())(exchange);
  wire.fault(reads("vmdisks"), laterToday, { times: 1 });
  const page = await visit("admin");
  await expect(page.getByText("Too many requests").first()).toBeVisible();
  await expect(page.getByText(/Try again in \d+\ss/)).toBeVisible();
  await expect(page.getByText("No machine yet")).toHaveCount(0);
  // Whoever is impatient asks Porthole, not the cluster.
  await page.reload();
  await expect(rowOf(page, "awaited")).toBeVisible();
  const waited = (seen: { atMs: number }[]) => (seen[1]?.atMs ?? 0) - (seen[0]?.atMs ?? 0);
  expect(waited(lists())).toBeGreaterThanOrEqual(12_000);
  await expect.poll(() => disks().length, { timeout: 20_000 }).toBeGreaterThan(1);
  expect(waited(disks())).toBeGreaterThanOrEqual(4_000);
});

test("F06: a read is tried again when the cluster fails for a moment", async ({ tenant, wire, visit }) => {
  await tenant.vm("reached");
  wire.fault(/tenantnamespaces/, answersText(503, "service unavailable"), { times: 1 });
  wire.fault(/vminstances/, answersStatus(500, "InternalError", "etcdserver: leader changed"), { times: 1 });
  wire.fault(/selfsubjectrulesreviews/, answersText(504, "timeout"), { times: 2 });
  wire.fault(/virtualmachines/, resetMidBody, { times: 1 });
  const page = await visit("admin");
  await expect(rowOf(page, "reached")).toContainText("Running");
  await expect(page.getByRole("button", { name: "Power of reached" })).toBeEnabled();
  await expect(staleBanner(page)).toHaveCount(0);
});

test("rights that cannot be asked take nothing away: the page says so, and everything a role can have stays offered", async ({
  tenant,
  wire,
  visit,
}) => {
  await tenant.vm("offered");
  wire.fault(/selfsubjectrulesreviews/, answersText(503, "service unavailable"));
  const page = await visit("view", `/${tenant.namespace}/access`);
  await expect(page.getByText("What you may do here could not be read")).toBeVisible();
  await expect(page.getByText("Nothing is taken away from you")).toBeVisible();
  await expect(page.getByText("No key in this browser yet.")).toBeVisible();
  await page.goto(`${new URL(page.url()).origin}/${tenant.namespace}/vms/offered`);
  await expect(page.getByRole("button", { name: "Stop", exact: true })).not.toHaveAttribute("aria-disabled");
});

test("F07: a slow list does not hold up the page, which can be left at once", async ({ tenant, wire, visit }) => {
  await tenant.vm("slow-coming");
  const gate = held();
  wire.fault(/^GET .*\/vminstances/, gate.fault);
  const late = await visit("admin");
  await expect(late.getByText("Reading the machines…")).toBeVisible();
  await expect(late.getByText("No machine yet")).toHaveCount(0);
  await late.getByRole("link", { name: "New machine" }).first().click();
  await expect(late).toHaveURL(/vms-new$/);
  await late.goBack();
  gate.release();
  await expect(rowOf(late, "slow-coming")).toContainText("Running");
});

test("F07: a slow body arrives whole", async ({ tenant, wire, visit }) => {
  await tenant.vm("drop-by-drop");
  wire.fault(/^GET .*\/(?:vminstances|virtualmachines|pods)/, slowBody(1_000));
  const page = await visit("admin");
  await expect(rowOf(page, "drop-by-drop")).toContainText("Running");
});

test("the aggregated server restarts: rows stay, nobody is signed out, nothing is called forbidden", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  await tenant.vm("untouched");
  const page = await visit("admin");
  await expect(rowOf(page, "untouched")).toContainText("Running");
  const seen = await watchFor(
    page,
    /session has ended|may not|may no longer|No machine yet|could not be read/,
    "untouched",
  );
  const asked = () => wire.requests(aggregated).length;
  const up = wire.fault(aggregated, stillDown);
  wire.endWatches(aggregated);
  await expect(staleBanner(page)).toBeVisible();
  up();
  wire.fault(aggregated, notYetTrusted, { times: 2 });
  const before = asked();
  await expect.poll(asked).toBeGreaterThan(before + 2);
  await expect(staleBanner(page)).toHaveCount(0);
  await cluster.create(vmInstances(tenant.namespace), vmOf("after-restart"));
  await expect(rowOf(page, "after-restart")).toBeVisible();
  expect(await seen()).toEqual([]);
});

test("F27: 403 on some of the sources costs their columns, not the page", async ({ tenant, wire, visit }) => {
  await tenant.vm("partial");
  const forbidden = answersStatus(403, "Forbidden", 'pods is forbidden: User "x" cannot list resource "pods"');
  wire.fault(/\/(?:pods|services|virtualmachines)\b/, forbidden);
  const page = await visit("admin");
  await expect(rowOf(page, "partial")).toBeVisible();
  await expect(page.getByText(/Not for your role: .*public addresses/)).toBeVisible();
  await expect(staleBanner(page)).toHaveCount(0);
});

test("F40: a request that breaks us is a 500 with a reference; everybody else's goes on", async ({
  tenant,
  wire,
  product,
  visit,
}) => {
  await tenant.vm("elsewhere");
  const other = await visit("view");
  await expect(rowOf(other, "elsewhere")).toBeVisible();
  const page = await visit("admin");
  wire.fault(/tenantnamespaces/, ({ respond }) => respond(200, { "content-type": "application/json" }, '{"items":7}'));
  const answer = await page.evaluate(async () => {
    const response = await fetch("/api/v1/tenants");
    return { status: response.status, body: await response.json() };
  });
  expect(answer).toMatchObject({
    status: 500,
    body: { code: "internal", requestId: expect.stringMatching(/^[\w-]{36}$/) },
  });
  expect(JSON.stringify(answer)).not.toMatch(/zod|expected|invalid_type/i);
  await tenant.vm("newcomer");
  await expect(rowOf(other, "newcomer")).toBeVisible();
  expect((await page.request.get(`${product.origin}/healthz`)).status()).toBe(200);
});

test("F43: a first read that fails is never an empty list", async ({ tenant, wire, visit }) => {
  // Six people sign in one after another.
  test.setTimeout(180_000);
  await tenant.vm("hidden");
  const failures = [
    [answersStatus(500, "InternalError", "boom"), /Porthole made a mistake|could not be read/],
    [answersHtml(502), /does not answer/],
    [answersHtml(200), /does not answer/],
    [answersText(401, ""), /may not list/],
    [answersStatus(403, "Forbidden", "no"), /may not list/],
    [tooManyRequests("60"), /Too many requests/],
  ] as const;
  for (const [n, [fault, words]] of failures.entries()) {
    const lift = wire.fault(/\/vminstances/, fault);
    // Somebody new each time: nothing of the tenant is known for them.
    const page = await visit("admin", `/${tenant.namespace}/vms`, `reader${n}`);
    await expect(page.getByText(words).first()).toBeVisible();
    await expect(page.getByText("No machine yet")).toHaveCount(0);
    await expect(page).not.toHaveTitle("taken over");
    lift();
    await page.close();
  }
});

test("F43: a token that the cluster does not take any more is said; the rows stay", async ({ tenant, wire, visit }) => {
  await tenant.vm("kept-from-you");
  const page = await visit("admin");
  await expect(rowOf(page, "kept-from-you")).toBeVisible();
  wire.fault(/^GET .*\/vminstances/, answersStatus(401, "Unauthorized", "Unauthorized"));
  wire.endWatches(/./);
  await expect(page.getByText(/out of date/).first()).toBeVisible();
  await expect(rowOf(page, "kept-from-you")).toBeVisible();
});
