import { findEnglish } from '@textloom/ui/testUtils';

/** Words that a Chinese page of this plugin should not have. */
export const englishWords = findEnglish({
  terms: `TextLoom Portal AWS FOCUS API Web CDN USD UTC CSV SRE Spot Pod EffectiveCost BilledCost ListCost ContractedCost
  Data Exports costs.cost.read CPU ID Savings Plan opencost-1 scad-9-1 WAPE GB third-party Holt-Winters`,
  names:
    /^(textloom(-[\w-]+)*|Media|Core|services|Experience|storage|and|egress|All|of|postgres|redis|v7|n\/a|prod|staging|test|dev|Sentry|monthly|fee|Inter\w+|NatGateway-Bytes|Amazon\w+|group|component|resource|[\d.]+)$/,
});
