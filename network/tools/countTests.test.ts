import { expect, test } from 'vitest'
import { countHardhat, countPlaywright, countVitest, formatCounts, judge } from './countTests.ts'

const none = { passed: 0, failed: 0, skipped: 0 }

test('counts what Vitest reports, and files that could not be loaded', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(countVitest(JSON.stringify(report))).toEqual({ passed: 7, failed: 2, skipped: 3 })
})

test('counts what Playwright reports; a flaky test has failed', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] }
  expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 5, failed: 3, skipped: 2 })
})

test('counts the last words of Hardhat, not numbers in the names of tests', () => {
  const output = `
  QDTTest
    ✔ test_12 passing trips()
    ✔ testFuzz_3 failing(uint256) (runs: 100)

  25 passing
  1 failing
  2 skipped
`
  expect(countHardhat(output)).toEqual({ passed: 25, failed: 1, skipped: 2 })
  expect(countHardhat('compilation failed')).toEqual(none)
})

test('a runner that exits with an error, or ran nothing, has failed', () => {
  expect(judge({ ...none, passed: 3 }, 0).failed).toBe(0)
  expect(judge({ ...none, passed: 3 }, 1).failed).toBe(1)
  expect(judge({ ...none, passed: 3 }, null).failed).toBe(1)
  expect(judge({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2)
  expect(judge(none, 0).failed).toBe(1)
  expect(judge({ ...none, skipped: 4 }, 0).failed).toBe(1)
})

test('the last line names skipped tests only when there are some', () => {
  expect(
    formatCounts([
      { ...none, passed: 3 },
      { passed: 1, failed: 2, skipped: 0 },
    ]),
  ).toBe('4 passed, 2 failed')
  expect(formatCounts([{ passed: 1, failed: 0, skipped: 5 }])).toBe('1 passed, 0 failed, 5 skipped')
})
