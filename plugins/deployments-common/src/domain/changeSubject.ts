import { ChangeSubject } from './fingerprint';

const CONTAINER = /(?:^|\.)(?:initC|c)ontainers\[([^\]]*)\]\.(.*)$/;
const VARIABLE = /^env\[([^\]]*)\]\./;
const RESOURCE = /^resources\.(requests|limits)\.(cpu|memory)$/;

/** What people call the value at a path of an object. */
export function subjectOf(objectKind: string, path: string): ChangeSubject {
  const container = CONTAINER.exec(path);
  if (container) {
    return inContainer(container[1], container[2], path);
  }
  if (path === 'spec.replicas' || path === 'spec.minReplicas') {
    return { kind: 'replicas', name: path };
  }
  const data = /^(?:data|stringData)(?:\.|\[")([^"]+)/.exec(path);
  return data && (objectKind === 'ConfigMap' || objectKind === 'Secret')
    ? { kind: 'variable', name: data[1] }
    : { kind: 'other', name: path };
}

function inContainer(name: string, rest: string, path: string): ChangeSubject {
  if (rest === 'image') {
    return { kind: 'image', name };
  }
  const variable = VARIABLE.exec(rest);
  if (variable) {
    return { kind: 'variable', name: variable[1] };
  }
  const resource = RESOURCE.exec(rest);
  if (resource) {
    const bound = resource[1] === 'requests' ? 'request' : 'limit';
    return {
      kind: `${resource[2]}-${bound}` as ChangeSubject['kind'],
      name,
    };
  }
  return { kind: 'other', name: path };
}
