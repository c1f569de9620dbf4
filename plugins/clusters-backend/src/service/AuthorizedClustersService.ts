import { PermissionsService } from '@backstage/backend-plugin-api';
import { authorize } from '@textloom/backend-kit';
import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  clustersClusterReadPermission,
  clustersSilenceCreatePermission,
  clustersSilenceDeletePermission,
} from '@textloom/plugin-clusters-common';
import { CallOptions, ClustersService } from './ClustersService';

/** A call of the service. */
type Call<TName, TResult> = (
  name: TName,
  options: CallOptions,
) => Promise<TResult>;

/** Lets only those in who may; asks before it looks, so that a refusal tells nothing of what there is. */
export class AuthorizedClustersService implements ClustersService {
  readonly getFleet: ClustersService['getFleet'];
  readonly search: ClustersService['search'];
  readonly getComponent: ClustersService['getComponent'];
  readonly getCluster: ClustersService['getCluster'];
  readonly getNodeGroup: ClustersService['getNodeGroup'];
  readonly getNode: ClustersService['getNode'];
  readonly getWorkloads: ClustersService['getWorkloads'];
  readonly getWorkload: ClustersService['getWorkload'];
  readonly getHeadroom: ClustersService['getHeadroom'];
  readonly getAlerts: ClustersService['getAlerts'];
  readonly getChart: ClustersService['getChart'];
  readonly getHistory: ClustersService['getHistory'];
  readonly createSilence: ClustersService['createSilence'];
  readonly expireSilence: ClustersService['expireSilence'];

  constructor(service: ClustersService, permissions: PermissionsService) {
    const guarded =
      <TName, TResult>(
        permission: BasicPermission,
        call: Call<TName, TResult>,
      ): Call<TName, TResult> =>
      async (name, options) => {
        const { credentials } = options;
        await authorize({ permissions, permission, credentials });
        return call(name, options);
      };
    const reading = <TName, TResult>(call: Call<TName, TResult>) =>
      guarded(clustersClusterReadPermission, call);

    const fleet = reading((_: undefined, call) => service.getFleet(call));
    this.getFleet = options => fleet(undefined, options);
    this.search = reading((name, call) => service.search(name, call));
    this.getComponent = reading((name, call) =>
      service.getComponent(name, call),
    );
    this.getCluster = reading((name, call) => service.getCluster(name, call));
    this.getNodeGroup = reading((name, call) =>
      service.getNodeGroup(name, call),
    );
    this.getNode = reading((name, call) => service.getNode(name, call));
    this.getWorkloads = reading((name, call) =>
      service.getWorkloads(name, call),
    );
    this.getWorkload = reading((name, call) => service.getWorkload(name, call));
    this.getHeadroom = reading((name, call) => service.getHeadroom(name, call));
    this.getAlerts = reading((name, call) => service.getAlerts(name, call));
    this.getChart = reading((name, call) => service.getChart(name, call));
    this.getHistory = reading((name, call) => service.getHistory(name, call));
    this.createSilence = guarded(
      clustersSilenceCreatePermission,
      (name, call) => service.createSilence(name, call),
    );
    this.expireSilence = guarded(
      clustersSilenceDeletePermission,
      (name, call) => service.expireSilence(name, call),
    );
  }
}
