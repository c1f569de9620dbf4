import { PermissionsService } from '@backstage/backend-plugin-api';
import { authorize } from '@textloom/backend-kit';
import {
  clustersClusterReadPermission,
  ClusterView,
  FleetView,
  NodeGroupView,
  NodeView,
} from '@textloom/plugin-clusters-common';
import { Answer, CallOptions, ClustersService } from './ClustersService';

/** Lets only those read who may; asks before it looks, so that a refusal tells nothing of what there is. */
export class AuthorizedClustersService implements ClustersService {
  readonly #service: ClustersService;
  readonly #permissions: PermissionsService;

  constructor(service: ClustersService, permissions: PermissionsService) {
    this.#service = service;
    this.#permissions = permissions;
  }

  async getFleet(options: CallOptions): Promise<Answer<FleetView>> {
    await this.#mayRead(options);
    return this.#service.getFleet(options);
  }

  async getCluster(
    name: { cluster: string },
    options: CallOptions,
  ): Promise<Answer<ClusterView>> {
    await this.#mayRead(options);
    return this.#service.getCluster(name, options);
  }

  async getNodeGroup(
    name: { cluster: string; nodeGroup: string },
    options: CallOptions,
  ): Promise<Answer<NodeGroupView>> {
    await this.#mayRead(options);
    return this.#service.getNodeGroup(name, options);
  }

  async getNode(
    name: { cluster: string; node: string },
    options: CallOptions,
  ): Promise<Answer<NodeView>> {
    await this.#mayRead(options);
    return this.#service.getNode(name, options);
  }

  #mayRead({ credentials }: CallOptions): Promise<void> {
    return authorize({
      permissions: this.#permissions,
      permission: clustersClusterReadPermission,
      credentials,
    });
  }
}
