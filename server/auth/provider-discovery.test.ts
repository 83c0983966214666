import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLog } from "../log.ts";
import { createProviderDiscovery } from "./provider-discovery.ts";
import { startProvider } from "./testing.ts";

let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  provider = await startProvider("porthole");
});
afterAll(() => provider.dispose());
beforeEach(() => Object.assign(provider.state, { isAway: false, metadata: {} }));

const config = () => ({
  issuer: provider.issuer,
  clientId: "porthole",
  clientSecret: null,
  scopes: "openid",
  usernameClaim: "preferred_username",
  groupsClaim: "groups",
  signOut: "provider" as const,
});

const start = () => {
  const clock = { now: 0 };
  const discovery = createProviderDiscovery(config(), createLog("silent"), () => clock.now);
  return { clock, discovery };
};

describe("a provider that was there", () => {
  it("F13: and went away takes nobody who begins to sign in, for longer than a moment; what is known of it stays", async () => {
    const { clock, discovery } = start();
    const before = await discovery.known();
    provider.state.isAway = true;
    clock.now = 9_000;
    expect(await discovery.answering()).toBe(before);
    clock.now = 10_000;
    await expect(discovery.answering()).rejects.toMatchObject({ reason: "unavailable" });
    expect(discovery.state).toBe("unreachable");
    expect(await discovery.known()).toBe(before);
    provider.state.isAway = false;
    expect((await discovery.answering()).keys).toBe(before.keys);
    expect(discovery.state).toBe("known");
  });

  it("O10: and calls itself otherwise now is not used any more", async () => {
    const { clock, discovery } = start();
    await discovery.known();
    provider.state.metadata = { issuer: "https://evil.example" };
    clock.now = 10_000;
    await expect(discovery.answering()).rejects.toMatchObject({ reason: "misconfigured" });
    await expect(discovery.known()).rejects.toMatchObject({ reason: "misconfigured" });
  });

  it("is asked once by all who come at the same time", async () => {
    const { clock, discovery } = start();
    await discovery.known();
    clock.now = 10_000;
    const answers = await Promise.all(Array.from({ length: 20 }, () => discovery.answering()));
    expect(new Set(answers).size).toBe(1);
  });
});
