import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What is shown is loaded when it is first asked for: on a cold, busy machine its code is compiled meanwhile.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(40_000);
