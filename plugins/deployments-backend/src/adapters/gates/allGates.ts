import { artefactsOf } from '@textloom/plugin-deployments-common';
import { DeploymentsStore } from '../../service/DeploymentsStore';
import { Gates } from '../../service/GateChecker';
import { ClusterHealthSource, FiguresSource } from '../../service/ports';
import { askCi, askCoverage, askImageScan } from './evidence';
import { askHttp } from './http';
import { clusterHealthGate, sloGate, soakGate } from './live';

/** Every kind of gate with its source. */
export function allGates(options: {
  figures: FiguresSource;
  health: ClusterHealthSource;
  store: Pick<DeploymentsStore, 'around'>;
}): Gates {
  return {
    ci: askCi,
    coverage: askCoverage,
    'image-scan': askImageScan,
    slo: sloGate(options.figures),
    'cluster-health': clusterHealthGate(options.health),
    http: askHttp,
    soak: soakGate(async ({ place, release }) => {
      const { successes } = await options.store.around(place);
      const artefacts = artefactsOf(release);
      return successes.filter(success => success.artefacts === artefacts);
    }),
  };
}
