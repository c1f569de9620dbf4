import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages are loaded when they are first opened: on a cold, busy machine their code is compiled meanwhile.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(40_000);
