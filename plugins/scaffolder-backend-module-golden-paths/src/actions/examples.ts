import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** An example of the list of actions: one step of a template. */
function example(
  description: string,
  step: {
    id: string;
    action: string;
    input?: Record<string, unknown>;
  } & Record<string, unknown>,
): TemplateExample {
  return { description, example: stringify({ steps: [step] }) };
}

export const partsExamples = [
  example('Render the parts of a Python service after its own skeleton', {
    id: 'parts',
    name: 'Add chart, pipeline and documentation',
    action: 'textloom:parts',
    input: {
      parts: ['chart', 'python', 'pipeline', 'catalog'],
      values: { name: '${{ parameters.name }}', kind: 'api' },
    },
  }),
];

export const checkExamples = [
  example('Check what was rendered, before anything is made of it', {
    id: 'check',
    name: 'Check by policy',
    action: 'textloom:check',
  }),
];

export const publishExamples = [
  example('Publish what was rendered and checked', {
    id: 'publish',
    name: 'Make the repository',
    action: 'textloom:publish',
    input: {
      repoUrl: '${{ parameters.repoUrl }}',
      description: '${{ parameters.description }}',
    },
  }),
];

export const deliverExamples = [
  example('Begin in every environment but production', {
    id: 'deliver',
    name: 'Deliver the first manifests',
    action: 'textloom:deliver',
    input: { name: '${{ parameters.name }}' },
  }),
  example('Begin in dev only', {
    id: 'deliver',
    name: 'Deliver the first manifests',
    action: 'textloom:deliver',
    input: { name: '${{ parameters.name }}', environments: ['dev'] },
  }),
];

export const undoExamples = [
  example('Take back what was made when a later step has failed', {
    id: 'undo',
    name: 'Take back',
    if: '${{ failure() }}',
    action: 'textloom:undo',
    input: {
      repoUrl: '${{ parameters.repoUrl }}',
      name: '${{ parameters.name }}',
    },
  }),
];
