import { error, RuleWords, warning } from './words';

/** Rules on Dockerfiles. */
export const DOCKERFILES = {
  'dockerfile-root': error(
    'The image runs as root',
    'Whoever breaks out of the process owns the container, and the cluster refuses the pod.',
    'End the last stage with USER and a number, such as USER 10001.',
  ),
  'dockerfile-user-name': warning(
    'The user of the image is a name',
    'Kubernetes cannot tell from a name that it is not root.',
    'Use the number of the user: USER 10001.',
  ),
  'dockerfile-single-stage': error(
    'The image is built in one stage',
    'Compilers and package managers stay in the image that runs.',
    'Build in one stage and copy the result into another with COPY --from.',
  ),
  'dockerfile-base': error(
    'A base image has no version',
    'Tomorrow the same commit builds another image.',
    'Name the version or the digest of the base image.',
  ),
  'dockerfile-secret': error(
    'The Dockerfile sets a secret',
    'It stays in the layers of the image.',
    'Use RUN --mount=type=secret while building, and the environment at run time.',
  ),
  'dockerfile-remote-script': error(
    'A script from the network is run while building',
    'Whoever controls that address controls the image.',
    'Install a package with a version, or check the digest of what is fetched.',
  ),
  'dockerfile-healthcheck': warning(
    'The image has no HEALTHCHECK',
    'Outside Kubernetes nothing notices that the process hangs.',
    'Add HEALTHCHECK with the path of liveness.',
  ),
} satisfies Record<string, RuleWords>;
