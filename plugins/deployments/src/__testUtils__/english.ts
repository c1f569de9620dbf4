import { findEnglish } from '@textloom/ui/testUtils';

/** Words that a Chinese page of this plugin should not have. */
export const englishWords = findEnglish({
  terms: `TextLoom Portal UTC ms P95 CI GitOps Argo CD Prometheus GitHub Actions CPU φ sha256 Deployment
  backstage.io/kubernetes-id deployments.proposal.read deployments.proposal.create`,
  names:
    /^(textloom(-\w+)*|API|v?\d[\w.]*|prod|staging|sre|team-leads?|api-team|Tang|Rui|Zhao|Min|He|Jun|Sun|Lei|Chen|Yu|HTTP_TIMEOUT|30s|20s|registry\.\S+|[0-9a-f]{4,}|Weekend|INC-7|P[012]|bot)$/,
});
