import { describe, expect, it } from "vitest";
import { createClient, ProblemResponse, problemFrom } from "./client.ts";

const answering = (status: number, body: string, seen: { url?: string; init?: RequestInit } = {}) =>
  createClient(async (url, init) => {
    Object.assign(seen, { url: String(url), init });
    return new Response(body, { status });
  });
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
