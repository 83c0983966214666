import { vmInstances } from "./running/cluster.ts";
import { expect, rowOf, test } from "./running/fault-fixtures.ts";
import { answers, answersHtml, answersStatus, answersText, stillDown } from "./running/faults.ts";

const upgrade = /subresources\.kubevirt\.io.*\/vnc/;
const addresses = "Internal error occurred: dial tcp 10.244.3.17:8186: connect: connection refused";

/** What a guest's side may answer instead of a console, and the fixed words a person reads. */
const refusals = [
  ["401 without a body", answers(401), "Your role may not open this console"],
  ["401 of an expired token", answersStatus(401, "Unauthorized", "Unauthorized"), "Your session has ended"],
  ["403", answersStatus(403, "Forbidden", "no <b>rights</b>"), "Your role may not open this console"],
  [
    "404",
    answersStatus(404, "NotFound", 'virtualmachineinstance.kubevirt.io "x" not found'),
    "There is no such console",
  ],
  ["409", answersStatus(409, "Conflict", "VMI is in failed status"), "is off"],
  ["500 with addresses", answersStatus(500, "InternalError", addresses), "The connection was lost"],
  ["503 text", stillDown, "The connection was lost"],
  ["HTML", answersHtml(200), "The connection was lost"],
] as const;

test("W17: whatever answers instead of a console, fixed words say it", async ({ tenant, wire, visit }) => {
  test.setTimeout(180_000);
  await tenant.vm("answered");
  const page = await visit("admin");
  await expect(rowOf(page, "answered")).toContainText("Running");
  for (const [what, fault, words] of refusals) {
    const lift = wire.fault(upgrade, fault);
    await page.goto(new URL(`/screen/${tenant.namespace}/answered`, page.url()).href);
    await expect(page.getByRole("heading", { name: words }), what).toBeVisible();
    await expect(page.getByText(/10\.244|It works|<b>|dial tcp/)).toHaveCount(0);
    await expect(page).not.toHaveTitle("taken over");
    lift();
  }
  await page.goto(new URL(`/screen/${tenant.namespace}/answered`, page.url()).href);
  await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
});

test("P19: a cluster that cannot prove itself is refused, and said", async ({ tenant, wire, product, visit }) => {
  await tenant.vm("trusted");
  const page = await visit("admin");
  await expect(rowOf(page, "trusted")).toBeVisible();
  for (const which of ["foreign", "elsewhere", "expired"] as const) {
    wire.present(product.certificates[which]);
    wire.seen = [];
    await page.reload();
    await expect(page.getByText("The cluster does not answer").first(), which).toBeVisible();
    await expect(page.getByText("No machine yet")).toHaveCount(0);
    expect(wire.seen, which).toEqual([]);
  }
  wire.present(product.certificates.good);
  await expect(rowOf(page, "trusted")).toBeVisible({ timeout: 30_000 });
});

test("F30: a double click is one request", async ({ tenant, cluster, wire, visit }) => {
  await tenant.vm("clicked", { runStrategy: "Halted" });
  const page = await visit("admin", `/${tenant.namespace}/vms/clicked`);
  await page.getByRole("button", { name: "Start", exact: true }).dblclick();
  await expect(page.getByRole("status").getByText("clicked is running.")).toBeVisible();
  const starts = () => wire.requests(/^PUT .*\/vm-instance-clicked\/start/);
  // What is written is carried out at once by the subresource.
  await expect.poll(starts).toHaveLength(1);
  expect(wire.requests(/^PATCH .*\/vminstances\/clicked/)).toHaveLength(1);

  const create = await visit("admin", `/${tenant.namespace}/vms-new`);
  await create.getByRole("button", { name: /^Create / }).dblclick();
  await expect(create.getByText("Running").first()).toBeVisible({ timeout: 45_000 });
  expect(wire.requests(/^POST .*\/vminstances/)).toHaveLength(1);
  expect(wire.requests(/^POST .*\/vmdisks/)).toHaveLength(1);
  expect(await cluster.items(vmInstances(tenant.namespace))).toHaveLength(2);
  expect(starts()).toHaveLength(1);
});

test("F06: a power call whose outcome is unknown is sent once, and says to look first", async ({
  tenant,
  wire,
  visit,
}) => {
  await tenant.vm("uncertain");
  const page = await visit("admin", `/${tenant.namespace}/vms/uncertain`);
  await expect(page.getByText("Running").first()).toBeVisible();
  wire.fault(/^PUT /, answersText(504, "the server was unable to return a response in the time allotted"));
  await page.getByRole("button", { name: "More power actions" }).click();
  await page.getByRole("menuitem", { name: "Restart" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Restart uncertain" }).click();
  await expect(page.getByText(/Whether it happened is not known/)).toBeVisible();
  expect(wire.requests(/^PUT .*uncertain/)).toHaveLength(1);
});

test("F32: a machine that is deleted ends its page and its console in words, without a loop", async ({
  tenant,
  cluster,
  wire,
  visit,
}) => {
  await tenant.vm("short-lived");
  const page = await visit("admin", `/${tenant.namespace}/vms/short-lived`);
  await expect(page.getByText("Running").first()).toBeVisible();
  const screen = await page.context().newPage();
  await screen.goto(new URL(`/screen/${tenant.namespace}/short-lived`, page.url()).href);
  await expect(screen.getByText("Connected", { exact: true }).first()).toBeVisible();
  await cluster.delete(vmInstances(tenant.namespace, "short-lived"));
  await expect(page.getByText("short-lived has been deleted")).toBeVisible({ timeout: 30_000 });
  // What is left of it.
  await expect(page.getByRole("link", { name: "short-lived-system" })).toBeVisible();
  await expect(screen.getByRole("heading", { name: /no such console|closed the console|is off/ })).toBeVisible();
  wire.seen = [];
  await page.getByRole("link", { name: "To the list of machines" }).first().click();
  await expect(page.getByText("No machine yet")).toBeVisible();
  expect(wire.requests(/short-lived/).length).toBeLessThan(10);
});

test("F16: Porthole itself restarts: the pages say that the session ended, and bring one back", async ({
  tenant,
  product,
  visit,
}) => {
  await tenant.vm("outliving");
  const page = await visit("admin");
  await expect(rowOf(page, "outliving")).toContainText("Running");
  const screen = await page.context().newPage();
  await screen.goto(new URL(`/screen/${tenant.namespace}/outliving`, page.url()).href);
  await expect(screen.getByText("Connected", { exact: true }).first()).toBeVisible();
  await product.restart();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog).toBeVisible({ timeout: 30_000 });
  await expect(rowOf(page, "outliving")).toBeVisible();
  await expect(screen.getByRole("dialog", { name: "Your session has ended" })).toBeVisible({ timeout: 30_000 });
  // The identity provider still knows the person, so the small window comes straight back and closes.
  const [small] = await Promise.all([
    page.waitForEvent("popup"),
    dialog.getByRole("link", { name: "Sign in again" }).click(),
  ]);
  await expect.poll(() => small.isClosed(), { timeout: 30_000 }).toBe(true);
  await expect(dialog).toBeHidden();
  // The console, in another window, goes on as well.
  await expect(screen.getByText("Connected", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  await expect(rowOf(page, "outliving")).toContainText("Running");
});
