import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "../test-wire.ts";
import { onEachServer } from "./on-each-server.ts";

const flowControl = "/apis/flowcontrol.apiserver.k8s.io/v1";

/** Who is turned away, and what that looks like: each server is brought to it in its own way. */
onEachServer("overload", ({ api, isReal }) => {
  const name = `contract-${randomBytes(4).toString("hex")}`;
  const made: string[] = [];
  let namespace: string;
  let token: string;
  let other: string;
  beforeAll(async () => {
    namespace = await api().namespace();
    token = await api().person(namespace, "ada");
    other = await api().person(namespace, "omar");
  });
  afterAll(async () => {
    for (const path of made) await api().call("DELETE", path);
    await api().call("DELETE", `/api/v1/namespaces/${namespace}`);
  });

  /** A priority level without a seat of its own, for one person. */
  const leaveNoSeat = async (): Promise<void> => {
    const levels = `${flowControl}/prioritylevelconfigurations`;
    const schemas = `${flowControl}/flowschemas`;
    const limited = { nominalConcurrencyShares: 0, lendablePercent: 0, borrowingLimitPercent: 0 };
    const spec = { type: "Limited", limited: { ...limited, limitResponse: { type: "Reject" } } };
    await api().ok("POST", levels, { metadata: { name }, spec });
    const subjects = [{ kind: "ServiceAccount", serviceAccount: { namespace, name: "ada" } }];
    const resourceRules = [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"], clusterScope: true }];
    const rules = [{ subjects, resourceRules }];
    const priorityLevelConfiguration = { name };
    await api().ok("POST", schemas, {
      metadata: { name },
      spec: { matchingPrecedence: 2, priorityLevelConfiguration, rules },
    });
    made.push(`${schemas}/${name}`, `${levels}/${name}`);
  };
  const turnAway = async (): Promise<void> => {
    const user = `system:serviceaccount:${namespace}:ada`;
    await api().ok("PUT", "/demo/overload", { requests: 1, retryAfterSeconds: 1, user });
  };

  /** A real server serves one at a time even then: of many at once some are turned away. */
  const turnedAway = async (path: string): Promise<Answer> => {
    const all = await Promise.all(Array.from({ length: 20 }, () => api().call("GET", path, undefined, { token })));
    return all.find(({ code }) => code === 429) ?? turnedAway(path);
  };

  test("is 429 as plain text with the time to wait, for the one and not for the other", async () => {
    await (isReal ? leaveNoSeat() : turnAway());
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const { text, headers } = await turnedAway(path);
    expect([text, headers.get("retry-after")]).toEqual(["Too many requests, please try again later.\n", "1"]);
    expect(headers.get("content-type")).toContain("text/plain");
    expect((await api().call("GET", path, undefined, { token: other })).code).toBe(403);
  });
});
