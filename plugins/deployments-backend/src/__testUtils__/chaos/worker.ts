import { setTimeout as sleep } from 'node:timers/promises';
import { connectPostgres } from '@textloom/backend-kit/testUtils';
import { DatabaseDeploymentsStore } from '../../database/DatabaseDeploymentsStore';
import { DeploymentsStore } from '../../service/DeploymentsStore';
import { Answer, WorkerJournal } from './journal';
import { ask, draw, Operation, randomOf } from './operations';

/** Share of what is asked twice at the same moment. */
const DOUBLE_CLICKS = 0.2;

/** Until the server may be there again. */
const pause = () => sleep(50, undefined);

/** Asks again until there is an answer, as a browser does; undefined when time is up. */
async function insist(
  store: DeploymentsStore,
  operation: Operation,
  end: number,
): Promise<Answer | undefined> {
  for (;;) {
    const answer = await ask(store, operation);
    if (answer || Date.now() >= end) {
      return answer;
    }
    await pause();
  }
}

const isHeard = (answer: Answer | undefined): answer is Answer =>
  answer !== undefined;

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
    const operation = await draw(store, random, holder).catch(pause);
    if (operation) {
      journal.sent(operation);
      const clicks = random() < DOUBLE_CLICKS ? 2 : 1;
      const answers = await Promise.all(
        Array.from({ length: clicks }, () => insist(store, operation, end)),
      );
      for (const answer of answers.filter(isHeard)) {
        journal.answered(operation.id, answer);
      }
    }
  }
  journal.close();
  await knex.destroy();
}

work().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
