import { CSSProperties, ReactNode } from 'react';
import { Intent } from '../../intent';
import { StatusLabel } from '../StatusLabel/StatusLabel';

/** A seat of a part: somebody who has taken it, or an open one. */
export interface LadderSeat {
  id: string;
  /** Letters of who sits there; absent while it is open. */
  initials?: string;
  /** Who and when, or what is missing. */
  words: ReactNode;
}

/** Something that a rung needs. */
export interface LadderPart {
  id: string;
  title: string;
  intent: Intent;
  /** The state in a word. */
  word: string;
  text?: ReactNode;
  seats?: LadderSeat[];
}

/** A step upwards, with what it needs. */
export interface LadderRung {
  id: string;
  /** What is reached at its end, such as `25%`. */
  mark: string;
  /** Marks the highest rung that is reached. */
  current?: boolean;
  /** How much of the way through it is done, 0 to 1. */
  fill: number;
  /** Still moving: the filled part is hatched. */
  moving?: boolean;
  parts: LadderPart[];
}

/** Properties of {@link Ladder}. */
export interface LadderProps {
  /** Accessible name. */
  label: string;
  /** From the first to the last. */
  rungs: LadderRung[];
}

function Seat({ seat }: { seat: LadderSeat }) {
  return (
    <li className="tl-ladder__seat">
      <span
        className="tl-ladder__face"
        data-open={seat.initials === undefined || undefined}
        aria-hidden
      >
        {seat.initials}
      </span>
      <span className="tl-ladder__who">{seat.words}</span>
    </li>
  );
}

function Part({ part }: { part: LadderPart }) {
  return (
    <div className="tl-ladder__part">
      <h4 className="tl-ladder__title">{part.title}</h4>
      <StatusLabel intent={part.intent}>{part.word}</StatusLabel>
      {part.text && <p className="tl-ladder__text">{part.text}</p>}
      {part.seats && part.seats.length > 0 && (
        <ul className="tl-ladder__seats">
          {part.seats.map(seat => (
            <Seat key={seat.id} seat={seat} />
          ))}
        </ul>
      )}
    </div>
  );
}

/**
 * Steps that are climbed one after the other, each with what it needs. Beside each other on a wide page,
 * under each other on the phone.
 */
export function Ladder({ label, rungs }: LadderProps) {
  return (
    <ol className="tl-ladder" aria-label={label}>
      {rungs.map(rung => (
        <li key={rung.id} className="tl-ladder__rung">
          <span
            className="tl-ladder__mark"
            data-current={rung.current || undefined}
          >
            {rung.mark}
          </span>
          <span className="tl-ladder__track" aria-hidden>
            <span
              className="tl-ladder__fill"
              data-moving={rung.moving || undefined}
              style={
                {
                  '--ladder-fill': Math.min(1, Math.max(0, rung.fill)),
                } as CSSProperties
              }
            />
          </span>
          <div className="tl-ladder__parts">
            {rung.parts.map(part => (
              <Part key={part.id} part={part} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
