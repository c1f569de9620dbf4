import { SignInPageProps } from '@backstage/plugin-app-react';
import { useSandbox } from '../nav/useSandbox';
import { ProviderSignIn } from './ProviderSignIn';
import { SandboxSignIn } from './SandboxSignIn';
import './signIn.css';

/** Roles beside a sandbox, the configured providers else. There is no guest. */
export function SignInPage(props: SignInPageProps) {
  return useSandbox() ? (
    <SandboxSignIn {...props} />
  ) : (
    <ProviderSignIn {...props} />
  );
}
