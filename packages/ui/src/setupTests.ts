import '@testing-library/jest-dom';

// The first render of a file loads the whole app shell.
jest.setTimeout(60_000);
