import { useEffect, useState } from 'preact/hooks';
import { api, sentenceOf } from './api';
import type { Progress } from './contract';
import { whileVisible } from './poll';

const milliseconds = 2000;

/** What the program is doing in this workspace just now; when it is done, the page offers to load what came of it. */
export function ProgressBar() {
  const [progress, setProgress] = useState<Progress>({ running: false });
  const [isDone, setIsDone] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let wasRunning = false;
    return whileVisible(milliseconds, async () => {
      try {
        const now = await api.progress();
        setProblem('');
        setProgress(now);
        if (wasRunning && !now.running) setIsDone(true);
        if (now.running) setIsDone(false);
        wasRunning = now.running;
      } catch (refused) {
        setProblem(sentenceOf(refused));
      }
    });
  }, []);

  if (problem) return <p class="progress problem" role="alert">{problem}</p>;
  if (isDone) {
    return (
      <p class="progress" role="status">
        <span>The run has finished.</span> <a class="as-button is-main" href="/">Show the newest run</a>
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
