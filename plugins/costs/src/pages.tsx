import { Route, Routes } from 'react-router-dom';
import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { ExplorePage } from './components/ExplorePage/ExplorePage';
import { ForecastPage } from './components/ForecastPage/ForecastPage';
import { OverviewPage } from './components/OverviewPage/OverviewPage';
import { AnomaliesPage } from './components/AnomaliesPage/AnomaliesPage';
import { BudgetsPage } from './components/BudgetsPage/BudgetsPage';
import { CommitmentsPage } from './components/CommitmentsPage/CommitmentsPage';
import { UnitsPage } from './components/UnitsPage/UnitsPage';
import { ContractsPage } from './components/ContractsPage/ContractsPage';
import { ReconciliationPage } from './components/ReconciliationPage/ReconciliationPage';
import { SavingsPage } from './components/SavingsPage/SavingsPage';
import {
  anomaliesRouteRef,
  budgetsRouteRef,
  commitmentsRouteRef,
  contractsRouteRef,
  exploreRouteRef,
  forecastRouteRef,
  reconciliationRouteRef,
  savingsRouteRef,
  unitsRouteRef,
} from './routes';

/** Everything under `/costs`. */
export function CostsPages() {
  return (
    <Routes>
      <Route index element={<OverviewPage />} />
      <Route path={exploreRouteRef.path} element={<ExplorePage />} />
      <Route path={forecastRouteRef.path} element={<ForecastPage />} />
      <Route path={savingsRouteRef.path} element={<SavingsPage />} />
      <Route path={anomaliesRouteRef.path} element={<AnomaliesPage />} />
      <Route path={budgetsRouteRef.path} element={<BudgetsPage />} />
      <Route path={commitmentsRouteRef.path} element={<CommitmentsPage />} />
      <Route path={unitsRouteRef.path} element={<UnitsPage />} />
      <Route path={contractsRouteRef.path} element={<ContractsPage />} />
      <Route
        path={reconciliationRouteRef.path}
        element={<ReconciliationPage />}
      />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
