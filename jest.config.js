// Tests run the built code (`dist`), the same files that ship and that worker threads load; only the tests
// themselves are compiled here. `npm test` builds first.
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { swcrc: true }],
  },
  moduleNameMapper: {
    '^(?:\\.\\./)+src/(.*)\\.js$': '<rootDir>/dist/$1.js',
    '^(\\.\\.?/(?!.*dist/).*)\\.js$': '$1',
  },
  testTimeout: 30_000,
  maxWorkers: 2,
};
