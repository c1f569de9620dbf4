import { connectPostgres } from '@textloom/backend-kit/testUtils';
import { DatabaseDeploymentsStore } from '../../database/DatabaseDeploymentsStore';
import { WorkerJournal } from './journal';
import { draw, perform, randomOf } from './operations';

/** A process that asks at random, until it is killed or a moment has come. */
async function work(): Promise<void> {
  const [host, user, database, path, seed, until] = process.argv.slice(2);
  const knex = connectPostgres({ host, user }, database);
  const store = new DatabaseDeploymentsStore(knex);
  const journal = new WorkerJournal(path);
  const random = randomOf(Number(seed));
  const holder = `worker-${seed}`;
  process.stdout.write('begins\n');
  // However slowly it has started, it does something.
  const end = Math.max(Number(until), Date.now() + 2_000);
  while (Date.now() < end) {
    const operation = await draw(store, random, holder);
    if (operation) {
      journal.sent(operation);
      const answer = await perform(store, operation).then(
        () => 'acked' as const,
        () => 'refused' as const,
      );
      journal.answered(operation.id, answer);
    }
  }
  journal.close();
  await knex.destroy();
}

work().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
