import { CSSProperties, ReactNode } from 'react';
import { Intent } from '../../intent';
import { StatusLabel } from '../StatusLabel/StatusLabel';

/** A stage of something that runs once from its first to its last. */
export interface Phase {
  id: string;
  title: string;
  intent: Intent;
  /** The state in a word. */
  word: string;
  /** How long it took, how far it is. */
  text?: ReactNode;
  /** How much of it is done, 0 to 1. */
  fill: number;
  /** Under way: the filled part is hatched. */
  moving?: boolean;
}

/** Properties of {@link PhaseBar}. */
export interface PhaseBarProps {
  /** Accessible name. */
  label: string;
  /** In their order; up to a dozen. */
  phases: Phase[];
}

/** How far a run is: one piece per stage, beside each other on a wide page, under each other on a narrow one. */
export function PhaseBar({ label, phases }: PhaseBarProps) {
  return (
    <ol className="tl-phases" aria-label={label}>
      {phases.map(phase => (
        <li
          key={phase.id}
          className="tl-phases__phase"
          data-intent={phase.intent}
          aria-current={phase.moving ? 'step' : undefined}
        >
          <span className="tl-phases__track" aria-hidden>
            <span
              className="tl-phases__fill"
              data-moving={phase.moving || undefined}
              style={
                {
                  '--phase-fill': Math.min(1, Math.max(0, phase.fill)),
                } as CSSProperties
              }
            />
          </span>
          <span className="tl-phases__title">{phase.title}</span>
          <StatusLabel intent={phase.intent}>{phase.word}</StatusLabel>
          {phase.text && <span className="tl-phases__text">{phase.text}</span>}
        </li>
      ))}
    </ol>
  );
}
