/** Calls again and again while somebody can see the page, never twice at a time. Returns how to stop. */
export function whileVisible(milliseconds: number, call: () => Promise<void>): () => void {
  let timer = 0;
  let stopped = false;
  let busy = false;
  const next = async () => {
    clearTimeout(timer);
    if (stopped || busy || document.visibilityState !== 'visible') return;
    busy = true;
    await call().catch(() => {});
    busy = false;
    if (!stopped) timer = window.setTimeout(next, milliseconds);
  };
  document.addEventListener('visibilitychange', next);
  void next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', next);
  };
}
