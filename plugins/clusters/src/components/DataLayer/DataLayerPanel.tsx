import { PageState, Surface } from '@textloom/ui';
import { SignalSummary, SourceStatus } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { SignalTable } from '../Signals/SignalTable';
import { DATA_LAYER, systemOf, worstFirst } from '../Signals/systems';
import { SourceNote } from '../Sources/SourceNote';

/** Properties of {@link DataLayerPanel}. */
export interface DataLayerPanelProps {
  /** Absent when Prometheus is not known. */
  signals?: SignalSummary[];
  sources: SourceStatus[];
}

/** PostgreSQL, PgBouncer, Redis, MinIO, Istio and certificates: each value against its limit. */
export function DataLayerPanel({ signals, sources }: DataLayerPanelProps) {
  const say = useSay();
  const status = sources.find(({ source }) => source === 'prometheus');
  if (!signals && (!status || status.state === 'live')) {
    return (
      <PageState kind="empty" title={say('dataLayer.unknown')}>
        {say('dataLayer.unknownText')}
      </PageState>
    );
  }
  const systems = DATA_LAYER.map(system => ({
    system,
    signals: worstFirst(
      (signals ?? []).filter(entry => systemOf(entry.signal) === system),
    ),
  }));
  const missing = systems.filter(entry => entry.signals.length === 0);
  const words = (list: SignalSummary[]) => {
    const bad = list.filter(({ severity }) => severity).length;
    return bad > 0
      ? say('dataLayer.bad', { count: bad })
      : say('dataLayer.good', { count: list.length });
  };
  return (
    <>
      {status && <SourceNote source="prometheus" status={status} />}
      {systems
        .filter(entry => entry.signals.length > 0)
        .map(entry => (
          <Surface
            key={entry.system}
            flush
            title={say(`signalSystem.${entry.system}`)}
            subtitle={words(entry.signals)}
          >
            <SignalTable
              label={say(`signalSystem.${entry.system}`)}
              signals={entry.signals}
            />
          </Surface>
        ))}
      {missing.length > 0 && signals && (
        <PageState
          kind="empty"
          title={say('dataLayer.missing', {
            systems: {
              names: missing.map(({ system }) => say(`signalSystem.${system}`)),
            },
          })}
        />
      )}
    </>
  );
}
