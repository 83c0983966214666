import * as z from "zod";
import type { DeleteRequest, DeletionAnswer, NotesRequest, PowerRequest } from "#lib/api/requests.ts";
import { powerActions } from "#lib/resources/vm/actions.ts";
import { mostChosenDisks } from "#lib/resources/vm/deletion.ts";
import { notesLimitBytes } from "#lib/resources/vm/notes.ts";
import { createGuestReader } from "../guest-facts.ts";
import { createDiskRemover } from "../verbs/delete-disk.ts";
import { createVmRemover } from "../verbs/delete-vm.ts";
import { createDeletions } from "../verbs/deletions.ts";
import { createNoteKeeper } from "../verbs/note-vm.ts";
import { createPower } from "../verbs/power.ts";
import { createVmReader } from "../vm-detail.ts";
import { answerOf } from "./answer.ts";
import { auditSourceOf, namedOfRequest, tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const powerRequest: z.ZodType<PowerRequest> = z.strictObject({ action: z.enum(powerActions) });
const uid = z.string().min(4).max(128);
const deleteRequest = z.strictObject({
  uid,
  disks: z
    .array(z.strictObject({ name: z.string().min(1).max(253), uid }))
    .max(mostChosenDisks)
    .optional(),
}) satisfies z.ZodType<DeleteRequest>;

const notesRequest: z.ZodType<NotesRequest> = z.strictObject({
  notes: z.string().max(4 * notesLimitBytes),
  before: z.string().max(4 * notesLimitBytes),
});

export const vmRoutes: Routes = (app, services) => {
  const { live } = services;
  const keepNotes = createNoteKeeper(services);
  const readGuest = createGuestReader(services);
  const readVm = createVmReader(services);
  const power = createPower(services);
  const removeVm = createVmRemover(services);
  const deletions = createDeletions({ ...services, removeVm, removeDisk: createDiskRemover(services) });

  app.get("/api/v1/tenants/:tenant/vms", async (request) =>
    answerOf(await live.read(personOf(request), tenantOfRequest(request))),
  );
  app.get("/api/v1/tenants/:tenant/vms/:name", async (request) => {
    const { tenant, name } = namedOfRequest(request);
    return answerOf(await readVm(personOf(request), tenant, name));
  });
  app.patch("/api/v1/tenants/:tenant/vms/:name/notes", async (request) => {
    const { tenant, name } = namedOfRequest(request);
    const body = notesRequest.safeParse(request.body);
    if (!body.success) throw new ProblemError("bad-request");
    const source = auditSourceOf(request);
    return { notes: await keepNotes(personOf(request), { tenant, name, source, ...body.data }) };
  });
  app.get("/api/v1/tenants/:tenant/vms/:name/guest", (request) => {
    const { tenant, name } = namedOfRequest(request);
    return readGuest(personOf(request), tenant, name);
  });
  app.delete("/api/v1/tenants/:tenant/vms/:name", async (request, reply) => {
    const { tenant, name } = namedOfRequest(request);
    const body = deleteRequest.safeParse(request.body);
    if (!body.success) throw new ProblemError("bad-request");
    const { disks, ...seen } = body.data;
    const asked = { tenant, name, ...seen, source: auditSourceOf(request) };
    const person = personOf(request);
    // Of many machines at once, the list tells what becomes of them.
    if (!disks) await removeVm(person, asked);
    return reply.code(202).send(disks ? await deletions.start(person, { ...asked, disks }) : {});
  });
  app.get("/api/v1/tenants/:tenant/vms/:name/deletion", async (request): Promise<DeletionAnswer> => {
    const { tenant, name } = namedOfRequest(request);
    const person = personOf(request);
    const [disks, last] = await Promise.all([
      deletions.disksOf(person, tenant, name),
      deletions.read(person, { tenant, name }),
    ]);
    return { disks, last };
  });
  app.post("/api/v1/tenants/:tenant/vms/:name/power", (request) => {
    const { tenant, name } = namedOfRequest(request);
    const body = powerRequest.safeParse(request.body);
    if (!body.success) throw new ProblemError("bad-request");
    return power(personOf(request), { tenant, name, action: body.data.action, source: auditSourceOf(request) });
  });
};
