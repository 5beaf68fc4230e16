import { ProgressBar } from './ProgressBar';
import { RunsTable } from './RunsTable';

/** What stands at the top of a served page: what is being made, and what else there is. */
export function LiveHead({ run }: { run: string }) {
  return <><ProgressBar /><RunsTable run={run} /></>;
}
