import { useState } from 'react';
import {
  Finding,
  Preview,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { Action, formatBytes, Intent, Surface, Verdict } from '@textloom/ui';
import { firstFile } from '../../presentation/fileTree';
import { Costs } from './Costs';
import { FileContent } from './FileContent';
import { FileTree } from './FileTree';
import { Findings } from './Findings';
import { useSay } from '../../hooks/useSay';
import styles from './GoldenPathPreview.module.css';

/** Properties of {@link PreviewView}. */
export interface PreviewViewProps {
  preview: Preview;
  /** Asks again. */
  again: Action;
}

/** The answer, what the policy says, what it costs, and the files. */
export function PreviewView({ preview, again }: PreviewViewProps) {
  const { files, findings, costs } = preview;
  const say = useSay();
  const [shown, setShown] = useState<{ path?: string; line?: number }>({
    path: firstFile(files, findings),
  });
  const file = files.find(({ path }) => path === shown.path);
  const has = (finding: Finding) =>
    files.some(({ path }) => path === finding.file);
  const size = formatBytes(files.reduce((sum, each) => sum + each.size, 0));
  return (
    <div className={styles.preview}>
      <Verdict {...useVerdict(preview)} actions={[again]} />
      {findings.length > 0 && (
        <Surface level={4} title={say('findings.title')} flush>
          <Findings
            findings={findings}
            isShown={has}
            onShow={({ file: path, line }) => setShown({ path, line })}
          />
        </Surface>
      )}
      {costs && <Costs costs={costs} />}
      {files.length > 0 && (
        <Surface
          level={4}
          title={say('files.title')}
          subtitle={say('files.count', { count: files.length, size })}
          flush
        >
          <div className={styles.panes}>
            <FileTree
              files={files}
              findings={findings}
              selected={shown.path}
              onSelect={path => setShown({ path })}
            />
            <div className={styles.pane}>
              {file && (
                <>
                  <p className={styles.path}>
                    <code>{file.path}</code>
                  </p>
                  <FileContent
                    file={file}
                    findings={findings.filter(each => each.file === file.path)}
                    line={shown.line}
                  />
                </>
              )}
            </div>
          </div>
        </Surface>
      )}
    </div>
  );
}

function useVerdict({ files, findings }: Preview): {
  intent: Intent;
  sentence: string;
  detail: string;
} {
  const say = useSay();
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const detail = say('verdict.detail');
  if (errors > 0) {
    return {
      intent: 'critical',
      sentence: say('verdict.stopped', { count: errors }),
      detail,
    };
  }
  if (files.length === 0) {
    return { intent: 'unknown', sentence: say('verdict.nothing'), detail };
  }
  return findings.length > 0
    ? {
        intent: 'caution',
        sentence: say('verdict.warned', { count: findings.length }),
        detail,
      }
    : {
        intent: 'positive',
        sentence: say('verdict.passed', { count: files.length }),
        detail,
      };
}
