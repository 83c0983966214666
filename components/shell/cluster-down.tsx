import { useTranslations } from "next-intl";
import { RetryButton } from "#components/feedback/retry-button.tsx";
import type { Problem } from "#lib/api/problem.ts";
import { Messages } from "./messages.tsx";
import { PlainPage } from "./plain-page.tsx";

const againEveryMs = 5_000;

/** Nothing of the cluster can be read: says why and keeps asking. */
export const ClusterDown = ({ problem }: { problem: Problem }) => {
  const t = useTranslations("shell");
  const words = useTranslations("problems");
  const isDown = isOutage(problem);
  const isSignIn = problem.code === "sign-in-unavailable";
  const title = isSignIn ? words("sign-in-unavailable.title") : t(isDown ? "clusterDown.title" : "tenantsFailed.title");
  return (
    <PlainPage
      title={title}
      action={
        <Messages areas={[]}>
          <RetryButton everyMs={againEveryMs} />
        </Messages>
      }
    >
      <p>{isDown && !isSignIn ? t("clusterDown.body") : words(`${problem.code}.body`)}</p>
      {problem.requestId && <p className="mt-2 text-xs">{words("reference", { id: problem.requestId })}</p>}
    </PlainPage>
  );
};

/** The cluster as a whole does not answer, or cannot be asked, as opposed to refusing this one thing. */
export const isOutage = ({ code }: Problem): boolean =>
  code === "unavailable" || code === "sign-in-unavailable" || code === "timeout";
