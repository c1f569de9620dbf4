import { Finding } from '@textloom/plugin-scaffolder-golden-paths-common';
import { StatusLabel } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import styles from './GoldenPathPreview.module.css';

/** Properties of {@link Findings}. */
export interface FindingsProps {
  findings: readonly Finding[];
  /** Whether the file of a finding can be shown. */
  isShown(finding: Finding): boolean;
  onShow(finding: Finding): void;
}

/** What the policy says, errors first: what, where, why, and what to do. */
export function Findings({ findings, isShown, onShow }: FindingsProps) {
  const say = useSay();
  if (findings.length === 0) {
    return <p className={styles.note}>{say('findings.none')}</p>;
  }
  return (
    <ul className={styles.findings}>
      {findings.map(finding => {
        const { rule, severity, file, line, subject } = finding;
        const where = line === undefined ? file : `${file}:${line}`;
        return (
          <li key={`${rule} ${where} ${subject}`} className={styles.finding}>
            <p className={styles.what}>
              <StatusLabel
                intent={severity === 'error' ? 'critical' : 'caution'}
              >
                {say(`findings.${severity}`)}
              </StatusLabel>
              <span>{say(`rule.${rule}.title`)}</span>
            </p>
            {subject && <code className={styles.subject}>{subject}</code>}
            <dl className={styles.reasons}>
              <dt>{say('findings.why')}</dt>
              <dd>{say(`rule.${rule}.why`)}</dd>
              <dt>{say('findings.fix')}</dt>
              <dd>{say(`rule.${rule}.fix`)}</dd>
            </dl>
            {isShown(finding) ? (
              <button
                type="button"
                className={styles.where}
                aria-label={say('findings.show', { where })}
                onClick={() => onShow(finding)}
              >
                <code>{where}</code>
              </button>
            ) : (
              <code>{where}</code>
            )}
          </li>
        );
      })}
    </ul>
  );
}
