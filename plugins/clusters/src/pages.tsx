import { Route, Routes } from 'react-router-dom';
import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { ClusterPage } from './components/ClusterPage/ClusterPage';
import { FleetPage } from './components/FleetPage/FleetPage';
import { NodeGroupPage } from './components/NodeGroupPage/NodeGroupPage';
import { NodePage } from './components/NodePage/NodePage';
import { WorkloadPage } from './components/WorkloadPage/WorkloadPage';
import {
  clusterRouteRef,
  clusterTabRouteRef,
  nodeGroupRouteRef,
  nodeRouteRef,
  workloadRouteRef,
} from './routes';

/** Everything under `/clusters`. */
export function ClustersPages() {
  return (
    <Routes>
      <Route index element={<FleetPage />} />
      <Route path={clusterRouteRef.path} element={<ClusterPage />} />
      <Route path={clusterTabRouteRef.path} element={<ClusterPage />} />
      <Route path={workloadRouteRef.path} element={<WorkloadPage />} />
      <Route path={nodeGroupRouteRef.path} element={<NodeGroupPage />} />
      <Route path={nodeRouteRef.path} element={<NodePage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
