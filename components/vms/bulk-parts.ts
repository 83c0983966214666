import { laterWorded } from "#components/ui/later-worded.tsx";
import { bulkWords } from "./list-words.ts";

const desk = laterWorded(async () => (await import("./bulk-desk.tsx")).BulkDesk, bulkWords);

/** What is done with the selection, its questions and outcomes: comes with the first machine that is selected. */
export const LaterBulkDesk = desk.Part;
export const bulkSoon = desk.soon;
