import { api } from './api';
import { useAsked } from './asked';
import type { Run } from './contract';
import { runBeside, useShared } from './shared';
import { count } from './words';

/** The runs of the workspace: each can be opened, or its map put beside this one's. */
export function RunsTable({ run }: { run: string }) {
  const { answer, problem } = useAsked('runs', signal => api.runs(signal));
  const beside = useShared(runBeside);
  if (problem) return <p class="problem" role="alert">{problem}</p>;
  if (!answer) return null;
  const others = answer.runs.length - 1;
  return (
    <details class="runs">
      <summary>Run <bdi>{run}</bdi>{others > 0 && <span class="quiet">, {count(others, 'other')} in <bdi>{answer.workspace}</bdi></span>}</summary>
      <div class="scroll" role="region" aria-label="Runs" tabIndex={0}>
        <table>
          <thead><tr><th scope="col">Run</th><th scope="col">Verdict</th><th scope="col" class="number">Tracks</th><th scope="col" class="number">Clusters</th><th scope="col">Methods</th><th scope="col"><span class="aside">Beside this run</span></th></tr></thead>
          <tbody>{answer.runs.map(each => <Row key={each.name} each={each} isThis={each.name === run} isBeside={each.name === beside} />)}</tbody>
        </table>
      </div>
    </details>
  );
}

function Row({ each, isThis, isBeside }: { each: Run; isThis: boolean; isBeside: boolean }) {
  return (
    <tr aria-current={isThis ? 'true' : undefined}>
      <th scope="row">
        {isThis ? <bdi>{each.name}</bdi>
          // The chosen track stands behind the "#" and goes along.
          : <a href={`/runs/${encodeURIComponent(each.name)}`} onClick={event => { event.currentTarget.hash = location.hash; }}><bdi>{each.name}</bdi></a>}
      </th>
      <td class="words"><strong><bdi>{each.verdict}</bdi></strong> <bdi>{each.sentence}</bdi></td>
      <td class="number">{each.tracks.toLocaleString('en')}</td>
      <td class="number">{each.clusters}</td>
      <td class="words"><bdi>{each.methods.join(', ')}</bdi></td>
      <td>
        {isThis ? <span class="quiet">this one</span>
          : <button type="button" class="as-button" aria-pressed={isBeside} aria-label={`Show ${each.name} beside this run`} onClick={() => { runBeside.value = isBeside ? null : each.name; }}>Beside</button>}
      </td>
    </tr>
  );
}
