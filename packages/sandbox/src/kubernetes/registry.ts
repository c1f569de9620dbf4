import { ApiError } from './status';
import { apiVersionOf, groupResource, ResourceDefinition } from './types';

/** The resources that one cluster serves; custom ones come and go. */
export class ResourceRegistry {
  private readonly definitions = new Map<string, ResourceDefinition>();

  constructor(definitions: readonly ResourceDefinition[]) {
    definitions.forEach(definition => this.add(definition));
  }

  add(definition: ResourceDefinition): void {
    this.definitions.set(this.key(definition), definition);
  }

  /** Removes every version of a resource. */
  remove(group: string, plural: string): void {
    for (const definition of this.all()) {
      if (definition.group === group && definition.plural === plural) {
        this.definitions.delete(this.key(definition));
      }
    }
  }

  all(): ResourceDefinition[] {
    return [...this.definitions.values()];
  }

  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceDefinition | undefined {
    return this.definitions.get(`${group}/${version}/${plural}`);
  }

  /** Group and version pairs in the order in which they were added. */
  groupVersions(): { group: string; version: string }[] {
    const seen = new Map<string, { group: string; version: string }>();
    for (const { group, version } of this.definitions.values()) {
      seen.set(apiVersionOf({ group, version }), { group, version });
    }
    return [...seen.values()];
  }

  /** A definition of the resource in whichever version comes first. */
  byGroupResource(name: string): ResourceDefinition {
    const found = this.all().find(
      definition => groupResource(definition) === name,
    );
    if (!found) {
      throw new ApiError(404, 'NotFound', `${name} is not served`);
    }
    return found;
  }

  private key({ group, version, plural }: ResourceDefinition): string {
    return `${group}/${version}/${plural}`;
  }
}
