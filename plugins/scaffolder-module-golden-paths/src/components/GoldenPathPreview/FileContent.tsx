import { useEffect, useRef } from 'react';
import {
  Finding,
  PreviewFile,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { formatBytes } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import styles from './GoldenPathPreview.module.css';

/** Properties of {@link FileContent}. */
export interface FileContentProps {
  file: PreviewFile;
  /** Of this file. */
  findings: readonly Finding[];
  /** Line to bring into view. */
  line?: number;
}

/** Text of a file with its lines numbered; lines with findings are marked and say what is wrong. */
export function FileContent({ file, findings, line }: FileContentProps) {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current
      ?.querySelector(`[data-line="${line}"]`)
      ?.scrollIntoView?.({ block: 'nearest' });
  }, [file.path, line]);
  const size = formatBytes(file.size);
  if (file.content === undefined) {
    return (
      <p className={styles.note}>
        {say(file.binary ? 'files.binary' : 'files.large', { size })}
      </p>
    );
  }
  if (file.content === '') {
    return <p className={styles.note}>{say('files.empty')}</p>;
  }
  return (
    <div
      ref={box}
      role="region"
      aria-label={say('files.content', { path: file.path })}
      // Who has no mouse scrolls with the keys.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.content}
    >
      <pre className={styles.lines}>
        {file.content
          .replace(/\n$/, '')
          .split('\n')
          .map((text, index) => (
            <Line
              // Lines never change their places.
              key={index}
              number={index + 1}
              text={text}
              findings={findings.filter(found => found.line === index + 1)}
            />
          ))}
      </pre>
    </div>
  );
}

function Line(props: {
  number: number;
  text: string;
  findings: readonly Finding[];
}) {
  const { number, text, findings } = props;
  const say = useSay();
  const isError = findings.some(({ severity }) => severity === 'error');
  const intent = isError ? 'critical' : 'caution';
  return (
    <span
      className={styles.line}
      data-line={number}
      data-intent={findings.length > 0 ? intent : undefined}
    >
      <code>{text}</code>
      {findings.map(({ rule, subject }) => (
        <span key={rule + subject} className={styles.remark}>
          {say(`rule.${rule}.title`)}
        </span>
      ))}
      {'\n'}
    </span>
  );
}
