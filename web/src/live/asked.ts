import { useEffect, useState } from 'preact/hooks';
import { sentenceOf } from './api';

export interface Asked<T> {
  answer: T | null;
  /** Why there is no answer, as a sentence; empty otherwise. */
  problem: string;
}

const nothing = { answer: null, problem: '' };

/**
 * What the server answers to a question. A new key asks anew, and an answer to an older question is dropped; null asks nothing.
 * @param patience milliseconds before asking, for keys that change while somebody steps along
 */
export function useAsked<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>, patience = 0): Asked<T> {
  const [asked, setAsked] = useState<Asked<T> & { key: string | null }>({ ...nothing, key: null });
  useEffect(() => {
    if (key === null) return;
    const control = new AbortController();
    const timer = setTimeout(() => {
      ask(control.signal).then(
        answer => { if (!control.signal.aborted) setAsked({ key, answer, problem: '' }); },
        (problem: unknown) => { if (!control.signal.aborted) setAsked({ key, answer: null, problem: sentenceOf(problem) }); });
    }, patience);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [key]);
  return asked.key === key && key !== null ? asked : nothing;
}
