import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/**
 * Loads something when the page opens and whenever its dependencies change. An answer that comes too late is dropped;
 * what is shown stays while it is loaded anew.
 */
export function useLoad(load, dependencies) {
  const [state, setState] = useState({ loading: true });
  const turn = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, loading: true }));
    const settle = (next) => mine === turn.current && setState({ ...next, loading: false });
    try {
      settle({ data: await load() });
    } catch (error) {
      settle({ error });
    }
  }, dependencies);
  useEffect(() => {
    setState({ loading: true });
    reload();
    return () => {
      turn.current++;
    };
  }, [reload]);
  return { ...state, reload };
}

/** Runs something every so many milliseconds while it is wanted and the page is seen. */
export function useEvery(milliseconds, isWanted, run) {
  useEffect(() => {
    if (!isWanted) {
      return undefined;
    }
    const timer = setInterval(() => document.hidden || run(), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds, isWanted, run]);
}
