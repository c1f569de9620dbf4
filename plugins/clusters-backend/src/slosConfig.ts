import { Config } from '@backstage/config';
import { DEFAULT_SLOS, SloDefinition } from './adapters/prometheus/slos';

/**
 * Reads `clusters.slos`; the built-in ones unless any is set.
 * @throws when an objective is no percentage, or a window no number of days.
 */
export function readSlos(config: Config): readonly SloDefinition[] {
  return (
    config.getOptionalConfigArray('clusters.slos')?.map(slo => {
      const id = slo.getString('id');
      const percent = slo.getNumber('objective');
      if (percent <= 0 || percent >= 100) {
        throw new Error(
          `clusters.slos: objective of ${id} must be between 0 and 100 percent`,
        );
      }
      const windowDays = slo.getOptionalNumber('windowDays') ?? 30;
      if (!Number.isInteger(windowDays) || windowDays < 1 || windowDays > 90) {
        throw new Error(
          `clusters.slos: windowDays of ${id} must be between 1 and 90 days`,
        );
      }
      return {
        id,
        title: slo.getOptionalString('title') ?? id,
        objective: percent / 100,
        windowDays,
        total: slo.getString('total'),
        bad: slo.getString('bad'),
        component: slo.getOptionalString('component'),
      };
    }) ?? DEFAULT_SLOS
  );
}
