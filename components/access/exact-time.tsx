"use client";
import { useExactTime } from "#components/ui/relative-time.tsx";

export const ExactTime = ({ iso }: { iso: string }) => <time dateTime={iso}>{useExactTime()(iso)}</time>;
