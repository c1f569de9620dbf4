const { basename } = require('node:path');
const backstage = require('@backstage/cli/config/jest');

const transformPath = require.resolve('./transform.cjs');
const runtime = require.resolve('./Runtime.cjs');
const testSequencer = require.resolve('./Sequencer.cjs');

const shared = ([pattern, transform]) => {
  const [path, options] = [transform].flat();
  return basename(path, '.js') === 'jestSwcTransform'
    ? [pattern, [transformPath, options]]
    : [pattern, transform];
};

/** Jest as Backstage configures it, with less to do for every test file. */
module.exports = async () => {
  const { projects, ...config } = await backstage;
  return {
    ...config,
    testSequencer,
    projects: projects.map(project => ({
      ...project,
      runtime,
      transform: Object.fromEntries(
        Object.entries(project.transform).map(shared),
      ),
    })),
  };
};
