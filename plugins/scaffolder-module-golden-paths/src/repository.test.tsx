import { useState } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { appConfigIn } from '@textloom/ui/testUtils';
import {
  GoldenPathRepository,
  GoldenPathRepositoryProps,
} from './components/GoldenPathRepository/GoldenPathRepository';

function renderRepository(options: {
  hosts: string[];
  language?: 'en' | 'zh';
  before?: string;
}) {
  const { hosts, language = 'en', before } = options;
  let last: string | undefined;
  function Form() {
    const [value, setValue] = useState(before);
    const [name, setName] = useState('shop');
    last = value;
    const props = {
      schema: { title: 'Repository' },
      uiSchema: { 'ui:options': { owner: 'textloom' } },
      formContext: { formData: { name } },
      formData: value,
      onChange: setValue,
    } as unknown as GoldenPathRepositoryProps;
    return (
      <>
        <button onClick={() => setName('market')}>rename</button>
        <GoldenPathRepository {...props} />
      </>
    );
  }
  renderInTestApp(<Form />, {
    config: {
      ...appConfigIn(language),
      integrations: { gitea: hosts.map(host => ({ host })) },
    },
  });
  return { answer: () => last };
}

it('answers with the only host, the usual owner and the name of the service', async () => {
  const user = userEvent.setup();
  const { answer } = renderRepository({ hosts: ['git.example'] });
  expect(await screen.findByLabelText('Name of the repository')).toHaveValue(
    'shop',
  );
  expect(answer()).toBe('git.example?owner=textloom&repo=shop');
  await user.click(screen.getByText('rename'));
  expect(answer()).toBe('git.example?owner=textloom&repo=market');
});

it('keeps what was entered, also when the page is opened again', async () => {
  const user = userEvent.setup();
  const { answer } = renderRepository({
    hosts: ['git.example', 'other.example'],
    before: 'other.example?owner=media&repo=own-name',
  });
  await user.click(await screen.findByText('rename'));
  expect(answer()).toBe('other.example?owner=media&repo=own-name');
  await user.selectOptions(screen.getByLabelText('Host'), 'git.example');
  const owner = screen.getByLabelText('Owner');
  await user.clear(owner);
  await user.type(owner, 'video');
  expect(answer()).toBe('git.example?owner=video&repo=own-name');
});

it('says in the reader’s language when no host is connected', async () => {
  renderRepository({ hosts: [], language: 'zh' });
  expect(await screen.findByText(/门户没有连接任何代码托管平台/)).toBeVisible();
});
