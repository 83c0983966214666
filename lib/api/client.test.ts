import { describe, expect, it } from "vitest";
import { createClient, ProblemResponse, problemFrom } from "./client.ts";

const answering = (status: number, body: string, seen: { url?: string; init?: RequestInit } = {}) =>
  createClient(
    async (url, init) => {
      Object.assign(seen, { url: String(url), init });
      return new Response(body, { status });
    },
    () => ({ csrf: "of-the-page" }),
  );
const failure = async (work: Promise<unknown>) => problemFrom(await work.catch((error: unknown) => error));

describe("client", () => {
  it("sends JSON to an encoded path of its own origin", async () => {
    const seen: { url?: string; init?: RequestInit } = {};
    const answer = await answering(200, '{"action":"stop","effect":"durable"}', seen).power("tenant-a", "../x", {
      action: "stop",
    });
    expect(answer).toEqual({ action: "stop", effect: "durable" });
    expect(seen.url).toBe("/api/v1/tenants/tenant-a/vms/..%2Fx/power");
    expect(seen.init).toMatchObject({ method: "POST", credentials: "same-origin", body: '{"action":"stop"}' });
    expect(seen.init?.headers).toMatchObject({ "x-csrf-token": "of-the-page" });
  });

  it("throws the server's problem", async () => {
    const problem = { type: "about:blank", status: 409, code: "busy" };
    expect(await failure(answering(409, JSON.stringify(problem)).vms("t"))).toEqual(problem);
  });

  it.each([
    [503, "<html>", "unavailable"],
    [401, "", "session-ended"],
    [418, '{"code":"made-up"}', "internal"],
    [404, "null", "not-found"],
  ])("reads %i %j from a proxy as %s", async (status, body, code) => {
    expect(await failure(answering(status, body).tenants())).toMatchObject({ status, code });
  });

  it("is unavailable without an answer, and aborts as an abort", async () => {
    const broken = createClient(async () => Promise.reject(new TypeError("fetch failed")));
    expect((await failure(broken.quota("t"))).code).toBe("unavailable");
    const aborted = await broken.quota("t", AbortSignal.abort()).catch((error: unknown) => error);
    expect(aborted).not.toBeInstanceOf(ProblemResponse);
  });
});

describe("a page that is older than the session", () => {
  /** A server whose session is `now`'s, and which knows one token. */
  const older = (now: { scope: string }) => {
    const sent: string[] = [];
    const facts = { csrf: "old", scope: "ada" };
    const client = createClient(
      async (url, init) => {
        sent.push(`${init?.method} ${url}`);
        if (url === "/api/v1/me") return Response.json({ ...now, csrfToken: "new" });
        const token = new Headers(init?.headers).get("x-csrf-token");
        return token === "new"
          ? Response.json({ action: "stop", effect: "durable" })
          : Response.json({ type: "about:blank", status: 403, code: "stale-page" }, { status: 403 });
      },
      () => facts,
    );
    return { client, sent, facts };
  };
  const power = "POST /api/v1/tenants/t/vms/web/power";

  it("asks once for the token of now and sends again: nothing had been done", async () => {
    const { client, sent, facts } = older({ scope: "ada" });
    expect(await client.power("t", "web", { action: "stop" })).toEqual({ action: "stop", effect: "durable" });
    expect(sent).toEqual([power, "GET /api/v1/me", power]);
    expect(facts.csrf).toBe("new");
    await client.power("t", "web", { action: "stop" });
    expect(sent).toHaveLength(4);
  });

  it("never writes as somebody else than the page was shown to", async () => {
    const { client, sent, facts } = older({ scope: "omar" });
    expect((await failure(client.power("t", "web", { action: "stop" }))).code).toBe("stale-page");
    expect(sent).toEqual([power, "GET /api/v1/me"]);
    expect(facts.csrf).toBe("old");
  });
});
