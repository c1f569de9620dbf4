import { Route, Routes } from 'react-router-dom';
import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { BoardPage } from './components/BoardPage/BoardPage';
import { HistoryPage } from './components/HistoryPage/HistoryPage';
import { NewProposalPage } from './components/NewProposalPage/NewProposalPage';
import { PolicyPage } from './components/PolicyPage/PolicyPage';
import { ProposalPage } from './components/ProposalPage/ProposalPage';
import {
  historyRouteRef,
  newRouteRef,
  policyRouteRef,
  proposalRouteRef,
} from './routes';

/** Everything under `/deployments` but the inbox. */
export function DeploymentsPages() {
  return (
    <Routes>
      <Route index element={<BoardPage />} />
      <Route path={proposalRouteRef.path} element={<ProposalPage />} />
      <Route path={historyRouteRef.path} element={<HistoryPage />} />
      <Route path={policyRouteRef.path} element={<PolicyPage />} />
      <Route path={newRouteRef.path} element={<NewProposalPage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
