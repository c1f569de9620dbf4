import next from 'eslint-config-next/core-web-vitals';
import typescript from 'eslint-config-next/typescript';
import security from 'eslint-plugin-security';

const config = [
  { ignores: ['.next/', 'coverage/', 'chart/', 'next-env.d.ts'] },
  ...next,
  ...typescript,
  security.configs.recommended,
  {
    files: ['tests/**'],
    // What tests match against is their own.
    rules: { 'security/detect-non-literal-regexp': 'off' },
  },
];

export default config;
