"use client";
import { CrashPage } from "#components/feedback/crash-page.tsx";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <CrashPage error={error} onRetry={reset} />;
}
