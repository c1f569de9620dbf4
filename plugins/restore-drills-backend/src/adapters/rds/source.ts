import { DrillProblem } from '../../service/ports';
import { RdsInstance } from './answers';
import { RdsSettings } from './settings';
import { isCopy } from './tags';

/** The source as a place that nothing else may be: what the guard compares. */
export function addressOf(region: string, instance: string): string {
  return `rds:${region}:${instance.toLowerCase()}`;
}

/**
 * That an instance is the source which is configured, and may be restored from.
 *
 * @throws DrillProblem `source-unreachable`, `wrong-account`, `aliases-source` when it is the copy of a drill itself,
 * or `wrong-version` when it is no PostgreSQL.
 */
export function assertSource(
  source: RdsInstance | undefined,
  { instance, region, account }: RdsSettings,
): RdsInstance {
  if (!source) {
    throw new DrillProblem({ code: 'source-unreachable', subject: instance });
  }
  if (source.account !== account || source.region !== region) {
    throw new DrillProblem({
      code: 'wrong-account',
      subject: instance,
      expected: `${account} ${region}`,
      actual: `${source.account} ${source.region}`,
    });
  }
  if (isCopy(source)) {
    throw new DrillProblem({
      code: 'aliases-source',
      subject: 'the source has the tag of a drill',
    });
  }
  if (source.engine !== 'postgres') {
    throw new DrillProblem({
      code: 'wrong-version',
      subject: instance,
      expected: 'postgres',
      actual: source.engine,
    });
  }
  return source;
}

/** @throws DrillProblem `aliases-source` when the copy would have the identifier of the source. */
export function assertApart(drill: string, { instance }: RdsSettings): void {
  if (drill.toLowerCase() === instance.toLowerCase()) {
    throw new DrillProblem({
      code: 'aliases-source',
      subject: 'the identifier',
    });
  }
}
