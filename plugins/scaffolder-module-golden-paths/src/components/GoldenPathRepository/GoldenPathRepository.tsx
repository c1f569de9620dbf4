import { useEffect, useState } from 'react';
import {
  ConfigApi,
  configApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Field } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import {
  completed,
  readRepository,
  Repository,
  writeRepository,
} from '../../presentation/repository';
import styles from './GoldenPathRepository.module.css';

/** Properties of {@link GoldenPathRepository}. */
export type GoldenPathRepositoryProps = FieldExtensionComponentProps<
  string,
  { owner?: string }
>;

/** Where a repository is made: host, owner and name, which is that of the service unless somebody enters another. */
export function GoldenPathRepository(props: GoldenPathRepositoryProps) {
  const { formData, formContext, onChange, rawErrors = [], schema } = props;
  const say = useSay();
  const hosts = hostsOf(useApi(configApiRef));
  const [entered, setEntered] = useState<Partial<Repository>>(() =>
    enteredIn(formData, formContext?.formData?.name),
  );
  const repository = completed(entered, {
    hosts,
    owner: props.uiSchema['ui:options']?.owner ?? '',
    name: String(formContext?.formData?.name ?? ''),
  });
  const value = writeRepository(repository);
  useEffect(() => {
    if (value !== formData) onChange(value);
  }, [value, formData, onChange]);
  const enter = (part: keyof Repository) => ({
    value: repository[part],
    onChange: ({ target }: { target: { value: string } }) =>
      setEntered({ ...entered, [part]: target.value }),
  });
  return (
    <fieldset className={styles.repository}>
      <legend className={styles.legend}>{schema.title}</legend>
      {schema.description && (
        <p className={styles.help}>{schema.description}</p>
      )}
      <Field
        label={say('repository.host')}
        error={hosts.length === 0 ? say('repository.noHost') : undefined}
      >
        <select {...enter('host')}>
          {hosts.map(host => (
            <option key={host} value={host}>
              {host}
            </option>
          ))}
        </select>
      </Field>
      <Field label={say('repository.owner')} help={say('repository.ownerHelp')}>
        <input {...enter('owner')} maxLength={39} autoComplete="off" />
      </Field>
      <Field
        label={say('repository.name')}
        help={say('repository.nameHelp')}
        error={repository.repo ? rawErrors[0] : undefined}
      >
        <input {...enter('repo')} maxLength={100} autoComplete="off" />
      </Field>
    </fieldset>
  );
}

/** What somebody has entered before, when they come back to the page. */
function enteredIn(value: string | undefined, name: unknown) {
  if (!value) return {};
  const { host, owner, repo } = readRepository(value);
  return { host, owner, ...(repo !== name && { repo }) };
}

/** Hosts that the portal is connected to. */
function hostsOf(config: ConfigApi): string[] {
  return ['gitea', 'github'].flatMap(kind =>
    (config.getOptionalConfigArray(`integrations.${kind}`) ?? []).map(
      each => each.getOptionalString('host') ?? 'github.com',
    ),
  );
}
