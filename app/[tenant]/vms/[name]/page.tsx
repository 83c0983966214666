import { VmOverview } from "#components/vm/vm-overview.tsx";

export default function VmPage() {
  return <VmOverview />;
}
