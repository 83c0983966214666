import type { Page } from "@playwright/test";
import { diskOf, vmDisks, vmInstances, vmOf } from "./running/cluster.ts";
import { answers } from "./running/faults.ts";
import { expect, test } from "./running/fixtures.ts";
import { ownProduct } from "./running/own-product.ts";
import { hydrated, signInAs } from "./running/people.ts";

const markup = '<img src=x onerror="document.title=1">';
const listOf = (items: object[]) =>
  answers(200, JSON.stringify({ metadata: {}, items }), { "content-type": "application/json" });
const named = (name: string, annotations: Record<string, string> = {}) => ({ metadata: { name, annotations } });

/** As somebody may send it to somebody else, with markup wherever a manifest has words. */
const pasted = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: pasted-root, namespace: '${markup}', annotations: {'${markup}': '${markup}'}}
spec: {source: {image: {name: '${markup}'}}, storage: 20Gi, storageClass: '${markup}', '${markup}': '${markup}'}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: pasted, labels: {'${markup}': '${markup}'}}
spec:
  instanceType: '${markup}'
  instanceProfile: '${markup}'
  runStrategy: '${markup}'
  disks: [{name: pasted-root, bus: '${markup}', '${markup}': 1}, {name: '${markup}'}]
  gpus: [{name: '${markup}'}]
  networks: [{name: '${markup}'}]
  sshKeys: ['${markup}']
  cloudInit: '${markup}'
  '${markup}': '${markup}'
---
apiVersion: ${JSON.stringify(markup)}
kind: ${JSON.stringify(markup)}
metadata: {name: '${markup}'}
`;

/** What the policy of the page had to stop. */
const violationsOf = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  await page.exposeFunction("violated", (what: string) => void found.push(what));
  await page.addInitScript(() => {
    const tell = Reflect.get(window, "violated") as (what: string) => void;
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      tell(`${violatedDirective} ${blockedURI}`),
    );
  });
  return found;
};

test("X01: hostile names of images, sizes, profiles, classes and disks are text wherever one creates, also those of a machine to be like and of a pasted manifest", async ({
  tenant,
  cluster,
  browser,
}) => {
  test.slow();
  const { namespace } = tenant;
  await cluster.create(vmDisks(namespace), diskOf("evil-system", { source: { image: { name: markup } } }));
  await cluster.create(vmDisks(namespace), diskOf("evil-data", { source: {}, storageClass: markup }));
  await cluster.create(
    vmInstances(namespace),
    vmOf("evil", {
      ...{ runStrategy: "Halted", instanceType: `u9.${markup}`, instanceProfile: markup, [markup]: 1 },
      ...{ disks: [{ name: "evil-system" }, { name: "evil-data", bus: markup }], gpus: [{ name: markup }] },
      ...{ networks: [{ name: markup }], sshKeys: [markup], cloudInit: markup },
    }),
  );
  const own = await ownProduct();
  const context = await browser.newContext();
  try {
    const type = (name: string) => ({ ...named(name), spec: { cpu: { guest: 1 }, memory: { guest: "4Gi" } } });
    const claim = { ...named(`vm-default-images-${markup}`), status: { phase: "Bound", capacity: { storage: "4Gi" } } };
    own.proxy.fault(/cozy-public\/persistentvolumeclaims/, listOf([claim]));
    own.proxy.fault(/clusterinstancetypes/, listOf([type("u1.medium"), type(`u1.${markup}`), type(markup)]));
    own.proxy.fault(/clusterpreferences/, listOf([named("ubuntu", { "openshift.io/display-name": markup })]));
    const isDefault = { "storageclass.kubernetes.io/is-default-class": "true" };
    own.proxy.fault(/storageclasses/, listOf([named(markup, isDefault)]));

    const page = await context.newPage();
    const violations = await violationsOf(page);
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    const groups = [`${namespace}-admin`];
    await signInAs(page, { name: `ada.${namespace}`, groups }, `/${namespace}/vms-new`, own.origin);
    const main = page.getByRole("main");
    const opens = async (path: string, says: string | RegExp = "<img src=x") => {
      await page.goto(`${own.origin}/${namespace}${path}`);
      await hydrated(page);
      await expect(main).toContainText(says);
      await expect(page.locator("img[src=x]")).toHaveCount(0);
      expect(await page.title()).not.toBe("1");
    };

    await opens("/vms-new");
    await page.getByRole("spinbutton", { name: "How many" }).fill("2");
    for (const kind of ["kubectl", "Terraform", "YAML"]) {
      await page.getByRole("radio", { name: kind }).check({ force: true });
      await expect(page.getByRole("region", { name: kind })).toContainText("<img src=x");
    }
    await opens("/vms-new?like=evil", /The field <img src=x/);
    for (const said of ["Its size u9.<img", "Its profile <img", "The GPU <img", "The network <img"])
      await expect(main).toContainText(said);
    await page.getByRole("button", { name: "Take its cloud-init too" }).click();
    await expect(page.getByRole("region", { name: "YAML" })).toContainText("cloudInit: ");
    await opens("/vms-new?image=%3Cimg%20src=x%20onerror=%22document.title=1%22%3E");
    await opens("/vms-new?like=%3Cimg%20src=x%3E", /could not be read/);
    await opens("/vms-new");
    await page.getByRole("button", { name: "Paste YAML" }).click();
    const dialog = page.getByRole("dialog", { name: "Paste YAML" });
    const text = dialog.getByRole("textbox", { name: "Text" });
    const readAs = dialog.getByRole("status");
    await text.fill(pasted.replace("kind: VMDisk", `kind: ${JSON.stringify(markup)}`));
    await expect(readAs).toContainText("<img src=x");
    await text.fill(pasted);
    await expect(readAs).toContainText("The machine pasted with 2 disks");
    await expect(readAs).toContainText("The namespace <img src=x");
    await dialog.getByRole("button", { name: "Fill in the form" }).click();
    const taken = main.getByRole("alert").filter({ hasText: "<img src=x" });
    await expect(taken).toContainText("has no field <img src=x");
    await expect(taken).toContainText("The OS profile <img src=x");
    await expect(page.locator("img[src=x]")).toHaveCount(0);
    for (const part of ["", "?show=sizes", "?show=profiles", "?show=storage"]) await opens(`/images${part}`);
    await opens("/disks");
    await opens("/disks/evil-data");
    await opens("/disks-new?copy=evil-data");

    expect([violations, errors]).toEqual([[], []]);
  } finally {
    await context.close();
    await own.end();
  }
});
