import { useEffect, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { useApi } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Loading, PageState, PluginQuery, usePluginQuery } from '@textloom/ui';
import { Preview } from '@textloom/plugin-scaffolder-golden-paths-common';
import { goldenPathsApiRef } from '../../apis';
import { useSay } from '../../hooks/useSay';
import { useSettled } from '../../hooks/useSettled';
import { Outcome, outcomeOf } from '../../presentation/outcome';
import { PreviewView } from './PreviewView';

/** Answers that change while somebody types are looked at when they have rested, milliseconds. */
const SETTLE_MS = 600;

/** Properties of {@link GoldenPathPreview}. */
export type GoldenPathPreviewProps = FieldExtensionComponentProps<
  string,
  { template?: string }
>;

/** What the answers of all pages of the form would make: files, their content, and what the policy says. */
export function GoldenPathPreview(props: GoldenPathPreviewProps) {
  const say = useSay();
  const client = useApi(goldenPathsApiRef);
  const templateRef = useTemplateRef(props.uiSchema['ui:options']?.template);
  const values = useOtherValues(props);
  const text = useSettled(JSON.stringify(values), SETTLE_MS);
  const query = usePluginQuery({
    plugin: 'scaffolder',
    key: ['golden-paths', 'preview', templateRef, text],
    load: ({ signal }) =>
      client.preview(
        { templateRef: templateRef ?? '', values: JSON.parse(text) },
        signal,
      ),
    enabled: templateRef !== undefined,
  });
  const isSettled = text === JSON.stringify(values);
  useOutcome(props, isSettled ? outcome(query, templateRef) : 'pending');

  if (templateRef === undefined) {
    return (
      <PageState kind="error" title={say('failed.noTemplate')}>
        {say('failed.noTemplateText')}
      </PageState>
    );
  }
  if (query.data) {
    return (
      <PreviewView
        key={text}
        preview={query.data}
        again={{ label: say('again'), onPress: query.refresh }}
      />
    );
  }
  return query.failure ? (
    <Failed query={query} />
  ) : (
    <div aria-busy aria-label={say('loading')} role="status">
      <Loading shape="card" rows={6} />
    </div>
  );
}

function Failed({ query }: { query: PluginQuery<Preview> }) {
  const say = useSay();
  const { failure, refresh } = query;
  if (failure?.kind === 'denied') {
    return (
      <PageState kind="denied" title={say('failed.deniedTitle')}>
        {say('failed.deniedText')}
      </PageState>
    );
  }
  const isAnswers = failure?.status === 400;
  return (
    <PageState
      kind="error"
      title={say(isAnswers ? 'failed.answers' : 'failed.title')}
      onRetry={refresh}
      requestId={failure?.requestId}
    >
      {isAnswers ? (
        <span lang="en">{failure.message}</span>
      ) : (
        say('failed.text')
      )}
    </PageState>
  );
}

/** The template of the page's address, unless the form names one. */
function useTemplateRef(named: string | undefined): string | undefined {
  const { namespace = 'default', templateName } = useParams();
  return named ?? (templateName && `template:${namespace}/${templateName}`);
}

/** Answers of all pages but this field's own. */
function useOtherValues({ name, formContext }: GoldenPathPreviewProps) {
  const data: unknown = formContext?.formData;
  return useMemo(() => {
    const all = typeof data === 'object' && data !== null ? data : {};
    return Object.fromEntries(
      Object.entries(all).filter(([key]) => key !== name),
    );
  }, [data, name]);
}

function outcome(
  query: PluginQuery<Preview>,
  templateRef: string | undefined,
): Outcome {
  if (query.data) {
    return outcomeOf(query.data);
  }
  return query.failure || templateRef === undefined ? 'unavailable' : 'pending';
}

/** The value of the field follows the preview, so that the form can be held up. */
function useOutcome(
  { formData, onChange }: GoldenPathPreviewProps,
  value: Outcome,
): void {
  useEffect(() => {
    if (formData !== value) {
      onChange(value);
    }
  }, [formData, onChange, value]);
}
