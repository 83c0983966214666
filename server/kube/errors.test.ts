import { describe, expect, it } from "vitest";
import { problemOfAnswer } from "./errors.ts";

const status = (code: number, message: string, more: object = {}) =>
  JSON.stringify({ kind: "Status", status: "Failure", code, message, ...more });

const problem = (code: number, body: string, retryAfter?: string) =>
  problemOfAnswer({ status: code, body, retryAfter, about: "vminstances create" }).problem;

const taken = 'failed to create HelmRelease: helmreleases.helm.toolkit.fluxcd.io "vm-instance-a1" already exists';
const modified =
  'failed to update HelmRelease: Operation cannot be fulfilled on helmreleases.helm.toolkit.fluxcd.io "vm-instance-a1": the object has been modified; please apply your changes to the latest version and try again';
const starting =
  'vminstances.apps.cozystack.io is forbidden: User "system:anonymous" cannot list resource "vminstances" in API group';

describe("problemOfAnswer", () => {
  it.each([
    [400, status(400, "json: cannot unmarshal array"), "bad-request"],
    [400, status(400, "VMI is not running"), "not-running"],
    [400, status(400, "No graphics devices are present."), "no-graphics"],
    [400, status(400, "No serial consoles are present."), "no-serial"],
    [401, status(401, "Unauthorized", { reason: "Unauthorized" }), "session-ended"],
    [401, "", "forbidden"],
    [401, "request is not authenticated", "forbidden"],
    [403, status(403, 'vminstances is forbidden: User "ada" cannot create', { reason: "Forbidden" }), "forbidden"],
    [403, status(403, starting, { reason: "Forbidden" }), "unavailable"],
    [403, status(403, "exceeded quota: tenant-quota, requested: cpu=4", { reason: "Forbidden" }), "quota-exceeded"],
    [403, status(403, "because it is being terminated", { reason: "Forbidden" }), "deleting"],
    [404, status(404, 'vminstances.apps.cozystack.io "nope" not found'), "not-found"],
    [404, "404 page not found", "not-found"],
    [409, status(409, 'secrets "mine" already exists', { reason: "AlreadyExists" }), "conflict"],
    [409, status(409, "VM is not running"), "not-running"],
    [409, status(409, "Operation cannot be fulfilled: the object has been modified", { reason: "Conflict" }), "busy"],
    [410, status(410, "too old resource version", { reason: "Expired" }), "conflict"],
    [415, "415: Unsupported Media Type", "unsupported"],
    [422, status(422, "must be no more than 41 characters", { reason: "Invalid" }), "invalid"],
    [429, status(429, "too many requests"), "too-many-requests"],
    [500, status(500, taken), "conflict"],
    [500, status(500, taken.replace("HelmRelease:", "HelmRelease: object is being deleted:")), "deleting"],
    [500, status(500, modified), "busy"],
    [500, status(500, "helmreleases is forbidden: exceeded quota: tenant-quota, requested: count=1"), "quota-exceeded"],
    [
      500,
      status(500, "StorageError: invalid object, Code: 4. Precondition failed: UID in precondition: a"),
      "conflict",
    ],
    [500, status(500, "Internal error occurred: unable to complete request: stop/start already underway"), "busy"],
    [500, status(500, 'Internal error occurred: failed calling webhook "virtualmachines-mutator"'), "unavailable"],
    [500, status(500, "websocket: bad handshake: application info: Active VNC connection. Request denied."), "in-use"],
    [500, status(500, "something else"), "internal"],
    [503, "service unavailable", "unavailable"],
    [503, "error trying to reach service: dial tcp 10.0.0.7:443: connect: connection refused", "unavailable"],
    [504, '{"metadata":{},"status":"Failure","message":"timeout","code":504}', "timeout"],
    [302, "", "internal"],
    [418, "<html>proxy</html>", "internal"],
    [599, "", "unavailable"],
  ])("%i %s is %s", (code, body, expected) => {
    expect(problem(code, body).code).toBe(expected);
  });

  it("shows the cluster's words about quota and admission only; all others stay in the log", () => {
    const quota =
      "tenant-acme is forbidden: exceeded quota: tenant-quota, requested: cpu=4, used: cpu=6, limited: cpu=8";
    expect(problem(403, status(403, quota)).detail).toBe(
      "exceeded quota: tenant-quota, requested: cpu=4, used: cpu=6, limited: cpu=8",
    );
    const denied = 'admission webhook "policy.example" denied the request: only u1 sizes here';
    expect(problem(403, status(403, denied)).detail).toBe("only u1 sizes here");
    const inside = problemOfAnswer({ status: 500, body: status(500, "dial tcp 10.244.1.7:8186: refused"), about: "x" });
    expect(JSON.stringify(inside.problem)).not.toContain("10.244");
    expect(String(inside.cause)).toContain("10.244");
  });

  it("names the fields of a 422, never their values", () => {
    const causes = [
      { reason: "FieldValueInvalid", field: "metadata.name", message: 'Invalid value: "UPPER": must be lower case' },
      { reason: "FieldValueRequired", field: "spec.disks", message: "Required value" },
      { reason: "FieldValueInvalid", field: "<nil>", message: "nothing to point at" },
    ];
    expect(problem(422, status(422, "is invalid", { reason: "Invalid", details: { causes } })).fields).toEqual([
      { path: "metadata.name", rule: "invalid" },
      { path: "spec.disks", rule: "required" },
    ]);
  });

  it("keeps the wait that the server asked for, within reason", () => {
    expect(problem(429, "", "7").retryAfterSeconds).toBe(7);
    expect(problem(429, status(429, "", { details: { retryAfterSeconds: 3 } })).retryAfterSeconds).toBe(3);
    expect(problem(429, "", new Date(0).toUTCString()).retryAfterSeconds).toBe(1);
    expect(problem(429, "", new Date(Date.now() + 1_800_000).toUTCString()).retryAfterSeconds).toBeGreaterThan(1700);
    expect(problem(429, "", "soon").retryAfterSeconds).toBe(1);
    expect(problem(429, "", "999999999").retryAfterSeconds).toBe(3600);
    expect(problem(503, "service unavailable").retryAfterSeconds).toBeUndefined();
  });

  it("survives bodies that are anything", () => {
    for (const body of ["null", "[]", '{"kind":"Status","details":{"causes":"no"}}', "{", '"text"', "\u0000"]) {
      expect(problem(500, body).code).toBe("internal");
    }
  });
});
