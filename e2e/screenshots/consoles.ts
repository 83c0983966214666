import { mkdirSync, writeFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { launchBrowser } from "../running/browser.ts";
import { Cluster } from "../running/cluster.ts";
import { hydrated, signInAsListed } from "../running/people.ts";
import { type Shot, shots } from "./console-shots.ts";
import { withFewColours } from "./palette.ts";

// Takes the pictures of docs/consoles.md: each state of a console.

const folder = process.argv[2] ?? "docs/screenshots";
const only = process.argv.slice(3);
const size = { width: 900, height: 520 };

const take = async (browser: Browser, cluster: Cluster, shot: Shot): Promise<void> => {
  const contexts: BrowserContext[] = [];
  const page = async (person: string, path: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: shot.size ?? size, colorScheme: "light" });
    contexts.push(context);
    const opened = await context.newPage();
    await signInAsListed(opened, person, path);
    await hydrated(opened);
    return opened;
  };
  const opened = await shot.take({ cluster, page });
  const png = await opened.screenshot({ animations: "disabled" });
  writeFileSync(`${folder}/consoles-${shot.name}.png`, withFewColours(png));
  for (const context of contexts) await context.close();
};

mkdirSync(folder, { recursive: true });
const [browser, cluster] = [await launchBrowser(), new Cluster()];
for (const shot of shots.filter(({ name }) => only.length === 0 || only.includes(name))) {
  try {
    await take(browser, cluster, shot);
  } catch (error) {
    // The others are wanted all the same.
    console.error(shot.name, error);
    process.exitCode = 1;
  }
}
await cluster.dispose();
await browser.close();
