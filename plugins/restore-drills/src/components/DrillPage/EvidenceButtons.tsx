import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { ActionButton, PageState, toFailure } from '@textloom/ui';
import { RestoreDrillsApi } from '@textloom/plugin-restore-drills-common';
import { restoreDrillsApiRef } from '../../apis';
import { useSay } from '../../hooks/useSay';
import parts from '../Parts/Parts.module.css';

/** Long enough for the browser to take the file over. */
const KEPT_MS = 60_000;

/** Hands a file to the browser: saved under a name, or shown in a tab of its own. */
function hand(content: string, type: string, fileName?: string) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = href;
  if (fileName) link.download = fileName;
  else {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}

/** Buttons that fetch the signed file and the report; a link could not carry who asks. */
export function EvidenceButtons({ drill }: { drill: string }) {
  const say = useSay();
  const api = useApi(restoreDrillsApiRef);
  const [busy, setBusy] = useState<'file' | 'report'>();
  const [failed, setFailed] = useState<string>();
  const get = async (
    what: 'file' | 'report',
    fetch: (from: RestoreDrillsApi) => Promise<void>,
  ) => {
    setBusy(what);
    setFailed(undefined);
    try {
      await fetch(api);
    } catch (error) {
      setFailed(toFailure(error).message);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <>
      <div className={parts.filters}>
        <ActionButton
          label={say('evidence.report')}
          pendingLabel={
            busy === 'report' ? say('evidence.fetching') : undefined
          }
          onPress={() =>
            get('report', async from =>
              hand(
                await from.getReport(drill, say.locale),
                'text/html;charset=utf-8',
              ),
            )
          }
        />
        <ActionButton
          label={say('evidence.download')}
          pendingLabel={busy === 'file' ? say('evidence.fetching') : undefined}
          onPress={() =>
            get('file', async from =>
              hand(
                `${JSON.stringify(await from.getEvidence(drill), null, 2)}\n`,
                'application/json',
                `${drill}.evidence.json`,
              ),
            )
          }
        />
      </div>
      {failed !== undefined && (
        <PageState kind="error" size="cell" title={say('evidence.failed')}>
          <span lang="en">{failed}</span>
        </PageState>
      )}
    </>
  );
}
