import { useState } from 'react';
import { Route, Routes } from 'react-router-dom';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  Finding,
  findingOf,
  GoldenPathsApi,
  Hit,
  Preview,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { appConfigIn } from '@textloom/ui/testUtils';
import { goldenPathsApiRef } from '../apis';
import {
  GoldenPathPreview,
  GoldenPathPreviewProps,
} from '../components/GoldenPathPreview/GoldenPathPreview';

/** Findings with the words of their rules. */
export const findings = (...hits: Hit[]): Finding[] => hits.map(findingOf);

/** A preview with three files. */
export function aPreview(found: Finding[] = []): Preview {
  const content = 'FROM scratch\nUSER root\n';
  return {
    files: [
      { path: 'Dockerfile', size: content.length, content, binary: false },
      { path: 'README.md', size: 7, content: '# Shop\n', binary: false },
      { path: 'src/app/logo.png', size: 2048, binary: true },
      { path: 'src/app/large.txt', size: 70_000, binary: false },
    ],
    findings: found,
    log: [],
  };
}

/** A client that answers with what it is given, and remembers what it was asked. */
export class FakeGoldenPaths implements GoldenPathsApi {
  readonly asked: unknown[] = [];
  answer: () => Promise<Preview>;

  constructor(answer: () => Promise<Preview>) {
    this.answer = answer;
  }

  preview(request: unknown): Promise<Preview> {
    this.asked.push(request);
    return this.answer();
  }
}

/** Renders the field as the last page of a form does. */
export function renderField(
  client: GoldenPathsApi,
  options: {
    path?: string;
    language?: 'en' | 'zh';
    answers?: Record<string, unknown>;
  } = {},
): { values: (string | undefined)[] } {
  const { path = '/create/templates/default/shop', language = 'en' } = options;
  const { answers = { name: 'shop', preview: 'passed' } } = options;
  const values: (string | undefined)[] = [];
  function Form() {
    const [value, setValue] = useState<string>();
    const props = {
      name: 'preview',
      uiSchema: {},
      formContext: { formData: answers },
      formData: value,
      onChange: (next: string) => {
        values.push(next);
        setValue(next);
      },
    } as unknown as GoldenPathPreviewProps;
    return <GoldenPathPreview {...props} />;
  }
  renderInTestApp(
    <Routes>
      <Route
        path="/create/templates/:namespace/:templateName"
        element={<Form />}
      />
      <Route path="*" element={<Form />} />
    </Routes>,
    {
      config: appConfigIn(language),
      initialRouteEntries: [path],
      apis: [[goldenPathsApiRef, client]],
    },
  );
  return { values };
}
