import type { Page } from "@playwright/test";
import type { Cluster } from "./running/cluster.ts";
import { expect, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const fingerprint = "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";
const rbac = (namespace: string, kind: "roles" | "rolebindings") =>
  `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/${kind}`;

const bind = (cluster: Cluster, namespace: string, person: string, role: string, kind = "ClusterRole") =>
  cluster.create(rbac(namespace, "rolebindings"), {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: `e2e-${role.replaceAll(":", "-")}` },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: role },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: person }],
  });

const said = (page: Page, sentence: string | RegExp) =>
  page.getByRole("listitem").filter({ hasText: sentence }).first();

for (const [level, yes, no, hint] of [
  ["view", "See the machines", "Open the screen of a machine", "The role use has it."],
  ["use", "Restart machines", "Create machines", "The role admin has it."],
  ["admin", "Delete machines", "Create child tenants", "The role super-admin has it."],
] as const)
  test(`the role ${level} reads in plain sentences what it may do, and who may what it may not`, async ({ tenant }) => {
    const page = await tenant.as(level, `/${tenant.namespace}/access`);
    await expect(said(page, yes)).toHaveText(`Yes: ${yes}`);
    await expect(said(page, no)).toHaveText(`No: ${no}${hint}`);
    // What only an operator can grant is not held up to whoever was not granted it.
    await expect(page.getByText("Pause machines")).toHaveCount(0);
    await expect(page.getByText(`${tenant.namespace}-${level}`).first()).toBeVisible();
  });

test("rights of one's own are shown as they are: no stock role, and what only an operator grants", async ({
  tenant,
  cluster,
  page,
}) => {
  const name = `custom.${tenant.namespace}`;
  const rule = (apiGroup: string, resources: string[], verbs: string[], resourceNames?: string[]) => ({
    apiGroups: [apiGroup],
    resources,
    verbs,
    ...(resourceNames && { resourceNames }),
  });
  await cluster.create(rbac(tenant.namespace, "roles"), {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name: "own" },
    rules: [
      rule("apps.cozystack.io", ["vminstances"], ["get", "list", "watch"]),
      rule("subresources.kubevirt.io", ["virtualmachineinstances/pause"], ["update"]),
      rule("subresources.kubevirt.io", ["virtualmachineinstances/console"], ["get"], ["vm-instance-only-this"]),
    ],
  });
  await bind(cluster, tenant.namespace, name, "own", "Role");
  await tenant.vm("only-this");
  await tenant.vm("not-this");
  await signInAs(page, { name, groups: [] }, `/${tenant.namespace}/access`);
  await expect(said(page, "Pause machines")).toContainText("Yes");
  await expect(page.getByRole("main")).toContainText("custom");
  await expect(page.getByText("On single machines you may do more: only-this.")).toBeVisible();
  await page.goto(`${new URL(page.url()).origin}/${tenant.namespace}/vms`);
  await expect(page.getByRole("button", { name: "Console of only-this" })).not.toHaveAttribute("aria-disabled");
  await expect(page.getByRole("button", { name: "Console of not-this" })).toHaveAttribute("aria-disabled", "true");
});

test("the request names person, tenant, right and what grants it, ready to copy", async ({ tenant }) => {
  const page = await tenant.as("view", `/${tenant.namespace}/access`);
  await page.getByLabel("What I need").selectOption({ label: "Start machines" });
  const text = await page.getByRole("textbox", { name: "The request" }).inputValue();
  const name = `view.${tenant.namespace.replace("tenant-", "")}`;
  for (const part of [
    name,
    tenant.namespace,
    "Start machines (update virtualmachines/start)",
    `the group ${tenant.namespace}-use`,
    `--clusterrole=cozy:tenant:use --user=${name}`,
  ])
    expect(text).toContain(part);
});

test("keys are added, shown as ssh-keygen shows them, renamed, deleted, and shared with the create page", async ({
  tenant,
}) => {
  const page = await tenant.as("admin", `/${tenant.namespace}/access`);
  const field = page.getByLabel("Add a public key");
  await field.fill("-----BEGIN OPENSSH PRIVATE KEY-----");
  await expect(page.getByText("This is a private key.")).toBeVisible();
  await expect(field).toHaveValue("");
  const file = { name: "id_ed25519.pub", mimeType: "text/plain", buffer: Buffer.from(key) };
  await page.getByLabel("From a file").setInputFiles(file);
  await expect(page.getByText(fingerprint)).toBeVisible();
  await expect(page.getByText("ssh-ed25519, 256 bits")).toBeVisible();
  await page.getByRole("button", { name: "Rename ada@laptop" }).click();
  await page.getByLabel("Comment").fill("work laptop");
  await page.getByRole("button", { name: "Save" }).click();

  await page.goto(`${new URL(page.url()).origin}/${tenant.namespace}/vms-new`);
  await expect(page.getByRole("checkbox", { name: /work laptop/ })).toBeChecked();
  await page.goBack();
  await page.getByRole("button", { name: "Delete work laptop" }).click();
  await expect(page.getByText("No key in this browser yet.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(fingerprint)).toBeVisible();
});

test("the kubeconfig is a file without any token", async ({ tenant }) => {
  const page = await tenant.as("view", `/${tenant.namespace}/access`);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`${tenant.namespace}.kubeconfig.yaml`);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  expect(text).toContain("oidc-login");
  expect(text).toContain("certificate-authority-data");
  expect(text).not.toMatch(/token:|eyJ/);
});

test("a viewer's console page offers no keys, and says why", async ({ tenant }) => {
  await tenant.vm("looked-at");
  const page = await tenant.as("view", `/${tenant.namespace}/vms/looked-at/console`);
  const keys = page.getByRole("button", { name: "Send keys to looked-at" });
  await expect(keys).toHaveAttribute("aria-disabled", "true");
  await expect(keys).toHaveAccessibleDescription(/takes the role use/);
});

test("P10: a right given and withdrawn while a page is open shows within a minute, without a reload", async ({
  tenant,
  cluster,
}) => {
  test.setTimeout(300_000);
  await tenant.vm("watched");
  const page = await tenant.as("view", `/${tenant.namespace}/vms/watched`);
  const stop = page.getByRole("button", { name: "Stop", exact: true });
  await expect(stop).toHaveAttribute("aria-disabled", "true");
  const name = `view.${tenant.namespace.replace("tenant-", "")}`;
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));

  await bind(cluster, tenant.namespace, name, "cozy:tenant:use");
  await expect(stop).not.toHaveAttribute("aria-disabled", { timeout: 60_000 });
  await cluster.delete(`${rbac(tenant.namespace, "rolebindings")}/e2e-cozy-tenant-use`);
  await expect(stop).toHaveAttribute("aria-disabled", "true", { timeout: 60_000 });

  // Without any right to look, no further event arrives.
  await cluster.delete(`${rbac(tenant.namespace, "rolebindings")}/cozy:tenant:view`);
  await expect(page.getByText("You may no longer read this tenant.")).toBeVisible({ timeout: 60_000 });
  expect(await page.evaluate(() => "notReloaded" in window)).toBe(true);
});

test("a refusal of the cluster says what was refused, where, and which role may", async ({ tenant, cluster }) => {
  await tenant.vm("refused");
  await bind(cluster, tenant.namespace, `use.${tenant.namespace.replace("tenant-", "")}`, "cozy:tenant:view");
  const page = await tenant.as("use", `/${tenant.namespace}/vms/refused`);
  // Just asked, so the page still offers what the cluster no longer allows.
  await cluster.delete(`${rbac(tenant.namespace, "rolebindings")}/cozy:tenant:use`);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop refused" }).click();
  await expect(
    page.getByText(
      `The cluster did not let you update virtualmachines/stop in ${tenant.namespace}. The role use has this right`,
    ),
  ).toBeVisible();
});

test("a page one comes to without a load is read out, and the keyboard is at its heading", async ({ tenant }) => {
  const page = await tenant.as("view", `/${tenant.namespace}/vms`);
  await page.getByRole("link", { name: "My access" }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: /What may I do/ })).toBeFocused();
  const announced = () =>
    page.evaluate(() => document.querySelector("next-route-announcer")?.shadowRoot?.textContent ?? "");
  // Next reads out the title where it is there in time, else the heading: both name the page.
  await expect.poll(announced).toMatch(/My access|What may I do/);
  await page.getByRole("link", { name: "Virtual machines" }).filter({ visible: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});
