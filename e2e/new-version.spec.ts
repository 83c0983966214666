import { openProduct, type Product } from "./bench/stage.ts";
import { expect, test } from "./running/fixtures.ts";
import { signInAs } from "./running/people.ts";
import { platform, returnSparePort, takeSparePort } from "./running/platform.ts";

const code = /^\/_next\/static\//;

let product: Product;
let port: number;
test.beforeAll(async () => {
  port = takeSparePort();
  product = await openProduct(platform(), port);
});
test.afterAll(async () => {
  await product.end();
  returnSparePort(port);
});

test("F38: a page that is older than what is deployed now leads to the new one, and is never white", async ({
  tenant,
  page,
}) => {
  await tenant.vm("stays");
  const path = `/${tenant.namespace}/vms`;
  await signInAs(page, { name: "old.tab", groups: [`${tenant.namespace}-admin`] }, path, product.origin);
  const row = page.getByRole("grid").getByRole("row", { name: /stays/ });
  await expect(row).toBeVisible();
  product.wire.lose(code);
  await row.getByRole("link", { name: "stays" }).click();
  await expect(page.getByRole("heading", { name: "stays" })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`${path}/stays`);

  await page.goto(`${product.origin}${path}`);
  await expect(row).toBeVisible();
  product.wire.lose(code);
  // A part of the page whose code comes when it is wanted.
  await page
    .getByRole("button", { name: /: switch$/ })
    .filter({ visible: true })
    .click();
  await expect(page.getByText("Reload the page.")).toBeVisible();
  await expect(row).toBeVisible();
});
