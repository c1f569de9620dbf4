import { useMemo } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteRef,
  historyRouteRef,
  inboxRouteRef,
  newRouteRef,
  policyRouteRef,
  proposalRouteRef,
  rootRouteRef,
} from '../routes';

/** What the form of a new proposal opens with. */
export interface NewProposal {
  service?: string;
  release?: string;
  environment?: string;
}

/** Addresses of the pages; undefined where one is not installed. */
export interface Links {
  board(): string | undefined;
  inbox(): string | undefined;
  history(query?: Record<string, string>): string | undefined;
  policy(): string | undefined;
  proposal(id: string): string | undefined;
  propose(what: NewProposal): string | undefined;
  component(name: string): string | undefined;
}

function withQuery(
  href: string | undefined,
  query: object = {},
): string | undefined {
  const entries = Object.entries(query).filter(([, value]) => value);
  const search = new URLSearchParams(entries).toString();
  return href && search ? `${href}?${search}` : href;
}

/** See {@link Links}. */
export function useLinks(): Links {
  const root = useRouteRef(rootRouteRef);
  const inbox = useRouteRef(inboxRouteRef);
  const history = useRouteRef(historyRouteRef);
  const policy = useRouteRef(policyRouteRef);
  const proposal = useRouteRef(proposalRouteRef);
  const propose = useRouteRef(newRouteRef);
  const entity = useRouteRef(entityRouteRef);
  return useMemo(
    () => ({
      board: () => root?.(),
      inbox: () => inbox?.(),
      history: query => withQuery(history?.(), query),
      policy: () => policy?.(),
      proposal: id => proposal?.({ proposal: id }),
      propose: what => withQuery(propose?.(), what),
      component: name =>
        entity?.({ kind: 'component', namespace: 'default', name }),
    }),
    [root, inbox, history, policy, proposal, propose, entity],
  );
}
