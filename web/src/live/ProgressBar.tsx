import { useEffect, useState } from 'preact/hooks';
import { api, sentenceOf } from './api';
import type { Progress } from './contract';
import { whileVisible } from './poll';

const milliseconds = 2000;

/** What the program is doing in this workspace just now; once it has ended, well or not, the page offers to load itself again. */
export function ProgressBar() {
  const [progress, setProgress] = useState<Progress>({ running: false });
  /** The command that ended; empty for none. */
  const [ended, setEnded] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let before: Progress = { running: false };
    return whileVisible(milliseconds, async () => {
      try {
        const now = await api.progress();
        setProblem('');
        setProgress(now);
        if (now.running) setEnded('');
        else if (before.running) setEnded(before.command || 'The command');
        before = now;
      } catch (refused) {
        setProblem(sentenceOf(refused));
      }
    });
  }, []);

  if (problem) return <p class="progress problem" role="alert">{problem}</p>;
  if (ended) {
    return (
      <p class="progress" role="status">
        <span><bdi>{ended}</bdi> has ended.</span> <button type="button" class="as-button is-main" onClick={() => location.reload()}>Load the page again</button>
      </p>
    );
  }
  if (!progress.running) return null;
  const { stage, done, total, sentence, updatedSecondsAgo = 0 } = progress;
  return (
    <div class="progress">
      <p id="progress-words"><bdi>{sentence || stage || 'A run is being made.'}</bdi>{updatedSecondsAgo > 60 && <span class="quiet"> (no news for {Math.round(updatedSecondsAgo / 60)} min)</span>}</p>
      <progress aria-labelledby="progress-words" max={total || 1} value={total ? done : undefined} />
      {/* Every two seconds would be too often to be told. */}
      <p class="aside" role="status">{stage ? `A run is being made: ${stage}` : 'A run is being made'}</p>
    </div>
  );
}
