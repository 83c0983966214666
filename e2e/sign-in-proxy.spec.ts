import type { Page } from "@playwright/test";
import { type Running, startProduct } from "../running.mjs";
import { freePort } from "../setup.mjs";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { platform, returnSparePort, takeSparePort } from "./running/platform.ts";
import { RoundRobin } from "./running/round-robin.ts";
import { type ServiceAccount, serviceAccount } from "./running/service-account.ts";

/** As an authenticating proxy: it signs people in by its own means, and adds their token to whatever they ask. */
const proxyAddress = "127.0.0.2";
let token = "";
let proxy: RoundRobin;
let product: Running;
let origin: string;
let direct: string;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  const [port, own] = [takeSparePort(), await freePort()];
  [origin, direct] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${own}`];
  proxy = new RoundRobin([own], {
    adds: () => ({ authorization: `Bearer ${token}` }),
    from: proxyAddress,
  });
  const env = { PORTHOLE_SIGN_IN: "proxy", PORTHOLE_PROXY_PEERS: proxyAddress, PORTHOLE_LOG_LEVEL: "error" };
  product = await startProduct({ port: own, origin, platform: platform(), env });
  await proxy.listen(port);
});
test.afterAll(async () => {
  await proxy.dispose();
  await product.end();
  returnSparePort(Number(new URL(origin).port));
});

let account: ServiceAccount;
test.beforeEach(async ({ tenant, cluster }) => {
  account = await serviceAccount(cluster, tenant.namespace, "cozy:tenant:admin");
  token = await account.token();
});

const visit = async (page: Page, path: string, at = origin): Promise<void> => {
  await page.goto(`${at}${path}`);
  await hydrated(page);
};
const rowOf = (page: Page, name: string) => page.getByRole("grid").getByRole("row", { name: new RegExp(name) });
const refused = (page: Page) => page.getByText("Sign in through your organisation’s proxy");

test("who comes through the proxy is signed in by it: list, screen and serial line, without a cookie of the browser's", async ({
  tenant: { namespace, vm },
  page,
}) => {
  await vm("behind-proxy");
  await visit(page, `/${namespace}/vms`);
  await expect(rowOf(page, "behind-proxy")).toContainText("Running");
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /system:serviceaccount/ }).filter({ visible: true })).toBeVisible();
  for (const kind of ["vnc", "serial"]) {
    await visit(page, `/screen/${namespace}/behind-proxy?kind=${kind}`);
    await expect(page.getByText("Connected", { exact: true }).first(), kind).toBeVisible();
  }
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("__Host-porthole");
});

test("A03: who does not come through the proxy is refused in plain words, whatever token or header they bring", async ({
  tenant: { namespace },
  browser,
}) => {
  const bringing = {
    authorization: `Bearer ${token}`,
    "x-forwarded-for": proxyAddress,
    "x-forwarded-access-token": token,
  };
  for (const extraHTTPHeaders of [{}, bringing]) {
    const context = await browser.newContext({ extraHTTPHeaders });
    const page = await context.newPage();
    await visit(page, `/${namespace}/vms`, direct);
    await expect(refused(page)).toBeVisible();
    await expect(page.getByText("This request brought none")).toBeVisible();
    expect((await page.request.get(`${direct}/api/v1/tenants/${namespace}/vms`)).status()).toBe(401);
    await context.close();
  }
});

test("A03: nobody opens a console past the proxy", async ({ tenant: { namespace, vm }, page }) => {
  await vm("not-past");
  await visit(page, `/${namespace}/vms`);
  const opens = (at: string) =>
    page.evaluate(
      async ([url, path]) => {
        const csrf = document.documentElement.dataset.csrf ?? "";
        const answer = await fetch(path ?? "", {
          method: "POST",
          headers: { "content-type": "application/json", "x-csrf-token": csrf },
          body: JSON.stringify({ kind: "vnc" }),
        });
        const { ticket } = await answer.json();
        return new Promise<boolean>((resolve) => {
          const socket = new WebSocket(url ?? "", ["porthole.v1", `ticket.${ticket}`]);
          socket.onopen = () => resolve(true);
          socket.onerror = () => resolve(false);
        });
      },
      [`${at.replace("http", "ws")}/ws/console/vnc`, `/api/v1/tenants/${namespace}/vms/not-past/console-tickets`],
    );
  expect(await opens(origin)).toBe(true);
  expect(await opens(direct)).toBe(false);
});

test("signing out says that the proxy brings one back; a token that the cluster does not take is nobody's", async ({
  tenant: { namespace, vm },
  page,
}) => {
  await vm("left-behind", { runStrategy: "Halted" });
  await visit(page, `/${namespace}/vms`);
  await page
    .getByRole("button", { name: /system:serviceaccount/ })
    .filter({ visible: true })
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await expect(page.getByText(/sign out there as well/)).toBeVisible();
  await page.getByRole("link", { name: "Back to Porthole" }).click();
  await expect(rowOf(page, "left-behind")).toBeVisible();

  await account.remove();
  token = `${token.slice(0, -6)}broken`;
  await visit(page, `/${namespace}/vms`);
  await expect(refused(page)).toBeVisible();
  await expect(rowOf(page, "left-behind")).toHaveCount(0);
});
