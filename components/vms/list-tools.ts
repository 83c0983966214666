import { laterWorded } from "#components/ui/later-worded.tsx";
import { seldom } from "#components/ui/seldom.tsx";
import { listWords } from "./list-words.ts";

// What is opened from the toolbar comes when somebody reaches for it.
export const filterPanel = laterWorded(async () => (await import("./filter-panel.tsx")).FilterPanel, listWords);
export const displayPanel = laterWorded(async () => (await import("./display-panel.tsx")).DisplayPanel, listWords);
export const viewsPanel = laterWorded(async () => (await import("./views-panel.tsx")).ViewsPanel, listWords);
export const exportPanel = laterWorded(async () => (await import("./export-panel.tsx")).ExportPanel, listWords);

/** Of rows that are grouped; few lists are when they are opened. */
export const groupRow = seldom(async () => (await import("./group-row.tsx")).GroupRow);
export const filterChips = seldom(async () => (await import("./filter-chips.tsx")).FilterChips);
