import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ActionButton, Clock, Loading, Surface } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { StepName, Words } from '@textloom/plugin-restore-drills-common';
import { isLive } from '../../presentation/states';
import parts from '../Parts/Parts.module.css';
import { useLog } from './useLog';
import { BlockProps } from './useDrill';
import classes from './DrillPage.module.css';

/** Pixels above the end that still count as the end. */
const NEAR = 24;

/** The view follows new lines only if it was at the end; else it says how many came. */
function useFollow(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState(count);
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (atEnd) toEnd();
  }, [count, atEnd]);
  useEffect(() => {
    if (atEnd) setSeen(count);
  }, [count, atEnd]);
  const onScroll = () => {
    const at = box.current;
    if (at) setAtEnd(at.scrollHeight - at.scrollTop - at.clientHeight < NEAR);
  };
  return {
    box,
    onScroll,
    unseen: atEnd ? 0 : count - seen,
    follow: () => setAtEnd(true),
  };
}

/** A step in words; what is none stays as it is. */
function stepName(step: string, { steps }: Words): string {
  return Object.hasOwn(steps, step) ? steps[step as StepName] : step;
}

/** What the drill has said, newest at the end. */
export function LogCard({ view }: BlockProps) {
  const say = useSay();
  const words = useWords();
  const live = isLive(view.drill);
  const log = useLog(view.drill.id, live);
  const newest = log.lines[log.lines.length - 1]?.line ?? 0;
  const { box, onScroll, unseen, follow } = useFollow(newest);
  const title = say('log.title');
  return (
    <Surface
      flush
      title={title}
      subtitle={log.failed ? say('log.failed') : undefined}
      action={
        unseen > 0 && (
          <ActionButton
            variant="tertiary"
            label={say('log.unseen', { count: unseen })}
            onPress={follow}
          />
        )
      }
    >
      {log.loading && <Loading rows={3} />}
      {!log.loading && log.lines.length === 0 && (
        <p className={parts.none}>{say(live ? 'log.notYet' : 'log.none')}</p>
      )}
      {log.lines.length > 0 && (
        <div
          ref={box}
          className={classes.log}
          role="log"
          aria-label={title}
          // The page says each change of state; a reader of the screen comes here for the rest.
          aria-live="off"
          // Keys scroll what has the focus.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          onScroll={onScroll}
        >
          {log.lines.map(({ line, at, step, text }) => (
            <p key={line}>
              <Clock seconds at={new Date(at).toISOString()} />
              <span className={classes.step}>{stepName(step, words)}</span>
              <span lang="en">{text}</span>
            </p>
          ))}
        </div>
      )}
    </Surface>
  );
}
