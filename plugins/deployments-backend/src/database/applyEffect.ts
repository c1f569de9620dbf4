import { ConflictError } from '@backstage/errors';
import { Proposal } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { Effect } from './effects';

/** Writes an effect to the tables that follow from the log. @throws ConflictError when another proposal executes (S12). */
export async function applyEffect(
  transaction: Knex.Transaction,
  proposal: Proposal,
  effect: Effect,
): Promise<void> {
  const { id, service, environment, release } = proposal;
  const { artefacts } = proposal.fingerprint;
  const place = { service, environment };
  switch (effect.type) {
    case 'begins':
      await occupy(transaction, place, null, id);
      break;
    case 'ends':
      await occupy(transaction, place, id, null);
      break;
    case 'succeeds': {
      const { at } = effect;
      await transaction('successes')
        .where({ ...place, until: null })
        .update({ until: at });
      // One that was changed past the portal and restored succeeds again.
      await transaction('successes').where({ proposal: id }).delete();
      await transaction('successes').insert({
        ...place,
        proposal: id,
        artefacts,
        version: release.version,
        at,
        until: null,
      });
      await transaction('denied_releases')
        .where({ ...place, artefacts })
        .delete();
      break;
    }
    case 'lapses':
      await transaction('successes')
        .where({ proposal: id, until: null })
        .update({ until: effect.at });
      break;
    default:
      await transaction('denied_releases')
        .insert({ ...place, artefacts, proposal: id })
        .onConflict(['service', 'environment', 'artefacts'])
        .ignore();
  }
}

async function occupy(
  transaction: Knex.Transaction,
  place: { service: string; environment: string },
  from: string | null,
  to: string | null,
): Promise<void> {
  const changed = await transaction('places')
    .where({ ...place, executing: from })
    .update({ executing: to });
  if (changed !== 1) {
    throw new ConflictError(
      'Another deployment of the service runs in this environment',
    );
  }
}
