import { expect, mergeTests, type Page } from "@playwright/test";
import { test as withTenant } from "./running/fixtures.ts";
import { type InEveryLanguage, test as withLanguages } from "./running/languages.ts";
import { type OwnProduct, ownProduct } from "./running/own-product.ts";
import { hydrated } from "./running/people.ts";
import { serviceAccount } from "./running/service-account.ts";

const test = mergeTests(withTenant, withLanguages);

test.describe.configure({ mode: "serial" });
let product: OwnProduct;
test.beforeAll(async () => {
  product = await ownProduct({ env: { PORTHOLE_SIGN_IN: "oidc,token" } });
});
test.afterAll(() => product.end());

const pasteToken = async (page: Page, token: string): Promise<void> => {
  await hydrated(page);
  await page.getByText("Use a token or a kubeconfig").click();
  await page.getByLabel("Token or kubeconfig").fill(token);
  await page.getByRole("button", { name: "Sign in with the token" }).click();
};

const signInByToken = async (page: Page, path: string, token: string): Promise<void> => {
  await page.goto(`${product.origin}${path}`);
  await pasteToken(page, token);
  await page.waitForURL(`${product.origin}${path}`);
  await hydrated(page);
};

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
  const token = await (await serviceAccount(cluster, namespace, "cozy:tenant:use")).token();

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

test("F43, A12: a token that the cluster takes back ends its session after a minute: list and console say so, and a new one goes on", async ({
  tenant,
  cluster,
  page,
}) => {
  test.setTimeout(240_000);
  const { namespace } = tenant;
  await tenant.vm("left-open");
  const account = await serviceAccount(cluster, namespace, "cozy:tenant:admin");
  await signInByToken(page, `/${namespace}/vms`, await account.token());
  const row = page.getByRole("grid").getByRole("row", { name: /left-open/ });
  await expect(row).toContainText("Running");
  const screen = await page.context().newPage();
  await screen.goto(`${product.origin}/screen/${namespace}/left-open?kind=serial`);
  await expect(screen.getByText("Connected", { exact: true }).first()).toBeVisible();

  await account.remove();
  const ended = (on: Page) => on.getByRole("dialog", { name: "Your session has ended" });
  // Every watch of the list lasts half a minute, and then a minute of refusals has to pass.
  await expect(ended(page)).toContainText("no longer accepts your sign-in", { timeout: 150_000 });
  await expect(row).toBeVisible();
  await expect(ended(screen)).toContainText("no longer accepts your sign-in", { timeout: 60_000 });

  const again = await serviceAccount(cluster, namespace, "cozy:tenant:admin");
  const [small] = await Promise.all([
    page.waitForEvent("popup"),
    ended(page).getByRole("link", { name: "Sign in again" }).click(),
  ]);
  await pasteToken(small, await again.token());
  await expect.poll(() => small.isClosed()).toBe(true);
  await expect(row).toContainText("Running");
});

type Refusals = Record<"open" | "label" | "submit" | "required" | "unreadable" | "exec" | "notAccepted", string>;
const words: InEveryLanguage<Refusals> = {
  en: {
    open: "Use a token or a kubeconfig",
    label: "Token or kubeconfig",
    submit: "Sign in with the token",
    required: "Paste a token or a kubeconfig.",
    unreadable: "This cannot be read as a kubeconfig.",
    exec: "This kubeconfig starts a program on your computer",
    notAccepted: "The cluster does not accept this token.",
  },
  fr: {
    open: "Utiliser un jeton ou un kubeconfig",
    label: "Jeton ou kubeconfig",
    submit: "Se connecter avec le jeton",
    required: "Collez un jeton ou un kubeconfig.",
    unreadable: "Impossible de lire ceci comme un kubeconfig.",
    exec: "Ce kubeconfig lance un programme sur votre ordinateur",
    notAccepted: "Le cluster n’accepte pas ce jeton.",
  },
  de: {
    open: "Token oder Kubeconfig verwenden",
    label: "Token oder Kubeconfig",
    submit: "Mit dem Token anmelden",
    required: "Fügen Sie ein Token oder eine Kubeconfig ein.",
    unreadable: "Das lässt sich nicht als Kubeconfig lesen.",
    exec: "Diese Kubeconfig startet zum Anmelden ein Programm auf Ihrem Computer",
    notAccepted: "Der Cluster nimmt dieses Token nicht an.",
  },
};

test("what is pasted in vain is explained at the field in every language, and stays there", async ({
  inEveryLanguage,
}) => {
  await inEveryLanguage(async (page, language) => {
    const { open, label, submit, ...refusals } = words[language];
    await page.goto(`${product.origin}/sign-in`);
    await hydrated(page);
    await page.getByText(open).click();
    const field = page.getByLabel(label);
    for (const [pasted, why] of [
      ["", refusals.required],
      ["apiVersion: [unclosed", refusals.unreadable],
      [kubeconfig({ exec: { command: "aws", args: ["eks", "get-token"] } }), refusals.exec],
      [`${"garbage".repeat(20)}.${language}.token`, refusals.notAccepted],
    ] as const) {
      await field.fill(pasted);
      await page.getByRole("button", { name: submit }).click();
      await expect(field).toHaveAccessibleDescription(new RegExp(why.replaceAll(".", "\\.")));
      await expect(field).toHaveValue(pasted);
      await expect(field).toBeFocused();
    }
  });
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
