import { expect, test } from "vitest";
import { readHolders } from "./console-holders.ts";
import { createHolders } from "./gateway/holders.ts";
import { signIn } from "./gateway/testing.ts";
import { createMemoryStore } from "./store/memory-store.ts";

const machine = { tenant: "tenant-acme", name: "web-01" };
const [ada, omar] = [signIn("ada").person, signIn("omar").person];

const gatewayFor = async (...may: string[]) => {
  const holders = createHolders(createMemoryStore());
  const source = { requestId: "r", address: "127.0.0.1" };
  const claim = await holders.claim(ada, {
    ...machine,
    kind: "vnc",
    sessionId: "s",
    takeOver: false,
    client: null,
    atBoot: false,
    use: "open",
    viewOnly: false,
    source,
  });
  claim?.hold();
  return {
    holderOf: holders.read,
    mayOpen: async (_person: unknown, { kind }: { kind: string }) => may.includes(kind),
  };
};

test("who is on a console is told to those who may open it, and that it is themselves", async () => {
  const gateway = await gatewayFor("vnc", "serial");
  const since = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(await readHolders(gateway, omar, machine)).toEqual({
    vnc: { name: "ada", since, isYou: false, viewOnly: false },
    serial: null,
  });
  expect((await readHolders(gateway, ada, machine)).vnc?.isYou).toBe(true);
});

test("W04: who may open one of the two hears of that one, who may open none of neither", async () => {
  expect(await readHolders(await gatewayFor("serial"), omar, machine)).toEqual({ serial: null });
  await expect(readHolders(await gatewayFor(), omar, machine)).rejects.toMatchObject({
    problem: { code: "forbidden" },
  });
});
