/** What a test runner reports. */
export type Counts = { passed: number; failed: number; skipped: number }

/** Returns the counts in Vitest's JSON report; a file that could not be loaded counts as a failure. */
export function countVitest(report: string): Counts {
  const json = JSON.parse(report)
  const broken = json.testResults.filter(
    (file: { status: string; assertionResults: unknown[] }) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: json.numPassedTests,
    failed: json.numFailedTests + broken.length,
    skipped: json.numPendingTests + json.numTodoTests,
  }
}

/** Returns the counts in Playwright's JSON report; a test that passed only when repeated is no pass. */
export function countPlaywright(report: string): Counts {
  const { stats, errors } = JSON.parse(report)
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }
}

/** Returns the counts in the last words of `hardhat test solidity`. */
export function countHardhat(output: string): Counts {
  const count = (word: string) => {
    const found = [...output.matchAll(new RegExp(`^\\s+(\\d+) ${word}\\b`, 'gm'))]
    return found.reduce((sum, [, number]) => sum + Number(number), 0)
  }
  return { passed: count('passing'), failed: count('failing'), skipped: count('skipped') + count('pending') }
}

/** Returns the counts with what the exit code adds: a runner that failed without a failed test, or ran nothing, failed. */
export function judge(counts: Counts, exitCode: number | null): Counts {
  const isSilentFailure = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0)
  return isSilentFailure ? { ...counts, failed: 1 } : counts
}

/** Returns the last line of a test run. */
export function formatCounts(all: readonly Counts[]): string {
  const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0)
  const skipped = sum('skipped')
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
