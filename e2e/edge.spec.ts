import type { Page, Response } from "@playwright/test";
import { expect, test } from "./running/fixtures.ts";
import { hydrated } from "./running/people.ts";
import { platform, productOrigin } from "./running/platform.ts";
import { sentinels } from "./running/sentinels.ts";

const jwt = /\beyJ[\w-]{10,}\.[\w-]{10,}/;
const hostileLinks = [
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  " java\tscript:alert(1)",
];

/** Everything the page has got and kept until now, as text. */
const keptBy = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, names, await caches.keys()]);
  });

test("A16, D08, X02, X07: through all pages: one's own server alone is asked, and nothing secret, hostile or foreign arrives", async ({
  tenant,
  cluster,
}) => {
  test.slow();
  await tenant.vm("tour", { cloudInit: `#cloud-config\n# ${sentinels.cloudInit}` });
  await cluster.patch(`/apis/apps.cozystack.io/v1alpha1/namespaces/${tenant.namespace}/vminstances/tour`, {
    metadata: {
      annotations: Object.fromEntries(hostileLinks.map((link, index) => [`docs.example/link-${index}`, link])),
    },
  });
  const page = await tenant.as("admin");
  const requests: string[] = [];
  const responses: Response[] = [];
  const violations: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("response", (response) => responses.push(response));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  const at = `/${tenant.namespace}`;
  const pages = [
    `${at}/vms`,
    `${at}/vms?q=tour`,
    `${at}/vms-new`,
    `${at}/vms/tour`,
    `${at}/vms/tour/console`,
    `/screen${at}/tour?kind=serial`,
    `${at}/nothing`,
    "/tenant-elsewhere/vms",
    "/sign-in",
  ];
  for (const path of pages) {
    await page.goto(`${productOrigin()}${path}`);
    await hydrated(page);
    const links = await page.evaluate(() =>
      [...document.querySelectorAll("a[href]")].map((a) => (a as HTMLAnchorElement).href),
    );
    expect(
      links.filter((link) => !/^https?:/.test(link)),
      path,
    ).toEqual([]);
    expect(await page.title(), path).toMatch(/^[^<>]+$/);
    await expect(page.getByRole("link", { name: /alert\(1\)/ })).toHaveCount(0);
  }

  const foreign = requests
    .map((url) => new URL(url))
    .filter(
      ({ protocol, origin }) => /^(?:https?|wss?):/.test(protocol) && origin.replace(/^ws/, "http") !== productOrigin(),
    );
  expect(foreign.map(({ href }) => href)).toEqual([]);
  expect(violations).toEqual([]);

  expect(responses.length).toBeGreaterThan(30);
  for (const response of responses) {
    const type = (await response.headerValue("content-type")) ?? "";
    if (!/html|json|javascript|x-component|css|plain/.test(type)) continue;
    const body = await response.text().catch(() => "");
    const named = new URL(response.url()).pathname;
    expect(jwt.test(body), named).toBe(false);
    expect(body.includes(sentinels.cloudInit), named).toBe(false);
    expect(body.includes("sourceMappingURL"), named).toBe(false);
  }
  expect(await keptBy(page)).not.toMatch(jwt);
  const me = await page.request.get(`${productOrigin()}/api/v1/me`);
  expect(await me.text()).not.toMatch(jwt);
});

test("C07, C08, C11: pages as Next writes them: every header, a nonce of its own, kept by nobody, different by who asks", async ({
  tenant,
}) => {
  const page = await tenant.as("view");
  for (const path of [`/${tenant.namespace}/vms`, "/sign-in", "/nothing/at/all", `/${tenant.namespace}/vms?_rsc=1`]) {
    const answer = await page.request.get(`${productOrigin()}${path}`, {
      maxRedirects: 0,
      headers: path.includes("_rsc") ? { rsc: "1" } : {},
    });
    const headers = answer.headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[^']{20,}'/);
    expect(policy, path).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(headers.vary, path).toMatch(/\bCookie\b/);
    expect(headers["cache-control"], path).toContain("no-store");
    expect(headers["x-powered-by"], path).toBeUndefined();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
  }
});

test("A07, S05: Next's fetchers, actions, source maps and data routes are not there, and malformed ones break nothing", async ({
  tenant,
}) => {
  const page = await tenant.as("view");
  const { request } = page;
  const list = `${productOrigin()}/${tenant.namespace}/vms`;
  const inside = encodeURIComponent(`${platform().clusterUrl}/version`);
  for (const path of [
    `/_next/image?url=${inside}&w=64&q=75`,
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/data/build/index.json",
    "/_next/webpack-hmr",
    "/__nextjs_original-stack-frame",
    "/_next/static/../server/app-paths-manifest.json",
    "/api/auth/session",
  ]) {
    const answer = await request.get(`${productOrigin()}${path}`, { maxRedirects: 0 });
    expect([path, [400, 404].includes(answer.status())]).toEqual([path, true]);
  }
  const scripts = await page.evaluate(() => [...document.scripts].flatMap(({ src }) => (src ? [src] : [])));
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect((await request.get(`${script.split("?")[0]}.map`)).status(), script).toBe(404);
  for (const [type, body] of [
    ["text/plain;charset=UTF-8", '["$1:__proto__:then","$@0"]'],
    [
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n{"then":"$1:constructor:constructor"}\r\n--x--',
    ],
  ] as const) {
    const answer = await request.post(list, {
      headers: { origin: productOrigin(), "next-action": "7f".repeat(20), "content-type": type },
      data: body,
    });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(answer.status()).toBeLessThan(500);
  }
  for (const tree of ["%", '["",{"children":["__PAGE__', `%5B${"%22a%22%2C".repeat(500)}1%5D`]) {
    const answer = await request.get(list, { headers: { rsc: "1", "next-router-state-tree": tree } });
    expect(await answer.text()).not.toMatch(/at .*\.js:\d+|node_modules/);
  }
  expect((await request.get(list)).status()).toBe(200);
});

test("A18: what is typed into a serial console reaches the guest and no log", async ({ tenant }) => {
  await tenant.vm("typed-into");
  const page = await tenant.as("use", `/screen/${tenant.namespace}/typed-into?kind=serial`);
  await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
  await page.locator(".xterm").click();
  await page.keyboard.press("Enter");
  await page.keyboard.type(`${sentinels.typed}\n`);
  await expect(page.locator(".xterm")).toContainText(sentinels.typed);
});
