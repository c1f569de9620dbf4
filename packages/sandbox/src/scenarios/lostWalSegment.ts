import { Scenario, ScenarioError } from './types';

const DATABASE = 'textloom-postgres';

export const lostWalSegment: Scenario = {
  id: 'lost-wal-segment',
  title: { en: 'A WAL segment is lost', zh: '丢失一个 WAL 段' },
  effect: {
    en: 'One segment of the write-ahead log disappears from the archive of the database. The database goes on and says nothing.',
    zh: '数据库归档中的一个预写日志段消失。数据库照常运行，也不会报告。',
  },
  lookAt: {
    en: 'Restore drills: start one of textloom-postgres; it fails and names the segment.',
    zh: '恢复演练：启动 textloom-postgres 的演练，它会失败并指出缺失的段。',
  },
  defaultCluster: 'textloom-prod',
  start({ postgres }, target) {
    if (!postgres) {
      throw new ScenarioError('There is no database in this sandbox');
    }
    if (target !== undefined && target !== DATABASE) {
      throw new ScenarioError(`There is no database ${target}`);
    }
    let segment: string | undefined;
    let failed = false;
    const losing = postgres.loseSegment().then(
      lost => {
        segment = lost.segment;
        return lost;
      },
      () => {
        failed = true;
        return undefined;
      },
    );
    return {
      get target() {
        return segment ?? DATABASE;
      },
      finished: () => failed,
      stop: () => {
        // The archive of a sandbox that ends meanwhile is gone or whole again after its next backup.
        losing.then(lost => lost?.bringBack()).catch(() => undefined);
      },
    };
  },
};
