import { useEffect, useState } from 'preact/hooks';

/** A value that parts of the page far from each other look at. */
export class Shared<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  set value(next: T) {
    this.current = next;
    for (const listener of [...this.listeners]) listener();
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }
}

export function useShared<T>(shared: Shared<T>): T {
  const [value, setValue] = useState(shared.value);
  useEffect(() => {
    setValue(shared.value);
    return shared.listen(() => setValue(shared.value));
  }, [shared]);
  return value;
}

/** The run whose map stands beside this one's; null for none. */
export const runBeside = new Shared<string | null>(null);
