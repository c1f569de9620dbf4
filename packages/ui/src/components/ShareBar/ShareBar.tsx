/** Properties of {@link ShareBar}. */
export interface ShareBarProps {
  /** What the bar says, in one sentence; without it the figure beside it says it. */
  label?: string;
  /** The solid part, where 1 is the whole width; more than the whole is drawn as the whole. */
  share: number;
  /** What is foreseen to follow, hatched from the solid part to here. */
  ahead?: number;
  /** An ink line, such as today. */
  mark?: number;
  intent?: 'caution' | 'critical';
  /** Of nobody, or of less weight. */
  quiet?: boolean;
  /** Without the track behind it, for columns of shares. */
  bare?: boolean;
}

const percent = (share: number) =>
  `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;

/** A share of a whole: solid what is, hatched what is foreseen, a line where it should be. */
export function ShareBar(props: ShareBarProps) {
  const { label, share, ahead, mark, intent, quiet, bare } = props;
  return (
    <div
      className="tl-sharebar"
      data-intent={intent}
      data-quiet={quiet || undefined}
      data-bare={bare || undefined}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {ahead !== undefined && (
        <span
          className="tl-sharebar__ahead"
          style={{ inlineSize: percent(ahead) }}
        />
      )}
      <span
        className="tl-sharebar__share"
        style={{ inlineSize: percent(share) }}
      />
      {mark !== undefined && (
        <span
          className="tl-sharebar__mark"
          style={{ insetInlineStart: percent(mark) }}
        />
      )}
    </div>
  );
}
