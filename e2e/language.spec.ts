import { expect, test } from "./running/fixtures.ts";
import { productOrigin } from "./running/platform.ts";

test("French and German switch in place and stay", async ({ tenant }) => {
  await tenant.vm("polyglot");
  const page = await tenant.as("admin");
  const choose = async (menu: RegExp, language: string) => {
    await page.getByRole("button", { name: menu }).filter({ visible: true }).click();
    await page.getByRole("menuitemradio", { name: language }).click();
  };
  await choose(/account and settings/, "Français");
  await expect(page.getByRole("heading", { name: "Machines virtuelles" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr-CH");
  await choose(/admin\./, "Deutsch");
  await expect(page.getByRole("heading", { name: "Virtuelle Maschinen" })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "de-CH");
});

test("what came with words of its own speaks the language that was chosen since", async ({ tenant }) => {
  await tenant.vm("polyglot");
  const page = await tenant.as("admin");
  const panel = async (button: string) => {
    await page.getByRole("button", { name: button }).click();
    return page.getByRole("dialog", { name: button });
  };
  await expect(await panel("Columns and rows")).toContainText("Row height");
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /account and settings/ })
    .filter({ visible: true })
    .click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Virtuelle Maschinen" })).toBeVisible();
  await expect(await panel("Spalten und Zeilen")).toContainText("Zeilenhöhe");
});

test("the first visit follows Accept-Language", async ({ browser }) => {
  const context = await browser.newContext({ locale: "fr-CH" });
  const page = await context.newPage();
  await page.goto(`${productOrigin()}/sign-in`);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr-CH");
  await context.close();
});

test("light, dark or as the system: the choice wins over the system's and stays", async ({ tenant }) => {
  const page = await tenant.as("admin");
  await page.emulateMedia({ colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  const choose = async (appearance: string) => {
    await page
      .getByRole("button", { name: /account and settings/ })
      .filter({ visible: true })
      .click();
    await page.getByRole("menuitemradio", { name: appearance }).click();
  };
  await choose("Dark");
  await expect.poll(ground).not.toBe(light);
  await page.reload();
  expect(await ground()).not.toBe(light);
  await choose("Light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).toBe(light);
});
