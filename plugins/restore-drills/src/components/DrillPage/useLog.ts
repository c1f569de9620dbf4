import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { LogLine } from '@textloom/plugin-restore-drills-common';
import { restoreDrillsApiRef } from '../../apis';

/** Lines that one answer has at most. */
const PAGE = 500;
/** Lines that stay on the screen; the evidence has its own share of them. */
const KEPT = 2_000;
const LIVE_MS = 1_000;
const RETRY_MS = 5_000;

/** The newest lines of a drill's log. */
export interface Log {
  drill: string;
  lines: readonly LogLine[];
  failed: boolean;
  loading: boolean;
}

function added(log: Log, lines: readonly LogLine[]): Log {
  const newest = log.lines[log.lines.length - 1]?.line ?? 0;
  const fresh = lines.filter(({ line }) => line > newest);
  return {
    ...log,
    failed: false,
    loading: false,
    lines:
      fresh.length === 0 ? log.lines : [...log.lines, ...fresh].slice(-KEPT),
  };
}

/** Reads a log to its end, and goes on each second while the drill runs. */
export function useLog(drill: string, live: boolean): Log {
  const api = useApi(restoreDrillsApiRef);
  const [log, setLog] = useState<Log>({
    drill,
    lines: [],
    failed: false,
    loading: true,
  });
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let after = 0;
    setLog(before => {
      if (before.drill === drill) return before;
      return { drill, lines: [], failed: false, loading: true };
    });
    const ask = async () => {
      try {
        const { lines } = await api.getLog(drill, after);
        if (!current) return;
        after = lines[lines.length - 1]?.line ?? after;
        setLog(before => added(before, lines));
        if (lines.length >= PAGE) timer = setTimeout(ask, 0);
        else if (live) timer = setTimeout(ask, LIVE_MS);
      } catch {
        if (!current) return;
        setLog(before => ({ ...before, failed: true, loading: false }));
        timer = setTimeout(ask, RETRY_MS);
      }
    };
    ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, drill, live]);
  return log;
}
