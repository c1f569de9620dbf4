import { ApiContext, ApiRequest, User } from './context';
import { RequestInfo } from './requestInfo';
import { ApiError, unauthorized } from './status';
import { groupResource } from './types';

/** What is asked for, as a `SubjectAccessReview` writes it. */
export interface AccessAttributes {
  verb: string;
  group: string;
  resource: string;
  namespace?: string;
  name?: string;
}

/**
 * Finds the user of a bearer token.
 * @throws ApiError 401 without a token or with an unknown one.
 */
export function authenticate(context: ApiContext, request: ApiRequest): User {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  const user =
    scheme.toLocaleLowerCase('en-US') === 'bearer'
      ? context.users.get(token ?? '')
      : undefined;
  if (!user) {
    throw unauthorized();
  }
  return user;
}

/** Whether a user may do something: administrators everything, others ask about themselves. */
export function isAllowed(user: User, attributes: AccessAttributes): boolean {
  return (
    user.admin ||
    (attributes.verb === 'create' &&
      attributes.resource.startsWith('selfsubject'))
  );
}

/** @throws ApiError 403 in the words of a real server's RBAC. */
export function authorize(user: User, verb: string, info: RequestInfo): void {
  const resource = info.subresource
    ? `${info.plural}/${info.subresource}`
    : info.plural;
  const { group, namespace, name } = info;
  if (isAllowed(user, { verb, group, resource, namespace, name })) {
    return;
  }
  const qualified = groupResource({ plural: info.plural, group });
  const subject = name ? `${qualified} "${name}"` : qualified;
  const where = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  throw new ApiError(
    403,
    'Forbidden',
    `${subject} is forbidden: User "${user.name}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`,
    {
      ...(name ? { name } : {}),
      ...(group ? { group } : {}),
      kind: info.plural,
    },
  );
}
