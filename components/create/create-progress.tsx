"use client";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { runWords } from "./run-words.ts";

const progress = laterWorded(async () => (await import("./run-progress.tsx")).RunProgress, runWords);

/** The plan while it runs; its code comes when somebody begins one. */
export const CreateProgress = progress.Part;
