import { createTemplateRenderer } from 'nunjitsu';
import { JsonObject } from '../covering/json';
import { readPiece, piecesOf } from './expressions';

/** Filters that the scaffolder adds to those of its template engine. */
const FILTERS = ['parseRepoUrl', 'parseEntityRef', 'pick', 'projectSlug'];

const renderer = createTemplateRenderer({
  allowRegexExecution: true,
  filters: Object.fromEntries(
    FILTERS.map(name => [name, (value: unknown) => value as null]),
  ),
  globals: { failure: () => false, always: () => true },
});

/** A method of a variable that is not there now. */
const DEPENDS_ON_VALUES =
  /"(?!parameters\.)\w+\.[\w.]+" resolved to undefined|Membership requires/;

/**
 * Says what the scaffolder's template engine has against a text that is
 * evaluated in a step or a file; undefined when it is fine.
 *
 * @param parameters - answers to the template's form
 */
export function createEngine(parameters: JsonObject) {
  const faultWhile = (text: string): string | undefined => {
    try {
      renderer.renderValue(text, { parameters });
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  return (text: string): string | undefined => {
    const fault = faultWhile(text);
    if (fault && !DEPENDS_ON_VALUES.test(fault)) {
      return fault;
    }
    const filters = piecesOf(text).pieces.flatMap(
      piece => readPiece(piece).filters,
    );
    // One by one: in a branch that is not taken the engine does not look.
    return filters
      .map(filter => faultWhile(`\${{ missing | ${filter} }}`))
      .find(found => found?.includes('Unknown template filter'));
  };
}
