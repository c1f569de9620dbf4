import { useState } from 'react';
import { Action, PageState, StatusLabel, Verdict } from '@textloom/ui';
import {
  costsSourceRefreshPermission,
  ReconciliationView,
} from '@textloom/plugin-costs-common';
import { useCurrency } from '../../hooks/useCurrency';
import { useMonth } from '../../hooks/useMonth';
import { useRefusal } from '../../hooks/useRefusal';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWrite } from '../../hooks/useWrite';
import {
  monthShown,
  reconciliationVerdict,
} from '../../presentation/reconciliation';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import { DaysCard } from './DaysCard';
import { FindingsCard } from './FindingsCard';
import { PartitionsCard } from './PartitionsCard';
import { SourcesCard } from './SourcesCard';

/** The button that reads the sources again, and what came of it. */
function useRefresh(onDone: () => void) {
  const say = useSay();
  const refusal = useRefusal(costsSourceRefreshPermission);
  const [partitions, setPartitions] = useState<number>();
  const write = useWrite(api => api.refresh(), {
    onDone: answer => {
      setPartitions(answer.partitions);
      onDone();
    },
  });
  const action: Action = {
    label: say('reconciliation.refresh'),
    disabledReason: refusal,
    pendingLabel: write.pending ? say('reconciliation.refreshing') : undefined,
    onPress: () => write.run(),
  };
  return { action, failure: write.failure, partitions };
}

function Refreshed(
  props: Pick<ReturnType<typeof useRefresh>, 'failure' | 'partitions'>,
) {
  const { failure, partitions } = props;
  const say = useSay();
  if (failure) {
    return (
      <PageState
        kind="error"
        size="cell"
        title={say(
          failure.kind === 'unreachable' ? 'states.notSent' : 'states.refused',
        )}
        requestId={failure.requestId}
      >
        <span lang="en">{failure.message}</span>
      </PageState>
    );
  }
  if (partitions === undefined) return null;
  return (
    <div role="status">
      <StatusLabel intent="positive">
        {partitions === 0
          ? say('reconciliation.refreshedNone')
          : say('reconciliation.refreshed', { count: partitions })}
      </StatusLabel>
    </div>
  );
}

function Proof(props: { view: ReconciliationView; month: string | undefined }) {
  const { view, month } = props;
  const { sources } = view.strip;
  return (
    <>
      {month && <DaysCard view={view} month={month} />}
      <PartitionsCard partitions={view.partitions} sources={sources} />
      <FindingsCard findings={view.findings} sources={sources} />
    </>
  );
}

/** The proof that what is shown is what was billed: days, months, sources, and what is wrong with the bill. */
export function ReconciliationPage() {
  const say = useSay();
  const [currency] = useCurrency();
  const { month, actions } = useMonth();
  const query = useView({
    key: ['reconciliation', currency, month],
    load: api => api.getReconciliation({ currency, month }),
    keep: true,
  });
  const { action, ...refreshed } = useRefresh(query.refresh);
  return (
    <CostsFrame
      page="reconciliation"
      query={query}
      withoutBill
      actions={view => {
        const shown = monthShown(view, month);
        return [
          action,
          ...(shown && view.strip.scope === 'all'
            ? actions(shown, view.strip.billedTo)
            : []),
        ];
      }}
    >
      {view => (
        <>
          <Verdict {...reconciliationVerdict(view, say)} />
          <Refreshed {...refreshed} />
          <SourcesCard sources={view.strip.sources} />
          {view.strip.scope === 'all' && (
            <Proof view={view} month={monthShown(view, month)} />
          )}
        </>
      )}
    </CostsFrame>
  );
}
