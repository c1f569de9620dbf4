import { Route, Routes } from 'react-router-dom';
import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { DrillPage } from './components/DrillPage/DrillPage';
import { DrillsPage } from './components/DrillsPage/DrillsPage';
import { OverviewPage } from './components/OverviewPage/OverviewPage';
import { PlanPage } from './components/PlanPage/PlanPage';
import { StorePage } from './components/StorePage/StorePage';
import {
  drillRouteRef,
  drillsRouteRef,
  planRouteRef,
  storeRouteRef,
} from './routes';

/** Everything under `/restore-drills`. */
export function RestoreDrillsPages() {
  return (
    <Routes>
      <Route index element={<OverviewPage />} />
      <Route path={storeRouteRef.path} element={<StorePage />} />
      <Route path={planRouteRef.path} element={<PlanPage />} />
      <Route path={drillsRouteRef.path} element={<DrillsPage />} />
      <Route path={drillRouteRef.path} element={<DrillPage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
