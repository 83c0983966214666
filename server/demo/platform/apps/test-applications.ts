import type { Answer } from "../../test-wire.ts";
import { startTestCluster, type TestCluster } from "../test-cluster.ts";

const base = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-one";
export const vms = `${base}/vminstances`;

/** A platform with two machines, a1 and a2, for tests that ask row by row what platform-api.md 10.2 tells of the real server. */
export const startTestApplications = async () => {
  const cluster: TestCluster = await startTestCluster();

  /** What was written is read some milliseconds later: waits for the cache, not for time. */
  const untilRead = async (name: string, isReached = (_metadata: Record<string, unknown>) => true): Promise<void> => {
    for await (const { object } of cluster.server.watch(`${vms}?watch=true`)) {
      if (object.metadata.name === name && isReached(object.metadata)) return;
    }
  };

  await cluster.tenant("one");
  for (const name of ["a1", "a2"]) await cluster.call("POST", vms, { metadata: { name, labels: { own: name } } });
  await untilRead("a2");

  return {
    cluster,
    untilRead,
    get: (path: string, accept = "application/json") =>
      cluster.server.call("GET", path, undefined, { headers: { accept } }),
    post: (body: unknown, query = "") => cluster.call("POST", `${vms}${query}`, body),
    patch: (path: string, body: unknown, type = "merge-patch+json") =>
      repeated(() => cluster.server.call("PATCH", path, body, { headers: { "Content-Type": `application/${type}` } })),
    dispose: () => cluster.dispose(),
  };
};

/** A write that lost against a controller's is repeated, as the text of its 500 asks for. */
const repeated = async (write: () => Promise<Answer>): Promise<Answer> => {
  const answer = await write();
  return answer.code === 500 && answer.body.message.includes("the object has been modified") ? repeated(write) : answer;
};
