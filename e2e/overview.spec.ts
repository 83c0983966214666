import type { Page, Request } from "@playwright/test";
import { clean } from "./running/axe.ts";
import { diskOf, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";
import { productOrigin } from "./running/platform.ts";

const card = (page: Page, title: string) =>
  page
    .getByRole("main")
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: title, exact: true }) });

test("the overview says what needs attention, why, and the next step, and counts machines, live", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("well");
  await tenant.vm("resting", { runStrategy: "Halted" });
  const page = await tenant.as("admin", `/${tenant.namespace}`);
  await expect(page.getByText("Nothing needs attention.")).toBeVisible();
  const states = card(page, "Machines");
  await expect(states.getByRole("link", { name: "1 machine: Running" })).toBeVisible();
  await expect(states.getByRole("link", { name: "1 machine: Stopped" })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  // Its chart fails: there is no such type.
  await cluster.create(vmDisks(tenant.namespace), diskOf("ill-system"));
  await cluster.create(vmInstances(tenant.namespace), vmOf("ill", { instanceType: "no-such-type" }));
  const attention = card(page, "Look at first");
  await expect(attention.getByRole("link", { name: "ill" })).toBeVisible();
  await expect(attention).toContainText("Next step:");
  await expect(attention).toContainText("no-such-type");
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);

  await states.getByRole("link", { name: "1 machine: Stopped" }).click();
  await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}/vms\\?state=stopped$`));
  await expect(page.getByRole("grid").getByRole("row", { name: /resting/ })).toBeVisible();
  await expect(page.getByRole("grid").getByRole("row", { name: /well/ })).toHaveCount(0);
});

test("an import that fails again and again is to be looked at first, with the platform's reason", async ({
  tenant,
  cluster,
}) => {
  const source = { http: { url: "https://images.example.org/gone.qcow2" } };
  await cluster.create(vmDisks(tenant.namespace), diskOf("import-fails-here", { source }));
  await cluster.create(vmInstances(tenant.namespace), vmOf("waits", { disks: [{ name: "import-fails-here" }] }));
  const page = await tenant.as("use", `/${tenant.namespace}`);
  const attention = card(page, "Look at first");
  await expect(attention).toContainText("Import failing");
  await expect(attention).toContainText("fails again and again");
  await expect(attention).toContainText("404");
  await attention.getByRole("link", { name: "waits" }).click();
  await expect(page.getByRole("main")).toContainText("The platform goes on trying");
});

test("the quota is shown with what is taken, and by a word where it is nearly used up", async ({ tenant }) => {
  await tenant.vm("sized");
  const page = await tenant.as("view", `/${tenant.namespace}`);
  const quota = card(page, "Quota");
  await expect(quota).toContainText(/vCPU.*of 32/);
  await expect(quota).toContainText(/Storage20\sGiB of 2\sTiB/);
  await expect(quota).not.toContainText("used up");
});

test.describe("a small tenant", () => {
  test.use({ quota: { "requests.storage": "21Gi" } });
  test("is told that its storage is nearly used up", async ({ tenant }) => {
    await tenant.vm("filling");
    const page = await tenant.as("view", `/${tenant.namespace}`);
    await expect(card(page, "Quota")).toContainText(/Storage20\sGiB of 21\sGiB.*nearly used up/);
  });
});

test("an empty tenant's overview starts the first machine", async ({ tenant }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}`);
  await expect(page.getByText("No machine yet")).toBeVisible();
  await page.getByRole("link", { name: "Create the first machine" }).click();
  await expect(page).toHaveURL(new RegExp(`/${tenant.namespace}/vms-new$`));
});

test("the overview's first data is in the HTML, and recent activity leads to all of it", async ({
  tenant,
  browser,
}) => {
  await tenant.vm("written-in");
  const page = await tenant.as("use", `/${tenant.namespace}`);
  await expect(card(page, "Recent activity")).toContainText("written-in has started.");
  const silent = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const still = await silent.newPage();
  await still.goto(page.url());
  await expect(card(still, "Machines").getByRole("link", { name: "1 machine: Running" })).toBeVisible();
  await expect(card(still, "Recent activity")).toContainText("written-in");
  await silent.close();
  await page.getByRole("link", { name: "All activity" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Activity of");
});

test("a machine's own timeline has what is told of it and nothing else, live, and narrows by words", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("mine");
  await tenant.vm("other");
  const page = await tenant.as("use", `/${tenant.namespace}/vms/mine`);
  await page.getByRole("navigation", { name: "Parts of mine" }).getByRole("link", { name: "Activity" }).click();
  const today = card(page, "Today");
  await expect(today).toContainText("mine has started.");
  await cluster.patch(vmInstances(tenant.namespace, "mine"), { spec: { runStrategy: "Halted" } });
  await expect(today).toContainText("mine was switched off.");
  await expect(page.getByRole("main")).not.toContainText("other");
  await expect(page.getByLabel("Machine", { exact: true })).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search the activity" }).fill("switched off");
  await expect(today.getByRole("listitem")).toHaveCount(1);
  await expect(page).toHaveURL(/\/vms\/mine\/activity\?q=switched\+off$/);
  await page.reload();
  await expect(today.getByRole("listitem")).toHaveCount(1);
});

test("the timeline shows what happens as it happens, by day, and narrows by machine, kind and words", async ({
  tenant,
  cluster,
}) => {
  await tenant.vm("one");
  await tenant.vm("two");
  const page = await tenant.as("admin", `/${tenant.namespace}/activity`);
  const today = card(page, "Today");
  await expect(today).toContainText("one has started.");
  await expect(today).toContainText("two was created.");

  await cluster.patch(vmInstances(tenant.namespace, "one"), { spec: { runStrategy: "Halted" } });
  await expect(today).toContainText("one was switched off.");

  await page.getByLabel("Machine", { exact: true }).selectOption("two");
  await expect(today).not.toContainText("one was switched off.");
  await expect(page).toHaveURL(/vm=two/);
  await page.getByRole("searchbox", { name: "Search the activity" }).fill("MachineCreated");
  await expect(today.getByRole("listitem")).toHaveCount(1);
  await expect(page).toHaveURL(/q=MachineCreated/);
  await page.reload();
  await expect(today.getByRole("listitem")).toHaveCount(1);
  await page.getByText("Warnings", { exact: true }).click();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(today).toContainText("one was switched off.");
});

test("an open timeline asks only when the stream tells of news, be it of no machine", async ({ tenant, cluster }) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/activity`);
  await page.clock.install();
  await page.reload();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/activity?known=")) asked.push(request.url());
  });
  const happen = async (message: string) => {
    await cluster.create(`/api/v1/namespaces/${tenant.namespace}/events`, {
      apiVersion: "v1",
      kind: "Event",
      metadata: { name: message, namespace: tenant.namespace },
      involvedObject: { kind: "Pod", name: "somebody", namespace: tenant.namespace },
      type: "Warning",
      reason: "Said",
      message,
      lastTimestamp: new Date().toISOString(),
    });
    const entry = page.getByRole("main").getByRole("listitem").filter({ hasText: message });
    await expect(entry).toBeVisible();
    return entry;
  };
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  const first = await happen("first-word");
  await expect(first.getByText("now", { exact: true })).toBeVisible();
  const before = asked.length;
  await page.clock.runFor(120_000);
  await happen("last-word");
  // Once for each piece of news: the first one's answer may have been there before it was told.
  expect(asked.length - before).toBeLessThanOrEqual(2);
});

test("a role that may not read events is told so, hears of machines, and does not ask again and again", async ({
  tenant,
  cluster,
  page,
}) => {
  const name = `deaf.${tenant.namespace}`;
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant.namespace}`;
  const apiVersion = "rbac.authorization.k8s.io/v1";
  await cluster.create(`${rbac}/roles`, {
    apiVersion,
    kind: "Role",
    metadata: { name: "deaf" },
    rules: [{ apiGroups: ["apps.cozystack.io"], resources: ["vminstances"], verbs: ["get", "list", "watch"] }],
  });
  await cluster.create(`${rbac}/rolebindings`, {
    apiVersion,
    kind: "RoleBinding",
    metadata: { name: "deaf" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "deaf" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name }],
  });
  await signInAs(page, { name, groups: [] }, `/${tenant.namespace}/activity`);
  await page.clock.install();
  await page.reload();
  const main = page.getByRole("main");
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await expect(main.getByText(/Not for your role/).first()).toBeVisible();
  await tenant.vm("heard-of", { runStrategy: "Halted" });
  await expect(main.getByText("heard-of was created.")).toBeVisible();
  const quarters = 8;
  let asked = 0;
  const underWay = new Set<Request>();
  page.on("request", (request) => {
    if (!request.url().includes("/activity?known=")) return;
    asked += 1;
    underWay.add(request);
  });
  page.on("requestfinished", (request) => void underWay.delete(request));
  page.on("requestfailed", (request) => void underWay.delete(request));
  for (let quarter = 0; quarter < quarters; quarter++) {
    await page.clock.runFor(15_500);
    // An answer that is on its way would hide the next question.
    await expect.poll(() => underWay.size).toBe(0);
  }
  // What is still told of that machine, and no more.
  expect(asked).toBeLessThan(quarters);
});

test("X01: hostile words of an event are shown as text, and a role is told what it does not see", async ({
  tenant,
  cluster,
}) => {
  await cluster.create(`/api/v1/namespaces/${tenant.namespace}/events`, {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: "hostile", namespace: tenant.namespace },
    involvedObject: { kind: "Pod", name: "<b>pod</b>", namespace: tenant.namespace },
    type: "Warning",
    reason: "<script>document.title=1</script>",
    message: '<img src=x onerror="document.title=1">',
    lastTimestamp: new Date().toISOString(),
  });
  const page = await tenant.as("use", `/${tenant.namespace}/activity`);
  const main = page.getByRole("main");
  await expect(main.getByText("<img src=x")).toBeVisible();
  await expect(main.getByText("<b>pod</b>").first()).toBeVisible();
  await expect(main.locator("img[src=x], li b, li script")).toHaveCount(0);
  await expect(main.getByText(/Not for your role/)).toBeVisible();
});

for (const scheme of ["light", "dark"] as const)
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    test(`overview and activity are clean, and no wider than a phone in German (${scheme})`, async ({
      tenant,
      cluster,
    }) => {
      await tenant.vm("ordentlich");
      await cluster.create(vmDisks(tenant.namespace), diskOf("krank-system"));
      await cluster.create(vmInstances(tenant.namespace), vmOf("krank", { instanceType: "no-such-type" }));
      const page = await tenant.as("admin", `/${tenant.namespace}`);
      await expect(card(page, "Look at first").getByRole("link", { name: "krank" })).toBeVisible();
      await clean(page);
      await page.goto(`${productOrigin()}/${tenant.namespace}/activity`);
      await expect(card(page, "Today")).toContainText("ordentlich");
      await clean(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.context().addCookies([{ name: "porthole-language", value: "de", url: productOrigin() }]);
      for (const path of ["", "/activity"]) {
        await page.goto(`${productOrigin()}/${tenant.namespace}${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
      }
    });
  });
