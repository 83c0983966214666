import type { Browser, BrowserContextOptions } from "@playwright/test";

export type ColdList = {
  /** Bytes on the wire, compressed, of scripts and styles. */
  scriptAndStyleBytes: number;
  htmlBytes: number;
  fontBytes: number;
  /** Addresses of everything that carried data besides the page itself. */
  dataRequests: string[];
  /** From the navigation's start until the first row was in the document. */
  rowsVisibleMs: number;
  domNodes: number;
};

type Kind = "Script" | "Stylesheet" | "Document" | "Font" | "Fetch" | "XHR" | "EventSource";

/** Opens the VM list with an empty cache and reads what the browser itself counted on the wire. */
export const coldList = async (
  browser: Browser,
  storageState: BrowserContextOptions["storageState"],
  url: string,
): Promise<ColdList> => {
  const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const kinds = new Map<string, { kind: string; url: string }>();
  const bytes = new Map<string, number>();
  session.on("Network.requestWillBeSent", ({ requestId, type, request }) => {
    kinds.set(requestId, { kind: type ?? "Other", url: request.url });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));

  await page.goto(url, { waitUntil: "commit" });
  await page.getByRole("grid").getByRole("row").nth(1).waitFor();
  const rowsVisibleMs = await page.evaluate(() => performance.now());
  await page.waitForLoadState("load");
  // Hydration may still ask for data: the stream's first event is the last thing a cold page waits for.
  await page.getByText("Live", { exact: true }).first().waitFor();
  const domNodes = await page.evaluate(() => document.querySelectorAll("*").length);

  const sum = (...wanted: Kind[]) =>
    [...kinds]
      .filter(([, { kind }]) => wanted.some((one) => one === kind))
      .reduce((total, [id]) => total + (bytes.get(id) ?? 0), 0);
  const dataRequests = [...kinds.values()]
    .filter(({ kind }) => ["Fetch", "XHR", "EventSource"].includes(kind))
    .map((one) => one.url);
  await context.close();
  return {
    scriptAndStyleBytes: sum("Script", "Stylesheet"),
    htmlBytes: sum("Document"),
    fontBytes: sum("Font"),
    dataRequests,
    rowsVisibleMs,
    domNodes,
  };
};
