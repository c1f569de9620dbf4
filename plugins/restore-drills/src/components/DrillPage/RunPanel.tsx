import { useState } from 'react';
import {
  ActionButton,
  CopyText,
  StatusLabel,
  Surface,
  TextLink,
  useNow,
} from '@textloom/ui';
import { RUNBOOK, useLinks, VERIFY } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { newestRuns, stepLength } from '../../presentation/phases';
import { isLive } from '../../presentation/states';
import { shortHash } from '../../text/names';
import parts from '../Parts/Parts.module.css';
import { AcknowledgeDialog, CancelDialog } from './ControlDialogs';
import { EvidenceButtons } from './EvidenceButtons';
import { BlockProps } from './useDrill';
import classes from './DrillPage.module.css';

function Runs({ view }: BlockProps) {
  const say = useSay();
  const words = useWords();
  const now = useNow(1_000);
  const { drill } = view;
  const run = newestRuns(drill.steps).get(drill.step);
  const length = run && stepLength(run, now);
  const began = drill.startedAt ?? drill.queuedAt;
  return (
    <div>
      <StatusLabel intent={drill.state === 'Queued' ? 'waiting' : 'active'}>
        {drill.state === 'Queued'
          ? say('panel.queued')
          : say('panel.step', {
              step: words.steps[drill.step],
              time: say.duration(length ?? 0),
            })}
      </StatusLabel>
      <p className={parts.quiet}>
        {say('panel.limit', {
          limit: say.duration(drill.plan.timeLimitMs),
          until: say.when(began + drill.plan.timeLimitMs),
        })}
      </p>
    </div>
  );
}

function Acknowledged({ view, nameOf }: BlockProps) {
  const say = useSay();
  const { acknowledged } = view.drill;
  if (!acknowledged) return null;
  return (
    <div>
      <StatusLabel intent="positive">
        {say('panel.acknowledged', {
          who: nameOf(acknowledged.by),
          when: say.when(acknowledged.at),
        })}
      </StatusLabel>
      <blockquote className="tl-timeline__quote">
        {acknowledged.reason}
      </blockquote>
    </div>
  );
}

function Controls(props: BlockProps) {
  const { view, stale } = props;
  const say = useSay();
  const words = useWords();
  const [open, setOpen] = useState<'cancel' | 'acknowledge'>();
  const live = isLive(view.drill);
  const permission = live ? view.cancel : view.acknowledge;
  const why = () => {
    if (stale) return say('states.staleAct');
    return permission.ok
      ? undefined
      : words.denial(permission.reason, permission.subject);
  };
  // Nothing failed that somebody would have to answer for.
  const idle =
    !live && !permission.ok && permission.reason === 'nothing-to-acknowledge';
  const dialog = { ...props, onClose: () => setOpen(undefined) };
  return (
    <>
      {!idle && (
        <div className={classes.buttons} data-open={permission.ok || undefined}>
          <ActionButton
            label={say(live ? 'panel.cancel' : 'panel.acknowledge')}
            disabledReason={why()}
            onPress={() => setOpen(live ? 'cancel' : 'acknowledge')}
          />
        </div>
      )}
      {open === 'cancel' && <CancelDialog {...dialog} />}
      {open === 'acknowledge' && <AcknowledgeDialog {...dialog} />}
    </>
  );
}

function Evidence({ view }: BlockProps) {
  const say = useSay();
  const { evidence, chain, drill } = view;
  return (
    <div className={classes.links}>
      <h4>{say('evidence.title')}</h4>
      <StatusLabel intent={chain.state === 'verified' ? 'positive' : 'invalid'}>
        {chain.state === 'verified'
          ? say('evidence.verified', { count: chain.events })
          : say('evidence.broken', { sequence: chain.sequence })}
      </StatusLabel>
      {evidence ? (
        <>
          <p className={parts.quiet}>
            {say('evidence.number', { number: evidence.number })}{' '}
            <CopyText text={evidence.hash} shown={shortHash(evidence.hash)} />
          </p>
          <EvidenceButtons drill={drill.id} />
          <TextLink href={VERIFY}>{say('evidence.verify')}</TextLink>
        </>
      ) : (
        <p className={parts.quiet}>{say('evidence.none')}</p>
      )}
    </div>
  );
}

/** What runs, what the reader may do about it, and what it leaves as proof. */
export function RunPanel(props: BlockProps) {
  const { drill } = props.view;
  const say = useSay();
  const plan = useLinks().plan(drill.plan.id);
  const live = isLive(drill);
  return (
    <Surface title={say(live ? 'panel.running' : 'panel.ended')}>
      <div className={classes.panel}>
        {live ? (
          <Runs {...props} />
        ) : (
          <p className={parts.quiet}>
            {drill.endedAt === undefined
              ? say('unknownValue')
              : say('panel.endedAt', { when: say.when(drill.endedAt) })}
          </p>
        )}
        <Acknowledged {...props} />
        <Controls {...props} />
        <Evidence {...props} />
        {!live && plan && <TextLink href={plan}>{say('panel.again')}</TextLink>}
        <TextLink href={RUNBOOK}>{say('panel.runbook')}</TextLink>
      </div>
    </Surface>
  );
}
