import { expect, test } from "./running/fixtures.ts";
import { type OwnProduct, ownProduct } from "./running/own-product.ts";
import { hydrated } from "./running/people.ts";

test.describe.configure({ mode: "serial" });
let product: OwnProduct;
test.beforeAll(async () => {
  product = await ownProduct({ env: { PORTHOLE_SIGN_IN: "oidc,token" } });
});
test.afterAll(() => product.end());

const kubeconfig = (user: object) =>
  JSON.stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "mine",
      contexts: [{ name: "mine", context: { cluster: "c", user: "me" } }],
      clusters: [{ name: "c", cluster: { server: "https://api.example:6443" } }],
      users: [{ name: "me", user }],
    },
    null,
    2,
  );

test("a service account's token, pasted or in a kubeconfig, opens what that account may see", async ({
  tenant,
  cluster,
  page,
}) => {
  const { namespace } = tenant;
  await tenant.vm("seen-by-ci", { runStrategy: "Halted" });
  const core = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  await cluster.create(core, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "ci" } });
  await cluster.create(`/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`, {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "ci" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cozy:tenant:use" },
    subjects: [{ kind: "ServiceAccount", name: "ci", namespace }],
  });
  const { status } = await cluster.create(`${core}/ci/token`, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    metadata: { name: "ci" },
    spec: { expirationSeconds: 3600 },
  });
  const token = String(status?.token);

  await page.goto(`${product.origin}/${namespace}/vms`);
  await hydrated(page);
  await page.getByText("Use a token or a kubeconfig").click();
  const field = page.getByLabel("Token or kubeconfig");
  const submit = page.getByRole("button", { name: "Sign in with the token" });

  await field.fill(kubeconfig({ exec: { command: "kubectl", args: ["oidc-login", "get-token"] } }));
  await submit.click();
  await expect(field).toHaveAccessibleDescription(/starts a program on your computer/);
  await expect(field).toHaveValue(/oidc-login/);
  await field.fill(`${token.slice(0, -6)}broken`);
  await submit.click();
  await expect(field).toHaveAccessibleDescription(/does not accept this token/);

  await field.fill(kubeconfig({ token }));
  await submit.click();
  await expect(page).toHaveURL(`${product.origin}/${namespace}/vms`);
  await hydrated(page);
  await expect(page.getByRole("grid").getByRole("row", { name: /seen-by-ci/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /system:serviceaccount/ }).filter({ visible: true })).toBeVisible();
  expect(await page.content()).not.toContain(token);
});

test("the form works by keyboard alone, and takes a dropped file", async ({ page }) => {
  await page.goto(`${product.origin}/sign-in`);
  await hydrated(page);
  await page.getByRole("link", { name: "Sign in" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Token or kubeconfig")).toBeFocused();
  await page.getByLabel("Choose a file").setInputFiles({
    name: "config",
    mimeType: "text/plain",
    buffer: Buffer.from(kubeconfig({ "client-certificate-data": "LS0t", "client-key-data": "LS0t" })),
  });
  await expect(page.getByLabel("Token or kubeconfig")).toHaveValue(/client-key-data/);
  await page.getByRole("button", { name: "Sign in with the token" }).press("Enter");
  await expect(page.getByLabel("Token or kubeconfig")).toHaveAccessibleDescription(/client certificate/);
});
