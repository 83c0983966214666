import { useTranslations } from "next-intl";
import { useState } from "react";
import { CheckLine } from "#components/ui/checkbox.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { type InstallStep, installSteps } from "#lib/edit/install-discs.ts";
import { useFramedVm } from "../vm-frame.tsx";

/** What is to be done on the screen, to be ticked off while one looks at it. */
export const InstallSteps = () => {
  const t = useTranslations("eject");
  const { vm } = useFramedVm();
  const [done, setDone] = useState<readonly InstallStep[]>([]);
  return (
    <Fold title={t("steps")} startsOpen>
      {installSteps(vm).map((step) => (
        <CheckLine
          key={step}
          checked={done.includes(step)}
          onChange={({ target }) => setDone(target.checked ? [...done, step] : done.filter((each) => each !== step))}
        >
          {t(`step.${step}`)}
        </CheckLine>
      ))}
    </Fold>
  );
};
