import type { CreateInput } from "../create/input.ts";
import type { NewDiskInput } from "../create/new-disk.ts";
import type { CleanUpAnswer, CleanUpRequest, RunSecrets, RunView } from "../create/run.ts";
import type { TaskView } from "../create/task.ts";
import type { SettingsView } from "../edit/settings.ts";
import type { ObjectRef } from "../manifest/related.ts";
import type { ManifestRequest, ManifestView, ObjectView } from "../manifest/view.ts";
import type { ActivityView } from "../resources/activity/view.ts";
import type { DiskDetailView, DiskListView } from "../resources/disk/view.ts";
import type { GuestView } from "../resources/guest/view.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import type { QuotaView, TenantView } from "../resources/tenant/view.ts";
import type { AccessView } from "../resources/vm/access.ts";
import type { Deletion } from "../resources/vm/deletion.ts";
import type { VmListView, VmView } from "../resources/vm/view.ts";
import type { SignInAnswer, TokenSignInRequest } from "../sign-in.ts";
import { api } from "./paths.ts";
import type { Problem } from "./problem.ts";
import { readProblem } from "./read-problem.ts";
import {
  type CloudInitAnswer,
  csrfHeader,
  type DeleteRequest,
  type DeletionAnswer,
  type GrowDiskRequest,
  type HoldersAnswer,
  type MeAnswer,
  type NewDiskAnswer,
  type NotesAnswer,
  type NotesRequest,
  type PortCheckAnswer,
  type PortCheckRequest,
  type PowerAnswer,
  type PowerRequest,
  type SettingsRequest,
  type SignOutAnswer,
  type SignOutRequest,
  type TicketAnswer,
  type TicketRequest,
} from "./requests.ts";

import { tellSessionEnded } from "./session-signals.ts";

/** A request that failed, with the problem the server gave, or one that says why there was no answer at all. */
export class ProblemResponse extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = "ProblemResponse";
    this.problem = problem;
  }
}

/** The problem behind anything thrown here; `internal` for what nobody foresaw. */
export const problemFrom = (error: unknown): Problem =>
  error instanceof ProblemResponse ? error.problem : { type: "about:blank", status: 0, code: "internal" };

export type CreateAnswer = { task: TaskView };

/** What the page was rendered with: `data-csrf` and `data-scope` of the document. */
type PageFacts = { csrf?: string; scope?: string };

/** Every route of the data API, typed. Same origin only; `signal` aborts the request and rejects with an AbortError. */
export const createClient = (
  send: typeof fetch = (input, init) => fetch(input, init),
  pageFacts: () => PageFacts = () => document.documentElement.dataset,
) => {
  const request = async <T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> => {
    const headers: Record<string, string> = { accept: "application/json, application/problem+json" };
    if (body !== undefined) {
      headers["content-type"] = "application/json";
      headers[csrfHeader] = pageFacts().csrf ?? "";
    }
    let response: Response;
    try {
      response = await send(path, {
        method,
        headers,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: signal ?? null,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ProblemResponse({ type: "about:blank", status: 0, code: "unavailable" });
    }
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const problem = readProblem(answer, response.status);
      if (problem.code === "session-ended" || problem.code === "signed-out") tellSessionEnded();
      throw new ProblemResponse(problem);
    }
    // Our own server, same origin and version, answers with the type of its route.
    return answer as T;
  };
  const get = <T>(path: string, signal?: AbortSignal) => request<T>("GET", path, undefined, signal);
  const me = (signal?: AbortSignal) => get<MeAnswer>(api.me(), signal);
  const write = async <T>(
    method: "POST" | "PATCH" | "DELETE",
    path: string,
    body: unknown,
    signal?: AbortSignal,
  ): Promise<T> => {
    try {
      return await request<T>(method, path, body, signal);
    } catch (error) {
      // Refused before anything was done: the same person signed in anew, perhaps in another tab. Anybody else sees a page of their own first.
      if (problemFrom(error).code !== "stale-page") throw error;
      const facts = pageFacts();
      const { scope, csrfToken } = await me(signal);
      if (scope !== facts.scope) throw error;
      facts.csrf = csrfToken;
      return request<T>(method, path, body, signal);
    }
  };
  const post = <T>(path: string, body: unknown, signal?: AbortSignal) => write<T>("POST", path, body, signal);

  return {
    me,
    /** Says that somebody is still there. */
    stay: () => post<MeAnswer>(api.me(), {}),
    signOut: (body: SignOutRequest) => post<SignOutAnswer>(api.signOut(), body),
    signInByToken: (body: TokenSignInRequest) => post<SignInAnswer>(api.tokenSignIn(), body),
    tenants: (signal?: AbortSignal) => get<TenantView[]>(api.tenants(), signal),
    access: (tenant: string, signal?: AbortSignal) => get<AccessView>(api.access(tenant), signal),
    catalogue: (tenant: string, signal?: AbortSignal) => get<CatalogueView>(api.catalogue(tenant), signal),
    quota: (tenant: string, signal?: AbortSignal) => get<QuotaView>(api.quota(tenant), signal),
    /** Null where nothing has changed since the version one has. */
    activity: (tenant: string, known?: string, signal?: AbortSignal) =>
      get<ActivityView | null>(api.activity(tenant, known), signal),
    vms: (tenant: string, signal?: AbortSignal) => get<VmListView>(api.vms(tenant), signal),
    vm: (tenant: string, name: string, signal?: AbortSignal) => get<VmView>(api.vm(tenant, name), signal),
    /** `open`: with its secrets; who asked for them is noted. */
    manifest: (tenant: string, name: string, open: boolean, signal?: AbortSignal) =>
      get<ManifestView>(api.manifest(tenant, name, open), signal),
    editManifest: (tenant: string, name: string, body: ManifestRequest, signal?: AbortSignal) =>
      write<ManifestView>("PATCH", api.manifest(tenant, name), body, signal),
    object: (tenant: string, ref: ObjectRef, open: boolean, signal?: AbortSignal) =>
      get<ObjectView>(api.object(tenant, ref, open), signal),
    saveNotes: (tenant: string, name: string, body: NotesRequest, signal?: AbortSignal) =>
      write<NotesAnswer>("PATCH", api.notes(tenant, name), body, signal),
    guest: (tenant: string, name: string, signal?: AbortSignal) => get<GuestView>(api.guest(tenant, name), signal),
    createVm: (tenant: string, input: CreateInput, signal?: AbortSignal) =>
      post<CreateAnswer>(api.vms(tenant), input, signal),
    runs: (tenant: string, signal?: AbortSignal) => get<RunView[]>(api.runs(tenant), signal),
    run: (tenant: string, run: string, vm: string, signal?: AbortSignal) =>
      get<RunView>(api.run(tenant, run, vm), signal),
    resumeRun: (tenant: string, run: string, body: RunSecrets & { vm: string }, signal?: AbortSignal) =>
      post<CreateAnswer>(api.resumeRun(tenant, run), body, signal),
    cleanUpRun: (tenant: string, run: string, body: CleanUpRequest, signal?: AbortSignal) =>
      post<CleanUpAnswer>(api.cleanUpRun(tenant, run), body, signal),
    settings: (tenant: string, name: string, signal?: AbortSignal) =>
      get<SettingsView>(api.settings(tenant, name), signal),
    editVm: (tenant: string, name: string, body: SettingsRequest, signal?: AbortSignal) =>
      write<SettingsView>("PATCH", api.settings(tenant, name), body, signal),
    /** Recorded as a deed: only for who asked. */
    cloudInit: (tenant: string, name: string, signal?: AbortSignal) =>
      get<CloudInitAnswer>(api.cloudInit(tenant, name), signal),
    power: (tenant: string, name: string, body: PowerRequest, signal?: AbortSignal) =>
      post<PowerAnswer>(api.power(tenant, name), body, signal),
    deleteVm: (tenant: string, name: string, body: DeleteRequest, signal?: AbortSignal) =>
      write<unknown>("DELETE", api.vm(tenant, name), body, signal),
    /** Null where nothing has changed since the version one has. */
    disks: (tenant: string, known?: string, signal?: AbortSignal) =>
      get<DiskListView | null>(api.disks(tenant, known), signal),
    disk: (tenant: string, name: string, signal?: AbortSignal) => get<DiskDetailView>(api.disk(tenant, name), signal),
    createDisk: (tenant: string, body: NewDiskInput, signal?: AbortSignal) =>
      post<NewDiskAnswer>(api.disks(tenant), body, signal),
    growDisk: (tenant: string, name: string, body: GrowDiskRequest, signal?: AbortSignal) =>
      write<unknown>("PATCH", api.disk(tenant, name), body, signal),
    deleteDisk: (tenant: string, name: string, body: DeleteRequest, signal?: AbortSignal) =>
      write<unknown>("DELETE", api.disk(tenant, name), body, signal),
    deleteVmWith: (tenant: string, name: string, body: Required<DeleteRequest>, signal?: AbortSignal) =>
      write<Deletion>("DELETE", api.vm(tenant, name), body, signal),
    deletion: (tenant: string, name: string, signal?: AbortSignal) =>
      get<DeletionAnswer>(api.deletion(tenant, name), signal),
    checkPort: (tenant: string, name: string, body: PortCheckRequest, signal?: AbortSignal) =>
      post<PortCheckAnswer>(api.portChecks(tenant, name), body, signal),
    consoleTicket: (tenant: string, name: string, body: TicketRequest, signal?: AbortSignal) =>
      post<TicketAnswer>(api.consoleTickets(tenant, name), body, signal),
    consoles: (tenant: string, name: string, signal?: AbortSignal) =>
      get<HoldersAnswer>(api.consoles(tenant, name), signal),
  };
};

export type ApiClient = ReturnType<typeof createClient>;
export const client: ApiClient = createClient();
